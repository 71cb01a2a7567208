/**
 * The one error of everything below HTTP: sockets, names, TLS, time, credentials. Its `code` is stable, whatever Node's
 * and undici's own codes become; its message is fit for a log (the server's address, never a token).
 */

export type ConnectionErrorCode =
  | 'aborted' // by the caller's signal
  | 'timeout' // connecting, waiting for headers, or the request's own timeoutMs
  | 'refused'
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'reset' // the socket died, or the body ended before its end
  | 'credentials' // a token file, a client certificate or an auth plugin could not be used
  | 'network' // anything else

export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode

  constructor(code: ConnectionErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const sentences: Record<ConnectionErrorCode, (server: string) => string> = {
  aborted: (server) => `the request to ${server} was aborted`,
  timeout: (server) => `${server} did not answer in time`,
  refused: (server) => `${server} refused the connection`,
  unreachable: (server) => `there is no route to ${server}`,
  dns: (server) => `the name of ${server} could not be resolved`,
  tls: (server) => `no TLS connection to ${server} that we may trust`,
  reset: (server) => `the connection to ${server} broke`,
  credentials: (server) => `no usable credentials for ${server}`,
  network: (server) => `${server} could not be reached`,
}

const codes: readonly (readonly [ConnectionErrorCode, RegExp])[] = [
  ['aborted', /^(UND_ERR_ABORTED|ABORT_ERR|AbortError)$/],
  ['timeout', /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|TimeoutError)$/],
  ['refused', /^ECONNREFUSED$/],
  ['unreachable', /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/],
  ['dns', /^(ENOTFOUND|EAI_\w+)$/],
  ['tls', /CERT|^ERR_SSL_|^ERR_TLS_|^EPROTO$|^UNABLE_TO_|SELF_SIGNED|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/],
  ['reset', /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_(SOCKET|DESTROYED|CLOSED)|ERR_STREAM_PREMATURE_CLOSE)$/],
]

/**
 * Any error that came from a socket, undici or an AbortSignal, as ours.
 * @param server the server's origin, for the message
 */
export function connectionError(error: unknown, server: string): ConnectionError {
  if (error instanceof ConnectionError) return error
  const native = nativeCode(error)
  const code = codes.find(([, pattern]) => pattern.test(native))?.[0] ?? 'network'
  const detail = error instanceof Error && error.message !== '' ? error.message : String(error)
  const suffix = code === 'aborted' ? '' : `: ${detail}${detail.includes(native) ? '' : ` (${native})`}`
  return new ConnectionError(code, sentences[code](server) + suffix, error)
}

/** A DOMException's numeric `code` says less than its name; a wrapped error's code is its cause's. */
function nativeCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.cause instanceof Error && 'code' in error.cause && typeof error.cause.code === 'string') {
    return error.cause.code
  }
  return error.name
}
