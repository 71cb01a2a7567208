import { defer, map, type Observable, type SchedulerLike, timer } from 'rxjs'

/** Does something once, when the clock shows the instant; at once when that has passed. */
export const atInstant = (instantMs: number, act: () => void, clock: SchedulerLike): Observable<void> =>
  defer(() => timer(Math.max(0, instantMs - clock.now()), clock).pipe(map(act)))
