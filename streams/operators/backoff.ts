/**
 * How long to wait before the next try: exponential with full jitter and a cap (M. Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015), starting anew after a healthy stretch. As a function for state machines, and
 * as an operator for everything else.
 */
import { asyncScheduler, defer, type MonoTypeOperatorFunction, retry, type SchedulerLike, timer } from 'rxjs'

export type BackoffOptions = {
  /** The ceiling of the first wait; each further one doubles it. */
  readonly firstMs: number
  readonly capMs: number
  /** A try that lived for so long before it failed counts as healthy: the next wait is a first one again. */
  readonly healthyMs: number
}

export const defaultBackoff: BackoffOptions = { firstMs: 500, capMs: 30_000, healthyMs: 10_000 }

/**
 * @param failures failed tries in a row before this one, from 0
 * @param random uniform in [0, 1)
 * @returns uniform in [0, min(cap, first · 2^failures)), in ms
 */
export function backoffMs(failures: number, random: () => number, options = defaultBackoff): number {
  return random() * Math.min(options.capMs, options.firstMs * 2 ** failures)
}

/** Subscribes to the source again after each error, for ever; values and completion pass. */
export function backoff<T>(
  options: BackoffOptions = defaultBackoff,
  random: () => number = Math.random,
  scheduler: SchedulerLike = asyncScheduler,
): MonoTypeOperatorFunction<T> {
  return (source) =>
    defer(() => {
      let failures = 0
      let triedMs = scheduler.now()
      const attempt = defer(() => {
        triedMs = scheduler.now()
        return source
      })
      return attempt.pipe(
        retry({
          delay: () => {
            if (scheduler.now() - triedMs >= options.healthyMs) failures = 0
            return timer(backoffMs(failures++, random, options), scheduler)
          },
        }),
      )
    })
}
