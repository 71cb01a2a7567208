import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs'
import type { Steps } from '../../src/domain/calendar/text/steps.ts'

/** So long one slice of work may hold the event loop. */
const SLICE_MS = 8

/** Runs work that comes in steps, a slice a turn of the event loop, and emits its result. Unsubscribing stops it. */
export const sliced = <T>(work: () => Steps<T>, scheduler: SchedulerLike = asyncScheduler): Observable<T> =>
  new Observable((subscriber) => {
    const steps = work()
    return scheduler.schedule(function turn() {
      const endMs = scheduler.now() + SLICE_MS
      try {
        do {
          const { done, value } = steps.next()
          if (!done) continue
          subscriber.next(value)
          return subscriber.complete()
        } while (scheduler.now() < endMs)
        this.schedule(undefined, 0)
      } catch (error) {
        subscriber.error(error)
      }
    }, 0)
  })
