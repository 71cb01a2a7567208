/** The end of a rehearsal: the request that takes its dummies away, and the wait until they are gone. */

import {
  asyncScheduler,
  catchError,
  concat,
  connect,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  type Observable,
  of,
  ReplaySubject,
  type SchedulerLike,
  startWith,
  take,
  takeUntil,
  takeWhile,
  timer,
} from 'rxjs'
import { MINUTE_MS } from '../domain/duration.ts'
import { sayCount } from '../domain/say.ts'
import { triedAgain } from './tried-again.ts'

export interface Leaving {
  /** Asks the cluster to delete them, once a subscription; its error is why it does not. */
  readonly end$: Observable<unknown>
  /** Dummies that are still there. */
  readonly left: () => number
  /** Emits after each change of `left`. */
  readonly changes$: Observable<unknown>
  /** Somebody will not wait. The request is made all the same, once. */
  readonly hurry$: Observable<unknown>
  readonly say: (line: string) => void
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** The garbage collector deletes some twenty objects a second. */
const GONE_WITHIN_MS = 5 * MINUTE_MS

/** @returns once, whether all of it is gone; never errors */
export function takeAway(leaving: Leaving, scheduler: SchedulerLike = asyncScheduler): Observable<boolean> {
  const { end$, left, changes$, say, random } = leaving
  let isRefused = false
  const gone$ = defer(() => {
    if (left() > 0) say(`waiting for ${sayCount(left(), 'pod')} to go`)
    return changes$.pipe(
      startWith(undefined),
      takeWhile(() => left() > 0),
    )
  })
  const ending = (hurry$: Observable<unknown>) =>
    concat(
      end$.pipe(triedAgain({ hurry$, random }, scheduler)),
      gone$.pipe(takeUntil(merge(hurry$, timer(GONE_WITHIN_MS, scheduler)))),
    ).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        isRefused = true
        say(error instanceof Error ? error.message : String(error))
        return EMPTY
      }),
    )
  return concat(
    // Who hurries while the request is under way will not wait for the pods either.
    leaving.hurry$.pipe(take(1), connect(ending, { connector: () => new ReplaySubject<unknown>(1) })),
    defer(() => of(!isRefused && left() === 0)),
  )
}
