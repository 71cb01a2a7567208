import { MINUTE_MS } from '../duration.ts'

/** How often something happened, by minute: as small as it is however often that is. */
export type Lately = ReadonlyMap<number, number>

const MINUTES = 60

/** Once more; what is more than an hour old is forgotten. */
export function happened(lately: Lately, nowMs: number): Lately {
  const minute = minuteOf(nowMs)
  const kept = [...lately].filter(([at]) => isLate(at, minute))
  return new Map([...kept, [minute, (lately.get(minute) ?? 0) + 1]])
}

/** How often in the last hour, to a minute. */
export const countLately = (lately: Lately, nowMs: number): number =>
  [...lately].reduce((sum, [at, count]) => (isLate(at, minuteOf(nowMs)) ? sum + count : sum), 0)

const minuteOf = (nowMs: number): number => Math.floor(nowMs / MINUTE_MS)
const isLate = (at: number, minute: number): boolean => at > minute - MINUTES
