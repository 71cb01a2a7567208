/**
 * The guard of an exchange that may go quiet: its signal aborts when nothing was heard for `silentMs`, when somebody
 * doubts it, or when the parent does. One timer that winds itself up again, not one for each chunk.
 */
import type { SchedulerLike, Subscription } from 'rxjs'

export type Guard = {
  readonly signal: AbortSignal
  /** Whether it was the silence that aborted. */
  readonly stalled: boolean
  /** Why it was aborted from outside. */
  readonly doubted: string | undefined
  heard(): void
  /** Somebody has reason to believe that nothing will come any more. */
  readonly doubt: (because: string) => void
  /** No more aborts after this. */
  release(): void
}

export function guard(silentMs: number, parent: AbortSignal, scheduler: SchedulerLike): Guard {
  const controller = new AbortController()
  const follow = () => controller.abort()
  let heardMs = scheduler.now()
  let stalled = false
  let doubted: string | undefined
  let timer: Subscription

  const wind = (ms: number): Subscription =>
    scheduler.schedule(() => {
      const restMs = heardMs + silentMs - scheduler.now()
      if (restMs > 0) {
        timer = wind(restMs)
        return
      }
      stalled = true
      controller.abort()
    }, ms)

  timer = wind(silentMs)
  parent.addEventListener('abort', follow, { once: true })
  if (parent.aborted) follow()
  return {
    signal: controller.signal,
    get stalled() {
      return stalled
    },
    get doubted() {
      return doubted
    },
    heard() {
      heardMs = scheduler.now()
    },
    doubt: (because) => {
      doubted = because
      controller.abort()
    },
    release() {
      timer.unsubscribe()
      parent.removeEventListener('abort', follow)
    },
  }
}
