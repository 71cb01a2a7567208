/**
 * Whether what we know of a resource may be trusted. Live while proofs of life come in; stale as soon as a try has failed,
 * until another one is open, and when nothing came for `staleAfterMs`. The first proof after that does not make it live
 * yet: what has happened meanwhile is only now coming in, so it must hold for `catchUpMs`; a complete list is at once live.
 */
import { asyncScheduler, type SchedulerLike, Subscription } from 'rxjs'

export type Freshness =
  /** No complete list yet. */
  | { readonly at: 'starting' }
  | { readonly at: 'live'; readonly sinceMs: number }
  /** Not heard from since `sinceMs`. */
  | { readonly at: 'stale'; readonly sinceMs: number; readonly because: string }

export type FreshnessOptions = {
  /** Default 150 s: two of the server's bookmarks, and a little. */
  readonly staleAfterMs?: number
  /** Default 2 s. */
  readonly catchUpMs?: number
}

export type FreshnessTracker = {
  readonly now: Freshness
  /** A complete list came. */
  synced(): void
  /** Any proof of life. */
  heard(): void
  /** @returns whether that changed `now` */
  failed(because: string): boolean
  /** No timers after this. */
  stop(): void
}

/** @param changed called when time alone has changed `now`, that is never inside a call of the tracker */
export function trackFreshness(
  changed: () => void,
  { staleAfterMs = 150_000, catchUpMs = 2000 }: FreshnessOptions = {},
  scheduler: SchedulerLike = asyncScheduler,
): FreshnessTracker {
  let now: Freshness = { at: 'starting' }
  let heardMs = 0
  let catchingUp: Subscription | undefined
  let watchdog = Subscription.EMPTY

  function live(): void {
    now = { at: 'live', sinceMs: scheduler.now() }
    stopCatchingUp()
    watch()
  }

  /** One timer that winds itself up again, not one for each proof of life. */
  function watch(): void {
    watchdog.unsubscribe()
    watchdog = scheduler.schedule(expire, heardMs + staleAfterMs - scheduler.now())
  }

  function expire(): void {
    if (scheduler.now() < heardMs + staleAfterMs) {
      watch()
      return
    }
    now = { at: 'stale', sinceMs: heardMs, because: `not heard from for ${staleAfterMs / 1000} s` }
    changed()
  }

  function stopCatchingUp(): void {
    catchingUp?.unsubscribe()
    catchingUp = undefined
  }

  return {
    get now() {
      return now
    },
    synced() {
      heardMs = scheduler.now()
      if (now.at !== 'live') live()
    },
    heard() {
      heardMs = scheduler.now()
      if (now.at !== 'stale' || catchingUp !== undefined) return
      catchingUp = scheduler.schedule(() => {
        live()
        changed()
      }, catchUpMs)
    },
    failed(because) {
      stopCatchingUp()
      if (now.at !== 'live') return false
      watchdog.unsubscribe()
      now = { at: 'stale', sinceMs: heardMs, because }
      return true
    },
    stop() {
      watchdog.unsubscribe()
      stopCatchingUp()
    },
  }
}
