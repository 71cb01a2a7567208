import {
  asyncScheduler,
  BehaviorSubject,
  defer,
  expand,
  filter,
  ignoreElements,
  merge,
  type Observable,
  race,
  type SchedulerLike,
  switchMap,
  take,
  tap,
} from 'rxjs'
import { backoffMs } from '../operators/backoff.ts'
import { sleepUntil } from '../operators/sleep-until.ts'

export interface RefreshOptions {
  readonly refreshMs: number
  /** Something may have changed: tries at once. */
  readonly changed$: Observable<unknown>
  readonly random: () => number
}

/** What became of a try, and how long the other side asks us to wait. */
export interface Tried {
  readonly at: string
  readonly retryAfterMs?: number
  /** After a success: it is left alone for so long at least. */
  readonly restMs?: number
}

const FIRST_MS = 4000
const LONGEST_MS = 300_000

/**
 * Tries again and again: after success every `refreshMs`, a tenth more or less, so that replicas do not come together;
 * after failures with jittered backoff. Each try must emit once and never error.
 */
export const refresh = <T extends Tried>(
  attempt: () => Observable<T>,
  { refreshMs, changed$, random }: RefreshOptions,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<T> =>
  defer(() => {
    let failures = 0
    const changed = new BehaviorSubject(false)
    const tryNow = defer(() => {
      changed.next(false)
      return attempt().pipe(take(1))
    })
    const waitMs = (tried: T): number => {
      failures = tried.at === 'failed' ? failures + 1 : 0
      if (failures === 0) return Math.max(refreshMs * (0.9 + 0.2 * random()), tried.restMs ?? 0)
      const cap = { firstMs: FIRST_MS, capMs: Math.max(LONGEST_MS, refreshMs), healthyMs: 0 }
      return Math.max(1000 + backoffMs(failures - 1, random, cap), tried.retryAfterMs ?? 0)
    }
    const pause = (tried: T) =>
      race(sleepUntil(scheduler.now() + waitMs(tried), scheduler), changed.pipe(filter(Boolean), take(1)))
    const tries$ = tryNow.pipe(expand((tried) => pause(tried).pipe(switchMap(() => tryNow))))
    return merge(
      changed$.pipe(
        tap(() => changed.next(true)),
        ignoreElements(),
      ),
      tries$,
    )
  })
