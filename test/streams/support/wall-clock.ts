/** A virtual clock whose wall time a test sets apart from the time that timers count. */
import { VirtualTimeScheduler } from 'rxjs'

export interface WallClock {
  /** Of the timers, from 0 on. */
  readonly scheduler: VirtualTimeScheduler
  /** The same timers, and a wall time that may jump. */
  readonly wall: VirtualTimeScheduler
  /** Sets the wall time forward by so much (back where it is negative), at an instant of the timers. */
  set(byMs: number, afterMs: number): void
}

export function wallClock(): WallClock {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  let aheadMs = 0
  const wall = Object.assign(Object.create(scheduler) as VirtualTimeScheduler, {
    now: () => scheduler.now() + aheadMs,
    schedule: scheduler.schedule.bind(scheduler),
  })
  const set = (byMs: number, afterMs: number) =>
    scheduler.schedule(() => {
      aheadMs += byMs
    }, afterMs)
  return { scheduler, wall, set }
}
