import { NEVER, type Observable, type SchedulerLike, take } from 'rxjs'

/**
 * Resolves after `ms` (at once when negative), as soon as `sooner$` emits, or as soon as `ended` aborts. The timer runs when
 * this returns.
 */
export function elapse(
  ms: number,
  ended: AbortSignal,
  scheduler: SchedulerLike,
  sooner$: Observable<unknown> = NEVER,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      timer.unsubscribe()
      sooner.unsubscribe()
      ended.removeEventListener('abort', done)
      resolve()
    }
    const timer = scheduler.schedule(done, Math.max(0, ms))
    const sooner = sooner$.pipe(take(1)).subscribe(done)
    ended.addEventListener('abort', done, { once: true })
  })
}
