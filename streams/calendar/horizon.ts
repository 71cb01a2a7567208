const DAY_MS = 86_400_000
/** Long events and trail times reach back; a week of falling behind must not empty it. */
const BEHIND_MS = 2 * DAY_MS
const AHEAD_MS = 14 * DAY_MS

/** A stretch of time, half-open, in epoch ms. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** The stretch of time that readings cover around an instant. */
export const stretchAround = (nowMs: number): Stretch => ({ fromMs: nowMs - BEHIND_MS, toMs: nowMs + AHEAD_MS })
