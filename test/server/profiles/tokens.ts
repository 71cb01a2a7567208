/** Tokens as Kubernetes gives them to pods, for an API server that a test plays: it knows its own by their signature. */
import { decodeJwt } from 'jose'

export interface TokenSpec {
  /** `namespace/name` of the ServiceAccount. */
  readonly account?: string
  readonly audiences?: readonly string[]
  /** Epoch s; `null`: never. */
  readonly expires?: number | null
  /** Told apart by it: another pod's, or one that followed. */
  readonly id?: string | number
  /** What it says of itself in place of all that. */
  readonly claims?: object
  /** Nobody's key has signed it. */
  readonly forged?: boolean
}

const SIGNATURES = { own: 'c2lnbmVk', forged: 'Zm9yZ2Vk' }

export function tokenOf(spec: TokenSpec = {}): string {
  const { account = 'hub/hub', audiences = ['warmseats'], expires = 3600, id = 0, forged = false } = spec
  const sub = `system:serviceaccount:${account.replace('/', ':')}`
  const { claims = { sub, aud: audiences, ...(expires === null ? {} : { exp: expires }), jti: `${id}` } } = spec
  const parts = [{ alg: 'RS256', kid: 'own' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return [...parts, forged ? SIGNATURES.forged : SIGNATURES.own].join('.')
}

/** The status of a TokenReview as the API server gives it. */
export function statusOf({ token, audiences }: { readonly token: string; readonly audiences: readonly string[] }) {
  if (!token.endsWith(`.${SIGNATURES.own}`)) return { error: 'invalid bearer token' }
  const { sub: username, aud = [] } = decodeJwt(token)
  const shared = audiences.filter((one) => [aud].flat().includes(one))
  return shared.length > 0
    ? { authenticated: true, user: { username }, audiences: shared }
    : { error: 'token audiences are invalid for the target audiences' }
}
