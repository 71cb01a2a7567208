import type { Effect } from '../../src/domain/act/effect.ts'
import type { HeldBack } from '../../src/domain/act/outcome.ts'
import { MINUTE_MS } from '../../src/domain/duration.ts'
import { type BackoffOptions, backoffMs, defaultBackoff } from '../operators/backoff.ts'

/** Nothing is tried sooner, whatever a server says: `Retry-After: 0` is legal, and would be thousands of writes a minute. */
export const LEAST_MS = 250
/** A server that asks for more than this asks for a class without nodes. */
const MOST_ASKED_MS = MINUTE_MS
/** A watch that stays silent after a conflict will not show it in the next second either: the wait doubles. */
const CONFLICT: BackoffOptions = { firstMs: 1000, capMs: MINUTE_MS, healthyMs: 0 }

/** What went wrong in a row, the last one included. */
export interface Row {
  readonly failures: number
  /** Conflicts on the same version of the object, before the last one. */
  readonly conflicts: number
}

/**
 * How long until what did not work is tried again, unless something happens before.
 * @param random uniform in [0, 1): replicas that were told the same second come one after another
 */
export function againInMs(
  effect: Extract<Effect | HeldBack, { at: 'failed' | 'conflict' | 'held back' }>,
  { failures, conflicts }: Row,
  random: () => number,
  nowMs: number,
): number {
  switch (effect.at) {
    case 'held back':
      return effect.untilMs - nowMs
    case 'conflict': {
      const spread = () => 0.5 + random() / 2
      return conflicts === 0 ? CONFLICT.firstMs : backoffMs(conflicts, spread, CONFLICT)
    }
    case 'failed': {
      const ours = Math.max(LEAST_MS, backoffMs(failures, random))
      const { retryAfterMs = 0 } = effect
      if (retryAfterMs <= 0) return ours
      return Math.max(ours, Math.min(retryAfterMs, MOST_ASKED_MS) + random() * defaultBackoff.firstMs)
    }
  }
}
