import { decodeJwt } from 'jose'
import { MINUTE_MS } from '../../domain/duration.ts'
import { AUDIENCE, MOUNT_TOKEN } from '../../domain/profiles/hub-token.ts'
import { type Account, type Callers, mayAsk, sayAccount } from './callers.ts'

/** What a token says of itself. Anybody can write that: it is good for a refusal, and never for more. */
export interface Claims {
  readonly account: Account
  readonly audiences: readonly string[]
  /** Epoch ms; undefined: never. */
  readonly expiresMs: number | undefined
}

export interface Refusal {
  /** As HTTP has it. */
  readonly status: 401 | 403 | 429 | 503
  readonly because: string
}

/** Names as Kubernetes takes them, so that nobody writes anything else into our log. */
const SUBJECT = /^system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})$/
/** As much the API server itself grants clocks that differ. */
const LEEWAY_MS = MINUTE_MS

/** Of a ServiceAccount's token; undefined: it is none. */
export function claimsOf(token: string): Claims | undefined {
  const { sub, aud, exp } = decoded(token)
  const account = typeof sub === 'string' ? accountOf(sub) : undefined
  if (!account) return undefined
  const audiences = [aud].flat().filter((one) => typeof one === 'string')
  return { account, audiences, expiresMs: typeof exp === 'number' ? exp * 1000 : undefined }
}

/** Of a user name as the API server has it; undefined: a person, or a node. */
export function accountOf(user: string): Account | undefined {
  const [, namespace, name] = SUBJECT.exec(user) ?? []
  return namespace === undefined || name === undefined ? undefined : { namespace, name }
}

/** Why the API server would refuse it, or we would after it did not; undefined: it has to be asked. */
export function hopeless(claims: Claims | undefined, callers: Callers, nowMs: number): Refusal | undefined {
  if (!claims) return { status: 401, because: `this is no token of a ServiceAccount: ${MOUNT_TOKEN}` }
  const { account, audiences, expiresMs } = claims
  if (!mayAsk(callers, account)) return notAllowed(account)
  if (!audiences.includes(AUDIENCE))
    return { status: 401, because: `this token of ${sayAccount(account)} is not for ${AUDIENCE}: ${MOUNT_TOKEN}` }
  if (expiresMs !== undefined && nowMs >= expiresMs + LEEWAY_MS)
    return {
      status: 401,
      because: `this token of ${sayAccount(account)} has expired: Kubernetes writes a new one into the file; read it again for each question`,
    }
  return undefined
}

export const notAllowed = (account: Account): Refusal => ({
  status: 403,
  because: `${sayAccount(account)} may not ask: profiles.api.serviceAccounts does not name it`,
})

function decoded(token: string): ReturnType<typeof decodeJwt> {
  try {
    return decodeJwt(token)
  } catch {
    return {}
  }
}
