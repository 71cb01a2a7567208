import { createHash } from 'node:crypto'
import { MINUTE_MS } from '../../domain/duration.ts'
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
const CACHED_MS = MINUTE_MS
/** Who may ask is asked about again this long before, and served meanwhile. */
const RENEWED_BEFORE_MS = 20_000
/** Of so many tokens that may ask answers are kept, and of so many others; a hub has one. */
const MOST_CACHED = 1000
/** So many questions to the API server at once: a flood of made-up tokens must not become one of TokenReviews. */
const MOST_UNDER_WAY = 10
/** And so many about tokens that were allowed before, which that flood must not keep out. */
const MOST_RENEWALS = 5
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

interface Answer {
  /** Empty: the token is not valid. */
  readonly user: string
  readonly untilMs: number
}

/**
 * Knows callers by the ServiceAccount token that Kubernetes puts into their pods (`Authorization: Bearer …`), which the
 * API server reviews. Tokens are kept as hashes only. Who cannot be asked about is refused.
 */
export function authenticate(options: AuthenticateOptions): Authenticate {
  const { transport, namespace, serviceAccounts, now, onFailure } = options
  const kubernetes = api(transport, { timeoutMs: TIMEOUT_MS })
  /** By the hash of the token. What nobody who asks can fill is kept apart from what anybody can. */
  const allowed = new Map<string, Answer>()
  const others = new Map<string, Answer>()
  const underWay = new Map<string, Promise<string>>()
  const free = { renewals: MOST_RENEWALS, strangers: MOST_UNDER_WAY }

  async function review(hash: string, token: string, slots: keyof typeof free): Promise<string> {
    const untilMs = now() + CACHED_MS
    free[slots] -= 1
    try {
      const { status } = await kubernetes.create<TokenReview>(TOKEN_REVIEWS, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token },
      })
      const user = status?.authenticated ? (status.user?.username ?? '') : ''
      allowed.delete(hash)
      others.delete(hash)
      keep(accountOf(user) ? allowed : others, hash, { user, untilMs })
      return user
    } finally {
      free[slots] += 1
      underWay.delete(hash)
    }
  }

  /** undefined: too much is under way. One that fails is forgotten, the next one asks again. */
  function reviewed(hash: string, token: string): Promise<string> | undefined {
    const asked = underWay.get(hash)
    if (asked) return asked
    const slots = allowed.has(hash) ? 'renewals' : 'strangers'
    if (free[slots] === 0) return undefined
    const user = review(hash, token, slots)
    underWay.set(hash, user)
    return user
  }

  /** The user name, empty for a token that is not valid; undefined while too much is under way. */
  function userOf(token: string): Promise<string> | string | undefined {
    const hash = createHash('sha256').update(token).digest('base64')
    const known = allowed.get(hash) ?? others.get(hash)
    if (!known || now() >= known.untilMs) return reviewed(hash, token)
    // Its answer still counts: whether this review comes to one is for the asks after that time.
    if (allowed.has(hash) && now() >= known.untilMs - RENEWED_BEFORE_MS) reviewed(hash, token)?.catch(() => undefined)
    return known.user
  }

  const names = () => serviceAccounts().map((one) => (one.includes('/') ? one : `${namespace}/${one}`))
  /** undefined: the user is no ServiceAccount that may ask. */
  function accountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
    const [, inNamespace, name] = SERVICE_ACCOUNT.exec(user) ?? []
    if (inNamespace === undefined || name === undefined) return undefined
    return names().includes(`${inNamespace}/${name}`) ? { namespace: inNamespace, name } : undefined
  }

  return async (authorization) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
    if (token === undefined)
      return refused(401, 'needs the header `Authorization: Bearer TOKEN` with the token of a ServiceAccount')
    try {
      const user = await userOf(token)
      if (user === undefined) return refused(503, 'too many tokens are being reviewed; try again')
      if (user === '') return refused(401, 'the API server does not accept this token: it is expired or not its own')
      const account = accountOf(user)
      if (!account)
        return refused(
          403,
          `${user} may not ask; profiles.api.serviceAccounts allows ${names().join(', ') || 'nobody'}`,
        )
      return { at: 'known', ...account }
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

/** Of too many the oldest goes. */
function keep(answers: Map<string, Answer>, hash: string, answer: Answer): void {
  answers.set(hash, answer)
  const [oldest] = answers.keys()
  if (answers.size > MOST_CACHED && oldest !== undefined) answers.delete(oldest)
}
