import { createHash } from 'node:crypto'
import { api } from '../../kubernetes/api.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import type { Transport } from '../../kubernetes/transport.ts'

/** Who asks, or the HTTP status and reason with which it is refused. */
export type Caller =
  | { readonly at: 'known'; readonly namespace: string; readonly name: string }
  | { readonly at: 'refused'; readonly status: 401 | 403 | 503; readonly because: string }

export type Authenticate = (authorization: string | undefined) => Promise<Caller>

export interface AuthenticateOptions {
  readonly transport: Transport
  /** The release's. */
  readonly namespace: string
  /** Who may ask: `name` in the release's namespace, or `namespace/name`. */
  readonly serviceAccounts: () => readonly string[]
  /** Epoch ms. */
  readonly now: () => number
  /** Told why the API server could not be asked. */
  readonly onFailure: (because: string) => void
}

/** An answer counts for so long; a token that is revoked meanwhile goes on until then. */
const CACHED_MS = 60_000
/** Of so many tokens answers are kept; a hub has one. */
const MOST_CACHED = 1000
/** So many questions to the API server at once: a flood of made-up tokens must not become one of TokenReviews. */
const MOST_UNDER_WAY = 10
const TIMEOUT_MS = 2000

const TOKEN_REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews'
const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/

interface TokenReview {
  readonly status?: {
    readonly authenticated?: boolean
    readonly user?: { readonly username?: string }
    readonly error?: string
  }
}

/**
 * Knows callers by the ServiceAccount token that Kubernetes puts into their pods (`Authorization: Bearer …`), which the
 * API server reviews. Tokens are kept as hashes only. Who cannot be asked about is refused.
 */
export function authenticate(options: AuthenticateOptions): Authenticate {
  const { transport, namespace, serviceAccounts, now, onFailure } = options
  const kubernetes = api(transport, { timeoutMs: TIMEOUT_MS })
  const reviews = new Map<string, { readonly untilMs: number; readonly user: Promise<string> }>()
  let underWay = 0

  async function review(token: string): Promise<string> {
    underWay += 1
    try {
      const { status } = await kubernetes.create<TokenReview>(TOKEN_REVIEWS, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token },
      })
      return status?.authenticated ? (status.user?.username ?? '') : ''
    } finally {
      underWay -= 1
    }
  }

  /** The user name, empty for a token that is not valid; undefined while too much is under way. */
  function userOf(token: string): Promise<string> | undefined {
    const hash = createHash('sha256').update(token).digest('base64')
    const known = reviews.get(hash)
    if (known && now() < known.untilMs) return known.user
    if (underWay >= MOST_UNDER_WAY) return undefined
    const user = review(token)
    reviews.delete(hash)
    reviews.set(hash, { untilMs: now() + CACHED_MS, user })
    user.catch(() => reviews.delete(hash)) // the next one asks again
    const [oldest] = reviews.keys()
    if (reviews.size > MOST_CACHED && oldest !== undefined) reviews.delete(oldest)
    return user
  }

  return async (authorization) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
    if (token === undefined)
      return refused(401, 'needs the header `Authorization: Bearer TOKEN` with the token of a ServiceAccount')
    try {
      const user = await userOf(token)
      if (user === undefined) return refused(503, 'too many tokens are being reviewed; try again')
      if (user === '') return refused(401, 'the API server does not accept this token: it is expired or not its own')
      const [, inNamespace, name] = SERVICE_ACCOUNT.exec(user) ?? []
      const allowed = serviceAccounts().map((one) => (one.includes('/') ? one : `${namespace}/${one}`))
      if (inNamespace === undefined || name === undefined || !allowed.includes(`${inNamespace}/${name}`))
        return refused(
          403,
          `${user} may not ask; profiles.api.serviceAccounts allows ${allowed.join(', ') || 'nobody'}`,
        )
      return { at: 'known', namespace: inNamespace, name }
    } catch (error) {
      const because = describeApiError(error, {
        verb: 'create',
        resource: 'tokenreviews',
        group: 'authentication.k8s.io',
      })
      onFailure(because)
      return refused(503, 'the API server could not be asked about the token; the log of warmseats says why')
    }
  }
}

const refused = (status: 401 | 403 | 503, because: string): Caller => ({ at: 'refused', status, because })
