import { asyncScheduler, type MonoTypeOperatorFunction, Observable, type SchedulerLike, type Subscription } from 'rxjs'

/**
 * Coalesces a burst: emits the latest value once nothing came for `idleMs`, and after `maxMs` even when more keeps
 * coming, so that steady churn cannot starve it (as rxjs' `debounceTime` alone would). The last value is never lost:
 * it is emitted before completion.
 * @param join what stands for two values of one burst; default: the later one
 */
export function settle<T>(
  { idleMs, maxMs }: { readonly idleMs: number; readonly maxMs: number },
  scheduler: SchedulerLike = asyncScheduler,
  join: (earlier: T, later: T) => T = (_, later) => later,
): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable<T>((subscriber) => {
      let burst: { latest: T; readonly endsMs: number; timer: Subscription } | undefined
      const flush = () => {
        if (!burst) return
        const { latest, timer } = burst
        burst = undefined
        timer.unsubscribe()
        subscriber.next(latest)
      }
      const subscription = source.subscribe({
        next: (value) => {
          const nowMs = scheduler.now()
          const endsMs = burst?.endsMs ?? nowMs + maxMs
          burst?.timer.unsubscribe()
          burst = {
            latest: burst ? join(burst.latest, value) : value,
            endsMs,
            timer: scheduler.schedule(flush, Math.max(0, Math.min(idleMs, endsMs - nowMs))),
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          flush()
          subscriber.complete()
        },
      })
      return () => {
        burst?.timer.unsubscribe()
        subscription.unsubscribe()
      }
    })
}
