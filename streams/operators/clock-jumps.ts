import { asyncScheduler, defer, filter, map, NEVER, type Observable, type SchedulerLike, share, timer } from 'rxjs'

/** Looks at the clock so often: a boundary that the clock jumped over is seen this late at most. */
const LOOK_MS = 40
/** Timers are late by a few milliseconds; more is a jump, or an event loop that stood still, where to look again is right too. */
const TOLERANCE_MS = 20

/**
 * Emits when the wall clock jumped: it was set, or the machine was suspended, and timers saw nothing of it. (The clock is
 * compared with the time that a timer takes; a lost second of the event loop looks the same, and does no harm.)
 */
export const watchClock = (scheduler: SchedulerLike): Observable<void> =>
  defer(() => {
    let last = scheduler.now()
    return timer(LOOK_MS, LOOK_MS, scheduler).pipe(
      map(() => {
        const passedMs = scheduler.now() - last
        last += passedMs
        return passedMs
      }),
      filter((passedMs) => Math.abs(passedMs - LOOK_MS) > TOLERANCE_MS),
      map(() => undefined),
    )
  })

const realJumps$ = watchClock(asyncScheduler).pipe(share())

/** One look for all who sleep on the real clock; a virtual clock does not jump. */
export const clockJumps = (scheduler: SchedulerLike): Observable<void> =>
  scheduler === asyncScheduler ? realJumps$ : NEVER
