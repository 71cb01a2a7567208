import { createHash } from 'node:crypto'
import { MINUTE_MS } from '../../domain/duration.ts'
import { AUDIENCE } from '../../domain/profiles/hub-token.ts'
import { api } from '../../kubernetes/api.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { type NoTurn, turns } from './turns.ts'

/** What the API server says of a token. `not for us`: it vouches for somebody, but not that the token is for Warmseats. */
export type Reviewed =
  | { readonly at: 'user'; readonly user: string }
  | { readonly at: 'invalid' }
  | { readonly at: 'not for us' }

export interface ReviewsOptions {
  readonly transport: Transport
  readonly mayAsk: (user: string) => boolean
  /** Epoch ms. */
  readonly now: () => number
}

/** @param address of who shows the token. Rejects with what the API server could not be asked for. */
export type Review = (token: string, address: string) => Promise<Reviewed | NoTurn>

/** An answer counts for so long; a token that is revoked meanwhile goes on until then. */
const CACHED_MS = MINUTE_MS
/** Who may ask is asked about again this long before, and served meanwhile. */
const RENEWED_BEFORE_MS = 20_000
/** Of so many tokens that may ask answers are kept, and of so many others; a hub has one. */
const MOST_CACHED = 1000
/** So many questions at once about tokens that were allowed before, which nobody else's keep out. */
const MOST_RENEWALS = 5
const TIMEOUT_MS = 2000

const TOKEN_REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews'

interface TokenReview {
  readonly status?: {
    readonly authenticated?: boolean
    readonly user?: { readonly username?: string }
    readonly audiences?: readonly string[]
  }
}

interface Answer {
  readonly reviewed: Reviewed
  readonly untilMs: number
}

/** Has the API server review tokens, each at most once a minute. They are kept as hashes only. */
export function tokenReviews({ transport, mayAsk, now }: ReviewsOptions): Review {
  const kubernetes = api(transport, { timeoutMs: TIMEOUT_MS })
  const takeTurn = turns(now)
  /** By the hash of the token. What nobody who asks can fill is kept apart from what anybody can. */
  const allowed = new Map<string, Answer>()
  const others = new Map<string, Answer>()
  const underWay = new Map<string, Promise<Reviewed | NoTurn>>()
  let renewals = 0

  const isAllowed = (reviewed: Reviewed) => reviewed.at === 'user' && mayAsk(reviewed.user)

  async function ask(hash: string, token: string): Promise<Reviewed> {
    const untilMs = now() + CACHED_MS
    const { status } = await kubernetes.create<TokenReview>(TOKEN_REVIEWS, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token, audiences: [AUDIENCE] },
    })
    const reviewed = readStatus(status)
    allowed.delete(hash)
    others.delete(hash)
    keep(isAllowed(reviewed) ? allowed : others, hash, { reviewed, untilMs })
    return reviewed
  }

  async function renew(hash: string, token: string): Promise<Reviewed | NoTurn> {
    if (renewals >= MOST_RENEWALS) return { at: 'no turn', tooManyOf: 'all' }
    renewals += 1
    try {
      return await ask(hash, token)
    } finally {
      renewals -= 1
    }
  }

  /** One question for all who show the token meanwhile. One that fails is forgotten, the next one asks again. */
  function reviewed(hash: string, token: string, address: string): Promise<Reviewed | NoTurn> {
    const asked = underWay.get(hash)
    if (asked) return asked
    const isRenewal = allowed.has(hash)
    const asking = isRenewal
      ? renew(hash, token)
      : takeTurn(
          address,
          () => ask(hash, token),
          (made) => !isAllowed(made),
        )
    const answer = asking.finally(() => underWay.delete(hash))
    underWay.set(hash, answer)
    return answer
  }

  return async (token, address) => {
    const hash = createHash('sha256').update(token).digest('base64')
    const known = allowed.get(hash) ?? others.get(hash)
    if (!known || now() >= known.untilMs) return reviewed(hash, token, address)
    // Its answer still counts: whether this review comes to one is for the asks after that time.
    if (allowed.has(hash) && now() >= known.untilMs - RENEWED_BEFORE_MS)
      reviewed(hash, token, address).catch(() => undefined)
    return known.reviewed
  }
}

/** An API server that knows no audiences leaves them out, and accepts a token that is for anybody. */
function readStatus(status: TokenReview['status']): Reviewed {
  const user = status?.user?.username
  if (!status?.authenticated || !user) return { at: 'invalid' }
  return status.audiences?.includes(AUDIENCE) ? { at: 'user', user } : { at: 'not for us' }
}

/** Of too many the oldest goes. */
function keep(answers: Map<string, Answer>, hash: string, answer: Answer): void {
  answers.set(hash, answer)
  const [oldest] = answers.keys()
  if (answers.size > MOST_CACHED && oldest !== undefined) answers.delete(oldest)
}
