import { asyncScheduler, defer, type MonoTypeOperatorFunction, retry, type SchedulerLike, timer } from 'rxjs'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import { type BackoffOptions, backoffMs } from './backoff.ts'

/** A part of the product that failed for a fault of its own, and when it is begun anew. */
export interface Fault {
  readonly part: string
  readonly error: unknown
  readonly retryInMs: number
}

const AGAIN: BackoffOptions = { firstMs: SECOND_MS, capMs: MINUTE_MS, healthyMs: MINUTE_MS }

/**
 * The boundary around a part whose fault must not stop the others: an error is told with its cause, and the part begins
 * anew with backoff. Only the decision itself goes without: without it there is nothing to go on with.
 */
export function goesOn<T>(
  part: string,
  onFault: (fault: Fault) => void,
  scheduler: SchedulerLike = asyncScheduler,
  random: () => number = Math.random,
): MonoTypeOperatorFunction<T> {
  return (source) =>
    defer(() => {
      let failures = 0
      let begunMs = scheduler.now()
      const attempt = defer(() => {
        begunMs = scheduler.now()
        return source
      })
      return attempt.pipe(
        retry({
          delay: (error: unknown) => {
            if (scheduler.now() - begunMs >= AGAIN.healthyMs) failures = 0
            failures += 1
            const retryInMs = Math.round(backoffMs(failures, () => 0.5 + random() / 2, AGAIN))
            onFault({ part, error, retryInMs })
            return timer(retryInMs, scheduler)
          },
        }),
      )
    })
}
