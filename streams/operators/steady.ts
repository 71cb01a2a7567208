import { asyncScheduler, type SchedulerLike } from 'rxjs'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'

/** A clock that is set by so much less is followed at once: time servers do it all day. */
const TOLERANCE_MS = SECOND_MS
/** A clock that was set is believed once it has stood so for so long. */
export const BELIEVE_AFTER_MS = MINUTE_MS

export interface Clocks {
  /** Epoch ms, as the machine has it, which anybody may set. */
  readonly wall: () => number
  /** Ms since some instant, which nobody sets. */
  readonly passed: () => number
}

/**
 * The wall clock, but for jumps: time goes on as it passes, and a new time of day is taken over when it has stood for a
 * minute. A clock that is an hour ahead for some seconds ends no grace period and begins no class.
 */
export function steadyScheduler({ wall, passed }: Clocks, on: SchedulerLike = asyncScheduler): SchedulerLike {
  let offsetMs = wall() - passed()
  /** Another offset that is seen, and since when. */
  let seen: { readonly offsetMs: number; readonly sinceMs: number } | undefined
  const now = () => {
    const passedMs = passed()
    const wallOffsetMs = wall() - passedMs
    if (isNear(wallOffsetMs, offsetMs)) return follow(wallOffsetMs) + passedMs
    if (!seen || !isNear(wallOffsetMs, seen.offsetMs)) seen = { offsetMs: wallOffsetMs, sinceMs: passedMs }
    return (passedMs - seen.sinceMs >= BELIEVE_AFTER_MS ? follow(wallOffsetMs) : offsetMs) + passedMs
  }
  const follow = (ms: number) => {
    seen = undefined
    offsetMs = ms
    return ms
  }
  return { now, schedule: on.schedule.bind(on) }
}

/** Time that only passes, for durations: its `now` is no time of day. */
export const passingScheduler = (
  { passed }: Pick<Clocks, 'passed'>,
  on: SchedulerLike = asyncScheduler,
): SchedulerLike => ({
  now: passed,
  schedule: on.schedule.bind(on),
})

const isNear = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE_MS
