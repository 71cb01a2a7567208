import { activeAt, type Timeline } from '../demand/timeline.ts'
import { MINUTE_MS } from '../duration.ts'

/** Most of a class have come so long after it began. */
const COMING_MS = 15 * MINUTE_MS

/**
 * Until when people of a class come to a pool, from its lead time on.
 * @returns epoch ms; undefined: no class is near, or all have come
 */
export function arrivingUntil(timeline: Timeline, pool: string, nowMs: number): number | undefined {
  const ends = activeAt(timeline, pool, nowMs)
    .map(({ startMs, toMs }) => Math.min(startMs + COMING_MS, toMs))
    .filter((endMs) => endMs > nowMs)
  return ends.length > 0 ? Math.max(...ends) : undefined
}
