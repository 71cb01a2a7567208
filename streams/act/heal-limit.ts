/**
 * Keeps two controllers from fighting for ever: at most three heals a minute, then a pause that doubles from one minute
 * to ten while the other does not give in.
 */
const HEALS = 3
const WITHIN_MS = 60_000
const LONGEST_MS = 600_000

export interface HealLimit {
  /** Until when no heal is due; undefined: now is fine. */
  heldUntil(nowMs: number): number | undefined
  count(nowMs: number): void
}

export function healLimit(): HealLimit {
  let recent: number[] = []
  let pauseMs = WITHIN_MS
  let heldUntilMs = 0
  return {
    heldUntil: (nowMs) => {
      if (nowMs < heldUntilMs) return heldUntilMs
      if (nowMs - heldUntilMs > LONGEST_MS) pauseMs = WITHIN_MS
      recent = recent.filter((at) => nowMs - at < WITHIN_MS)
      if (recent.length < HEALS) return undefined
      heldUntilMs = nowMs + pauseMs
      pauseMs = Math.min(LONGEST_MS, pauseMs * 2)
      recent = []
      return heldUntilMs
    },
    count: (nowMs) => {
      recent.push(nowMs)
    },
  }
}
