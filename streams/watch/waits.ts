/** How long to wait after a failure, and what ends that before its time. */
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import { type BackoffOptions, backoffMs, defaultBackoff } from '../operators/backoff.ts'
import type { Failure, FailureKind } from './failure.ts'
import type { Strikes } from './strikes.ts'

export type Policy = {
  readonly backoff: BackoffOptions
  /** Two watches do not start closer to each other than this. */
  readonly floorMs: number
  /** After a refusal, which mostly only a person can change, doubling. */
  readonly refused: Pick<BackoffOptions, 'firstMs' | 'capMs'>
  /** The most that is waited after an answer that is not what the API speaks. */
  readonly malformedCapMs: number
  /** The most that a Retry-After may ask for. */
  readonly retryAfterCapMs: number
}

export const defaultPolicy: Policy = {
  backoff: defaultBackoff,
  floorMs: 1000,
  refused: { firstMs: 1000, capMs: MINUTE_MS },
  malformedCapMs: 3 * SECOND_MS,
  retryAfterCapMs: 5 * MINUTE_MS,
}

/**
 * What ends a wait before its time. `reached`: the server could not be reached, or was not well, and has answered
 * something. `relieved`: it refused us, and lets us do again what it refused.
 */
export type Bell = 'reached' | 'relieved'

/** Who is asked to stay away for long stays away. */
const LONG_MS = 5000

export const endsWhen = ({ kind, retryAfterMs = 0 }: Failure): Bell | undefined =>
  retryAfterMs > LONG_MS ? undefined : ENDS[kind]

const ENDS: Partial<Record<FailureKind, Bell>> = {
  network: 'reached',
  server: 'reached',
  forbidden: 'relieved',
  unauthorized: 'relieved',
  throttled: 'relieved',
}

/** @param before the failures before this one. @returns ms; 0 or less: at once */
export function waitOf(failure: Failure, before: Strikes, random: () => number, policy: Policy): number {
  switch (failure.kind) {
    case 'expired':
      return before.expiries === 0 ? 0 : Math.max(policy.floorMs, backoffMs(before.expiries, random, policy.backoff))
    case 'doubted':
    case 'stalled':
      return 0 // it has waited long enough
    case 'forbidden':
    case 'missing':
    case 'rejected':
      return Math.min(policy.refused.capMs, policy.refused.firstMs * 2 ** before.refusals) * (1 + random() / 4)
    default: {
      const asked = Math.min(failure.retryAfterMs ?? 0, policy.retryAfterCapMs)
      const ours = Math.min(capOf(failure.kind, policy), backoffMs(before.failures, random, policy.backoff))
      // Everyone was told the same second: come a little later, each at another instant.
      return asked > 0 ? Math.max(asked + random() * policy.backoff.firstMs, ours) : ours
    }
  }
}

/** A server that answers is no server under load, and nothing else tells when it speaks the API again. */
const capOf = (kind: FailureKind, { backoff, malformedCapMs }: Policy): number =>
  kind === 'malformed' ? malformedCapMs : backoff.capMs
