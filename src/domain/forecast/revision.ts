import { MINUTE_MS } from '../duration.ts'
import { type Curve, shareBy } from './curve.ts'

export interface RevisionInput {
  /** So many were expected before anybody came. */
  readonly expected: number
  readonly came: number
  readonly curve: Curve
  /** Since the start; before it negative. */
  readonly xMs: number
  /** So much earlier than the curve says they may come, while nobody knows how people come here. */
  readonly earlierMs: number
}

export interface Revised {
  readonly expected: number
  readonly by?: 'nobody came' | 'fewer came' | 'more came'
}

/** A class to which nobody came so long after its start keeps no more than so many seats. */
const NOBODY_AFTER_MS = 10 * MINUTE_MS
const NOBODY_KEEPS = 10
/** Downwards it is judged from here on, and not before so many should be there. */
const DOWN_AFTER_MS = 5 * MINUTE_MS
const DOWN_SHARE = 0.3
const UP_SHARE = 0.08
/** Upwards a look ahead, less what chance alone brings. */
const UP_AHEAD_MS = 2 * MINUTE_MS
const CHANCE = 1.3

/** What is expected of a class, by who came so far and how many of its people should be there by now. */
export function revised({ expected, came, curve, xMs, earlierMs }: RevisionInput): Revised {
  if (came === 0)
    return xMs >= NOBODY_AFTER_MS && expected > NOBODY_KEEPS
      ? { expected: NOBODY_KEEPS, by: 'nobody came' }
      : { expected }
  const here = shareBy(curve, xMs)
  const most = Math.max(came, (1.25 * came) / here + 6)
  if (xMs >= DOWN_AFTER_MS && here > DOWN_SHARE && most < expected) return { expected: most, by: 'fewer came' }
  if (here < UP_SHARE) return { expected }
  const up = (came - CHANCE * Math.sqrt(came)) / shareBy(curve, xMs + UP_AHEAD_MS + earlierMs)
  return up > expected ? { expected: Math.min(up, 2 * expected + 30), by: 'more came' } : { expected }
}
