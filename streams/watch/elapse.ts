import type { SchedulerLike } from 'rxjs'

/** Resolves after `ms` (at once when negative), or as soon as `ended` aborts. The timer runs when this returns. */
export function elapse(ms: number, ended: AbortSignal, scheduler: SchedulerLike): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      timer.unsubscribe()
      ended.removeEventListener('abort', done)
      resolve()
    }
    const timer = scheduler.schedule(done, Math.max(0, ms))
    ended.addEventListener('abort', done, { once: true })
  })
}
