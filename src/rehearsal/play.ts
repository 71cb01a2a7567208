/**
 * The rehearsal in time: dummies come at their instants, it waits until everybody has a seat, at most as long as the
 * plan's patience, and keeps them a while. It takes nothing away: that is its caller's, whatever way this ends.
 */
import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  race,
  type SchedulerLike,
  share,
  startWith,
  take,
  tap,
  timer,
} from 'rxjs'
import type { Ledger } from './ledger.ts'
import { arrivalsOf, type Plan } from './plan.ts'

export interface Stage {
  readonly plan: Plan
  readonly ledger: Ledger
  /** Emits after each change of the cluster that the ledger has seen. */
  readonly changes$: Observable<unknown>
  /** Makes the dummy of this number, from 1; its error is why there will be none. */
  readonly create: (number: number) => Observable<unknown>
  /** The error as a sentence. */
  readonly describe: (error: unknown) => string
}

/** As many as a hub spawns at a time by default (`concurrent_spawn_limit` of zero-to-jupyterhub). */
const AT_A_TIME = 64

/** Completes when the rehearsal is over; never errors. */
export function play(stage: Stage, scheduler: SchedulerLike = asyncScheduler): Observable<never> {
  const { plan, ledger, changes$ } = stage
  const arriving$ = arriving(stage, scheduler).pipe(share())
  const settled$ = merge(changes$, arriving$).pipe(
    startWith(undefined),
    filter(() => ledger.isSettled()),
  )
  const enough$ = timer(plan.overMs + plan.patienceMs, scheduler)
  return concat(race(settled$, enough$).pipe(take(1)), timer(plan.keepMs, scheduler)).pipe(ignoreElements())
}

function arriving({ plan, ledger, create, describe }: Stage, scheduler: SchedulerLike): Observable<unknown> {
  const comings = arrivalsOf(plan).map((afterMs, index) => timer(afterMs, scheduler).pipe(map(() => index + 1)))
  return merge(...comings).pipe(
    // Their wait begins before their turn: at a hub that is at its limit people wait too.
    tap(ledger.arrived),
    mergeMap(
      (number) =>
        defer(() => create(number)).pipe(
          catchError((error) => {
            ledger.refused(number, describe(error))
            return EMPTY.pipe(startWith(undefined))
          }),
        ),
      AT_A_TIME,
    ),
  )
}
