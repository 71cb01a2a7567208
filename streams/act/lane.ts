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
  NEVER,
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
import { type Action, identityOf, isCounted } from '../../src/domain/act/action.ts'
import type { Effect } from '../../src/domain/act/effect.ts'
import type { HeldBack, Outcome } from '../../src/domain/act/outcome.ts'
import { SECOND_MS, sayDuration } from '../../src/domain/duration.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { againInMs, LEAST_MS, type Row } from './again.ts'
import { healLimit } from './heal-limit.ts'

export type Perform = (action: Action) => ObservableInput<Effect>

type Failed = Extract<Effect, { readonly at: 'failed' }>

const LONG_MS = 5 * SECOND_MS

export interface LaneOptions {
  readonly perform: Perform
  /** Uniform in [0, 1). */
  readonly random?: () => number
  /** Told when the watch does not show what stands in our way: it may be dead. */
  readonly onSilence?: (because: string) => void
  /** Emits when the API server has answered something: what found no answer is tried again at once. */
  readonly reached$?: Observable<unknown>
  /** Emits when the API server lets us do again what it had refused: a write that failed is tried again at once. */
  readonly relieved$?: Observable<unknown>
}

/** What is to be done to one object now, and the version of it that is seen. */
export interface Item {
  readonly object: string
  readonly action?: Action
  readonly version?: string
  /** When the event came for which that is so; missing: only time has passed. Epoch ms. */
  readonly heardMs?: number
  /** It is not there any more, and nothing is to be done to it: the last item. */
  readonly isLast?: true
}

/** How long the watch may take to show what we wrote. */
const ECHO_MS = 5000

/**
 * The actions on one object, one in flight: the next one waits until the watch has shown what the last one did, so that
 * nothing is done twice. A failed one is tried again, as whatever is wanted then.
 * @param items$ hot
 */
export function lane(
  items$: Observable<Item>,
  { perform, random = Math.random, onSilence, reached$ = NEVER, relieved$ = NEVER }: LaneOptions,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Outcome> {
  let latest: Item | undefined
  let tried: Item | undefined
  /** When the event came for which the latest is wanted. */
  let wishedMs: number | undefined
  let row: Row = { failures: 0, conflicts: 0 }
  let conflict: string | undefined
  let done: Action | undefined
  const heals = healLimit()

  /** The same count again, onto something that somebody else has changed. A change of the count always passes. */
  const isUndoing = (action: Action) => isHeal(action) && (done === undefined || isSameCount(action, done))

  const note = ({ action, effect, version }: Attempted, startMs: number) => {
    const isAgain = effect.at === 'conflict' && conflict === version
    row = { failures: effect.at === 'failed' ? row.failures + 1 : 0, conflicts: isAgain ? row.conflicts + 1 : 0 }
    conflict = effect.at === 'conflict' ? version : undefined
    if (isAgain) onSilence?.(`the watch does not show what somebody wrote to ${latest?.object}`)
    if (effect.at !== 'done') return
    // Only what was really undone counts: a busy Deployment answers many a try with a conflict.
    if (isUndoing(action)) heals.count(startMs)
    done = action
  }

  /** How long it took since the event, once: until the watch shows it, it is still wanted. */
  const reacted = ({ effect, action }: Attempted, sinceMs: number | undefined) => {
    if (effect.at !== 'done' || sinceMs === undefined) return {}
    if (isSame(latest?.action, action)) wishedMs = undefined
    return { reactedMs: scheduler.now() - sinceMs }
  }

  const attempt = (): Observable<Attempted> =>
    defer(() => {
      const { action, version } = latest ?? {}
      const sinceMs = wishedMs
      tried = latest
      if (!action) return EMPTY
      const startMs = scheduler.now()
      const untilMs = isUndoing(action) ? heals.heldUntil(startMs) : undefined
      if (untilMs !== undefined) return of({ action, effect: heldBack(action, untilMs, startMs), tookMs: 0, version })
      return from(perform(action)).pipe(
        catchError((error: unknown) => of<Effect>({ at: 'failed', because: String(error) })),
        map((effect): Attempted => ({ action, effect, tookMs: scheduler.now() - startMs, version })),
        tap((attempted) => note(attempted, startMs)),
        map((attempted) => ({ ...attempted, ...reacted(attempted, sinceMs) })),
      )
    })

  /** As soon as the latest item is so: that may be now already, the watch can be faster than the answer. */
  const seen = (holds: (item: Item) => boolean) =>
    defer(() => (latest ? items$.pipe(startWith(latest)) : items$)).pipe(filter(holds), take(1))
  const wait = (ms: number) => timer(ms, scheduler)
  /** What says that a write that failed is worth another try; nothing, where the server asked for a long rest. */
  const mendedBy = ({ retryAfterMs = 0, isUnreachable }: Failed): Observable<unknown> => {
    if (isUnreachable) return reached$
    return retryAfterMs > LONG_MS ? NEVER : relieved$
  }

  /** What has to happen before the object is touched again; emits when it is to be tried again without a new item. */
  const afterwards = ({ action, effect, version }: Attempted): Observable<unknown> => {
    const isOvertaken = (item: Item) => !isSame(item.action, action)
    const moved = (hasMoved: (item: Item) => boolean) =>
      seen((item) => hasMoved(item) || item.action === undefined || (action.type === 'delete pod' && isOvertaken(item)))
    switch (effect.at) {
      case 'done':
        if (isOnce(action)) return seen(isOvertaken).pipe(ignoreElements())
        return race(moved(shows(effect.version, version)), wait(ECHO_MS)).pipe(ignoreElements())
      case 'dry run':
        return seen(isOvertaken).pipe(ignoreElements())
      case 'conflict':
        return race(
          moved((item) => item.version !== version),
          wait(againInMs(effect, row, random, scheduler.now())),
        )
      case 'failed':
      case 'held back': {
        // What is wanted by then is not what was refused.
        const newer$ = wait(LEAST_MS).pipe(switchMap(() => seen(isOvertaken)))
        const mended$ = effect.at === 'held back' ? NEVER : mendedBy(effect).pipe(take(1))
        return race(wait(againInMs(effect, row, random, scheduler.now())), newer$, mended$)
      }
    }
  }

  return items$.pipe(
    tap((item) => {
      if (!item.action || !isSame(latest?.action, item.action)) wishedMs = item.heardMs
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

/**
 * Whether an item shows what was written, or something later. Versions are numbers that grow (KEP-5504); where one is not
 * told, any other than the one before.
 */
const shows =
  (written: string | undefined, before: string | undefined) =>
  ({ version }: Item): boolean =>
    written !== undefined && version !== undefined && DIGITS.test(written) && DIGITS.test(version)
      ? BigInt(version) >= BigInt(written)
      : version !== before

const DIGITS = /^\d+$/

const isHeal = (action: Action) => isCounted(action) && action.reason === 'heal'

const isSameCount = (a: Action, b: Action) => isCounted(a) && isCounted(b) && a.to === b.to

const isSame = (a: Action | undefined, b: Action) => a !== undefined && identityOf(a) === identityOf(b)

/** Nothing that the watch shows soon tells whether they were done: once for each plan. */
const isOnce = ({ type }: Action) => type === 'remove node' || type === 'create nodes'

function heldBack(action: Action, untilMs: number, nowMs: number): HeldBack {
  const who = isCounted(action) && action.scaledBy ? `\`${action.scaledBy}\`` : 'somebody'
  const because = `${who} keeps changing it; not undone again for ${sayDuration(untilMs - nowMs)}`
  return { at: 'held back', because, untilMs }
}
