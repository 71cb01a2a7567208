import {
  asyncScheduler,
  type MonoTypeOperatorFunction,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  retry,
  type SchedulerLike,
  throwError,
  timer,
} from 'rxjs'
import { backoffMs } from '../../streams/operators/backoff.ts'
import { Refusal } from './cluster.ts'

export interface Patience {
  /** Once it emits, no further try is made. */
  readonly hurry$?: Observable<unknown>
  /** Uniform in [0, 1). */
  readonly random?: () => number
}

const TRIES = 6

/** Makes a request again as long as that may mend it, a few times, with growing pauses: about half a minute in all. */
export const triedAgain = <T>(
  { hurry$ = NEVER, random = Math.random }: Patience = {},
  scheduler: SchedulerLike = asyncScheduler,
): MonoTypeOperatorFunction<T> =>
  retry({
    count: TRIES,
    delay: (error, tries) => {
      const fail = () => throwError(() => error)
      if (!(error instanceof Refusal) || error.isFinal) return fail()
      return merge(hurry$.pipe(mergeMap(fail)), timer(backoffMs(tries, random), scheduler))
    },
  })
