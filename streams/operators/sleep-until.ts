import {
  asyncScheduler,
  defer,
  EMPTY,
  expand,
  last,
  map,
  type Observable,
  of,
  race,
  type SchedulerLike,
  take,
  timer,
} from 'rxjs'
import { clockJumps } from './clock-jumps.ts'

/**
 * Timers count on a clock that stands still while a machine is suspended, does not see the wall clock being set, drifts
 * against it, and overflows after 24.8 days. So sleep in short stretches, look at the wall clock after each, and at once
 * when it jumped.
 */
const STRETCH_MS = 15_000

/** Emits once, as soon as the scheduler's clock shows `instantMs` or later, and completes. */
export function sleepUntil(
  instantMs: number,
  scheduler: SchedulerLike = asyncScheduler,
  jumps$: Observable<unknown> = clockJumps(scheduler),
): Observable<void> {
  const stretch = () => {
    const remainingMs = instantMs - scheduler.now()
    const end$ = timer(Math.max(0, Math.min(remainingMs, STRETCH_MS)), scheduler)
    return race(end$, jumps$.pipe(take(1))).pipe(map(() => undefined))
  }
  return defer(() =>
    of(undefined).pipe(
      expand((_, turn) => (turn > 0 && scheduler.now() >= instantMs ? EMPTY : stretch())),
      last(),
    ),
  )
}
