import { STATUS_CODES } from 'node:http'
import { Agent, request } from 'undici'
import { NotDelivered } from '../../domain/notify/not-delivered.ts'
import { namesForbidden, reachableLookup } from './reachable.ts'

/** As calendars: no answer for so long is a failure. */
const SILENCE_MS = 10_000

let agent: Agent | undefined
/** Made when somebody is told for the first time. */
const sharedAgent = (): Agent => {
  agent ??= new Agent({
    connections: 2,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    connect: { timeout: SILENCE_MS, lookup: reachableLookup() },
  })
  return agent
}

/**
 * Sends a JSON text to an address. Redirects are not followed: an address that redirects is another one by now, and whoever
 * answers may point at anything.
 * @throws NotDelivered with a sentence that has nothing of the address
 */
export async function post(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  signal: AbortSignal = AbortSignal.timeout(SILENCE_MS),
): Promise<void> {
  const url = addressOf(address)
  const sent = request(url, {
    method: 'POST',
    dispatcher: sharedAgent(),
    headers: { 'content-type': 'application/json', 'user-agent': 'warmseats', ...headers },
    body,
    signal,
  })
  const {
    statusCode,
    headers: answered,
    body: unread,
  } = await sent.catch((error: unknown) => {
    throw new NotDelivered(sayError(error))
  })
  // What it says is not for us; a body without an end costs its connection.
  await unread.dump({ limit: 64 * 1024, signal }).catch(() => undefined)
  if (statusCode < 200 || statusCode > 299)
    throw new NotDelivered(sayStatus(statusCode), retryAfterMs(answered['retry-after']))
}

function addressOf(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new NotDelivered(
      'what its Secret holds is no address; it begins with https:// (or http://, inside the cluster)',
    )
  if (url.username || url.password)
    throw new NotDelivered(
      'its address has a user name or password in it, which is not sent; a token belongs into the path, as its server gives it',
    )
  if (namesForbidden(url)) throw new NotDelivered(FORBIDDEN)
  return url
}

const FORBIDDEN =
  'its address is where a cloud tells a machine its credentials, or where nobody is: nothing is sent there'

function sayStatus(status: number): string {
  const said = `it answers HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim()
  if (status >= 300 && status < 400)
    return `${said}: redirects are not followed; put the address that it redirects to into the Secret`
  if (status === 401 || status === 403 || status === 404 || status === 410)
    return `${said}: was the webhook removed or renewed? Put the address of a new one into the Secret`
  if (status === 400) return `${said}: is this the address of what \`type\` says?`
  return said
}

const WORDS: Readonly<Record<string, string>> = {
  FORBIDDEN_ADDRESS: FORBIDDEN,
  ENOTFOUND: 'no host of this name is known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'the host refuses the connection',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  EPIPE: 'the connection broke',
}

/** An error of the network. Its own message is not used: it may hold the address. */
export function sayError(error: unknown): string {
  const code = codeOf(error) ?? codeOf(Object(error).cause)
  const name = Object(error).name
  if (name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT|TIMEDOUT/.test(code ?? ''))
    return `it does not answer within ${SILENCE_MS / 1000} s`
  if (code !== undefined && /CERT|SSL|TLS/.test(code))
    return `its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS in extraEnv names a file with further authorities`
  return `it cannot be reached: ${WORDS[code ?? ''] ?? code ?? 'for no reason that is known'}`
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = Object(error).code
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : undefined
}

/** Seconds (RFC 9110 §10.2.3), an hour at most; who writes a date is asked again when we like. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const seconds = typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : 0
  return seconds > 0 ? Math.min(seconds * 1000, 3_600_000) : undefined
}
