import { asyncScheduler, defer, EMPTY, expand, last, map, type Observable, of, type SchedulerLike, timer } from 'rxjs'

/**
 * Timers count on a clock that stands still while a machine is suspended, does not see the wall clock being set, and
 * overflows after 24.8 days. So sleep in short stretches and look at the wall clock after each.
 */
const STRETCH_MS = 15_000

/** Emits once, as soon as the scheduler's clock shows `instantMs` or later, and completes. */
export function sleepUntil(instantMs: number, scheduler: SchedulerLike = asyncScheduler): Observable<void> {
  const stretch = () => {
    const remainingMs = instantMs - scheduler.now()
    return timer(Math.max(0, Math.min(remainingMs, STRETCH_MS)), scheduler).pipe(map(() => undefined))
  }
  return defer(() =>
    of(undefined).pipe(
      expand((_, turn) => (turn > 0 && scheduler.now() >= instantMs ? EMPTY : stretch())),
      last(),
    ),
  )
}
