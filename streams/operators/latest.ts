import { type Observable, tap } from 'rxjs'
import { replay } from './replay.ts'

/** A stream whose latest value can be asked for too: for those who are asked themselves, such as a server. */
export interface Latest<T> {
  /** One subscription for all; who comes later gets the latest. */
  readonly value$: Observable<T>
  /** undefined: none has come yet. Also after the stream has ended the last one. */
  readonly now: () => T | undefined
}

export function latest<T>(source$: Observable<T>): Latest<T> {
  let now: T | undefined
  const value$ = source$.pipe(
    tap((value) => {
      now = value
    }),
    replay(),
  )
  return { value$, now: () => now }
}
