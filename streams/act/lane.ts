import {
  asyncScheduler,
  catchError,
  defer,
  EMPTY,
  expand,
  filter,
  from,
  ignoreElements,
  map,
  type Observable,
  type ObservableInput,
  of,
  race,
  type SchedulerLike,
  startWith,
  switchMap,
  take,
  tap,
  timer,
} from 'rxjs'
import { type Action, identityOf } from '../../src/domain/act/action.ts'
import type { Effect } from '../../src/domain/act/effect.ts'
import type { HeldBack, Outcome } from '../../src/domain/act/outcome.ts'
import { sayDuration } from '../../src/domain/duration.ts'
import { type BackoffOptions, backoffMs } from '../operators/backoff.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { healLimit } from './heal-limit.ts'

export type Perform = (action: Action) => ObservableInput<Effect>

export interface LaneOptions {
  readonly perform: Perform
  /** Uniform in [0, 1). */
  readonly random?: () => number
}

/** What is to be done to one object now, and the version of it that is seen. */
export interface Item {
  readonly object: string
  readonly action?: Action
  readonly version?: string
  /** It is not there any more, and nothing is to be done to it: the last item. */
  readonly isLast?: true
}

/** How long the watch may take to show what we wrote, and to show what somebody else did. */
const ECHO_MS = 5000
/** A watch that stays silent after a conflict will not show it in the next second either: the wait doubles. */
const CONFLICT: BackoffOptions = { firstMs: 1000, capMs: 60_000, healthyMs: 0 }

/**
 * The actions on one object, one in flight: the next one waits until the watch has shown what the last one did, so that
 * nothing is done twice. A failed one is tried again, as whatever is wanted then.
 * @param items$ hot
 */
export function lane(
  items$: Observable<Item>,
  { perform, random = Math.random }: LaneOptions,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Outcome> {
  let latest: Item | undefined
  let tried: Item | undefined
  let failures = 0
  let conflict = { version: undefined as string | undefined, times: 0 }
  const heals = healLimit()

  const attempt = (): Observable<Attempted> =>
    defer(() => {
      const action = latest?.action
      const version = latest?.version
      tried = latest
      if (!action) return EMPTY
      const startMs = scheduler.now()
      const untilMs = isHeal(action) ? heals.heldUntil(startMs) : undefined
      if (untilMs !== undefined) return of({ action, effect: heldBack(action, untilMs, startMs), tookMs: 0, version })
      return from(perform(action)).pipe(
        catchError((error: unknown) => of<Effect>({ at: 'failed', because: String(error) })),
        map((effect): Attempted => ({ action, effect, tookMs: scheduler.now() - startMs, version })),
        tap(({ effect }) => {
          failures = effect.at === 'failed' ? failures + 1 : 0
          conflict = {
            version,
            times: effect.at === 'conflict' && conflict.version === version ? conflict.times + 1 : 0,
          }
          // Only what was really undone counts: a busy Deployment answers many a try with a conflict.
          if (isHeal(action) && effect.at === 'done') heals.count(startMs)
        }),
      )
    })

  /** As soon as the latest item is so: that may be now already, the watch can be faster than the answer. */
  const seen = (holds: (item: Item) => boolean) =>
    defer(() => (latest ? items$.pipe(startWith(latest)) : items$)).pipe(filter(holds), take(1))
  const wait = (ms: number) => timer(ms, scheduler)
  /** Never all at once, and never at once. */
  const spread = () => 0.5 + random() / 2

  /** What has to happen before the object is touched again; emits when it is to be tried again without a new item. */
  const afterwards = ({ action, effect, version }: Attempted): Observable<unknown> => {
    const isNext = (item: Item) => action.type === 'delete pod' && !isSame(item.action, action)
    const moved = seen((item) => item.version !== version || item.action === undefined || isNext(item))
    const overtaken = () => seen((item) => !isSame(item.action, action)).pipe(ignoreElements())
    switch (effect.at) {
      case 'done':
        if (isOnce(action)) return overtaken()
        return race(moved, wait(ECHO_MS)).pipe(ignoreElements())
      case 'dry run':
        return overtaken()
      case 'conflict':
        return race(moved, wait(conflict.times === 0 ? CONFLICT.firstMs : backoffMs(conflict.times, spread, CONFLICT)))
      case 'held back':
        return wait(effect.untilMs - scheduler.now())
      case 'failed':
        return wait(effect.retryAfterMs ?? backoffMs(failures, random))
    }
  }

  return items$.pipe(
    tap((item) => {
      latest = item
    }),
    // What came while the last item was at work, and was tried as its retry, is not new any more.
    exhaustLatest((item) =>
      (item === tried ? EMPTY : attempt()).pipe(
        expand((outcome) => afterwards(outcome).pipe(take(1), switchMap(attempt))),
        map(({ version: _, ...outcome }) => outcome),
      ),
    ),
  )
}

/** With the version of the object that was seen when the attempt was made. */
type Attempted = Outcome & { readonly version: string | undefined }

const isHeal = (action: Action) => action.type === 'apply' && action.reason === 'heal'

const isSame = (a: Action | undefined, b: Action) => a !== undefined && identityOf(a) === identityOf(b)

/** Nothing that the watch shows soon tells whether they were done: once for each plan. */
const isOnce = ({ type }: Action) => type === 'remove node' || type === 'create nodes'

function heldBack(action: Action, untilMs: number, nowMs: number): HeldBack {
  const who = action.type === 'apply' && action.scaledBy ? `\`${action.scaledBy}\`` : 'somebody'
  const because = `${who} keeps changing it; not undone again for ${sayDuration(untilMs - nowMs)}`
  return { at: 'held back', because, untilMs }
}
