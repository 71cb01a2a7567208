import { AUDIENCE } from '../../domain/profiles/hub-token.ts'
import type { AllowedCaller } from '../../domain/settings/config.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { type Account, callersOf, mayAsk, whyNotFor } from './callers.ts'
import { accountOf, claimsOf, hopeless, notAllowed, type Refusal } from './claims.ts'
import { type Reviewed, tokenReviews } from './reviews.ts'
import type { NoTurn } from './turns.ts'

/** Who asks, or why it is refused. */
export type Caller =
  | {
      readonly at: 'known'
      readonly account: Account
      /** undefined: it may ask for pods of this namespace; else why not. */
      readonly whyNotFor: (namespace: string) => string | undefined
    }
  | ({
      readonly at: 'refused'
      /** Whose the token says it is; undefined: nobody's. */
      readonly claimed: Account | undefined
    } & Refusal)

/** @param address of who asks */
export type Authenticate = (authorization: string | undefined, address: string) => Promise<Caller>

export interface AuthenticateOptions {
  readonly transport: Transport
  /** The release's. */
  readonly namespace: string
  readonly serviceAccounts: () => readonly AllowedCaller[]
  /** Epoch ms. */
  readonly now: () => number
  /** Told why the API server could not be asked. */
  readonly onFailure: (because: string) => void
}

/**
 * Knows callers by a ServiceAccount's token for Warmseats (`Authorization: Bearer …`), which the API server reviews. Who
 * cannot be asked about is refused, and so is, unasked, whose token could not be accepted by what it says of itself.
 */
export function authenticate(options: AuthenticateOptions): Authenticate {
  const { transport, namespace, serviceAccounts, now, onFailure } = options
  const callers = () => callersOf(serviceAccounts(), namespace)
  const review = tokenReviews({
    transport,
    now,
    mayAsk: (user) => {
      const account = accountOf(user)
      return account !== undefined && mayAsk(callers(), account)
    },
  })

  function callerOf(reviewed: Reviewed | NoTurn): Account | Refusal {
    switch (reviewed.at) {
      case 'no turn':
        return reviewed.tooManyOf === 'address' ? TOO_MANY_OF_ADDRESS : TOO_MANY
      case 'invalid':
        return INVALID
      case 'not for us':
        return NOT_FOR_US
      case 'user': {
        const account = accountOf(reviewed.user)
        if (!account) return INVALID
        return mayAsk(callers(), account) ? account : notAllowed(account)
      }
    }
  }

  async function judge(token: string, address: string): Promise<Account | Refusal> {
    try {
      return callerOf(await review(token, address))
    } catch (error) {
      onFailure(describeApiError(error, { verb: 'create', resource: 'tokenreviews', group: 'authentication.k8s.io' }))
      return NOT_ASKED
    }
  }

  return async (authorization, address) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? []
    if (token === undefined) return { at: 'refused', claimed: undefined, ...NO_TOKEN }
    const claims = claimsOf(token)
    const judged = hopeless(claims, callers(), now()) ?? (await judge(token, address))
    if ('status' in judged) return { at: 'refused', claimed: claims?.account, ...judged }
    return { at: 'known', account: judged, whyNotFor: (asked) => whyNotFor(callers(), judged, asked) }
  }
}

const NO_TOKEN: Refusal = {
  status: 401,
  because: `needs the header \`Authorization: Bearer TOKEN\` with a ServiceAccount's token for ${AUDIENCE}`,
}
const INVALID: Refusal = {
  status: 401,
  because:
    'the API server does not accept this token: it is not its own, has expired, or its pod or ServiceAccount is gone',
}
const NOT_FOR_US: Refusal = {
  status: 401,
  because: `the API server does not say that this token is for ${AUDIENCE}: it has to know audiences (a TokenReview's status.audiences)`,
}
const TOO_MANY_OF_ADDRESS: Refusal = {
  status: 429,
  because: 'too many tokens from this address were not accepted; try again in a minute',
}
const TOO_MANY: Refusal = { status: 503, because: 'too many tokens are being reviewed; try again' }
const NOT_ASKED: Refusal = {
  status: 503,
  because: 'the API server could not be asked about the token; the log of warmseats says why',
}
