import { STATUS_CODES } from 'node:http'

/** An HTTP status that is no calendar, in words for whoever set the address. */
export function sayAnswer(status: number): string {
  const hint =
    status === 401 || status === 403
      ? ': is the address the private (secret) ICS one, and still valid?'
      : status === 404 || status === 410
        ? ': there is no calendar at this address; was it renewed or made private?'
        : ''
  return `it answers HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim() + hint
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no host of this name is known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'the host refuses the connection',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  EPIPE: 'the connection broke',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the host does not answer',
  UND_ERR_BODY_TIMEOUT: 'the host stopped in the middle of its answer',
  ENOENT: 'there is no such file',
  EACCES: 'the file may not be read',
  EISDIR: 'this is a folder, not a file',
}

/** An error of the network or the file system. Its own message is not used: it may hold the secret address. */
export function sayError(error: unknown): string {
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | undefined)?.cause)
  if (code === undefined) return 'it cannot be read'
  if (/CERT|SSL|TLS/.test(code)) return `its certificate is not trusted (${code})`
  return `it cannot be read: ${WORDS[code] ?? code}`
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : undefined
}
