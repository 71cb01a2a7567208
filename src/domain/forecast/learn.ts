import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import type { Crowd } from './crowd.ts'
import { HALF_HOUR_MS, type HalfHours, halfHourOf, halfHourStartMs, withHalfHour } from './half-hours.ts'
import { cameBetween } from './minutes.ts'

/** An event is near from so long before its start until so long after it: who comes then is its. */
const BEFORE_MS = 25 * MINUTE_MS
const AFTER_MS = 40 * MINUTE_MS
/** Half-hours that just ended: also what a short restart missed. */
const LOOKED_BACK = 3

export interface LearnInput {
  /** The pool's intervals of all units. */
  readonly intervals: readonly Interval[]
  readonly came: Crowd
  readonly zone: string
  readonly nowMs: number
}

/**
 * The half-hours with those that are over and had no event near of whose people nobody knows who they are. A pool to which nobody ever came has none.
 */
export function learnHalfHours(before: HalfHours, { intervals, came, zone, nowMs }: LearnInput): HalfHours {
  let all = before
  for (let back = LOOKED_BACK; back > 0; back -= 1) {
    const fromMs = halfHourStartMs(nowMs) - back * HALF_HOUR_MS
    const people = cameBetween(came.others, fromMs, fromMs + HALF_HOUR_MS)
    if (people === 0 && Object.keys(all).length === 0) continue
    if (intervals.some((interval) => isNear(interval, fromMs))) continue
    all = withHalfHour(all, halfHourOf(fromMs, zone), people)
  }
  return all
}

function isNear({ startMs, fromMs, toMs, unit, who }: Interval, halfHourMs: number): boolean {
  if (who !== undefined) return false
  const untilMs = halfHourMs + HALF_HOUR_MS
  if (startMs - BEFORE_MS < untilMs && halfHourMs < startMs + AFTER_MS) return true
  return unit !== 'students' && fromMs < untilMs && halfHourMs < toMs
}
