import { defer, Observable, type OperatorFunction, type Subscription } from 'rxjs'

/**
 * One at a time, and the latest next: while the inner Observable of a value runs, only the newest value that arrives is
 * kept, and projected when the inner one completes. (rxjs' `exhaustMap` would forget it, `concatMap` would queue all.) A `project` that
 * throws is an error of the stream.
 */
export function exhaustLatest<T, R>(project: (value: T) => Observable<R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      let inner: Subscription | undefined
      let waiting: { readonly value: T } | undefined
      let running = false
      let ended = false
      const next = () => {
        while (waiting && !running) {
          const { value } = waiting
          waiting = undefined
          running = true
          inner = defer(() => project(value)).subscribe({
            next: (result) => subscriber.next(result),
            error: (error) => subscriber.error(error),
            complete: () => {
              running = false
              next()
            },
          })
        }
        if (ended && !running) subscriber.complete()
      }
      const outer = source.subscribe({
        next: (value) => {
          waiting = { value }
          next()
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          ended = true
          next()
        },
      })
      return () => {
        outer.unsubscribe()
        inner?.unsubscribe()
      }
    })
}
