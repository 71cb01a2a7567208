import {
  asyncScheduler,
  BehaviorSubject,
  distinctUntilChanged,
  EMPTY,
  from,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  switchMap,
  tap,
} from 'rxjs'
import {
  couldNotWrite,
  LEASE_TIMINGS,
  type Lease,
  type LeasePlan,
  type LeaseState,
  type LeaseTimings,
  leadershipOf,
  leaseFrom,
  leaseOf,
  leaseWrites,
  mayActAt,
  planLease,
  type RawLease,
  released,
  type SeenLease,
  sawLease,
  wroteLease,
} from '../../src/domain/lease.ts'
import { ApiError } from '../../src/kubernetes/errors.ts'
import { exhaustLatest } from '../operators/exhaust-latest.ts'
import { sleepUntil } from '../operators/sleep-until.ts'
import { failureOf } from '../watch/failure.ts'
import type { ListenDeps } from '../watch/listen.ts'
import { oneObject$ } from '../watch/one-object.ts'
import type { RawObject, WatchFailure } from '../watch/watch.ts'

/** `onHealth` is told of the watch and of our writes, each under a name of its own. */
export interface LeaseDeps extends ListenDeps {
  readonly namespace: string
  readonly name: string
  /** Of this process: no other may bear it. */
  readonly identity: string
  readonly write: (act: NonNullable<LeasePlan['act']>, seen: SeenLease | undefined) => Promise<Lease>
  readonly giveBack: (seen: SeenLease) => Promise<void>
  readonly leaseTimings?: LeaseTimings
}

export interface Election {
  /** Whether we lead; the first value comes once the Lease was seen. */
  readonly leading$: Observable<boolean>
  /** Whether we may act in this very instant. */
  readonly mayAct: () => boolean
  /** The identity of who holds the Lease; undefined: nobody does, or not any more. */
  readonly leader: () => string | undefined
  /** Since when nobody holds it. Epoch ms; undefined: somebody does, or that is not known yet. */
  readonly leaderlessSinceMs: () => number | undefined
  /** Gives the Lease back, so that another takes over at once. Does nothing when we do not hold it. */
  readonly release: () => Promise<void>
}

/** Takes part in the election for a Lease. Who does not lead only listens: no polling. */
export function election(deps: LeaseDeps, scheduler: SchedulerLike = asyncScheduler): Election {
  const { namespace, name, identity, leaseTimings: timings = LEASE_TIMINGS } = deps
  let state: LeaseState = { at: 'waiting' }
  let writing: Promise<void> = Promise.resolve()
  const toldOfWrites = (failure?: WatchFailure) => deps.onHealth?.(leaseWrites(name), failure)
  const failureOfWrite = (error: unknown, act: LeasePlan['act']): WatchFailure => {
    const target = { group: 'coordination.k8s.io', resource: 'leases', namespace }
    const attempt =
      act === 'create' ? ({ ...target, verb: act } as const) : ({ ...target, verb: 'patch', name } as const)
    return { ...failureOf(error, attempt), retryInMs: timings.retryMs }
  }

  const write = async (act: NonNullable<LeasePlan['act']>): Promise<void> => {
    const startMs = scheduler.now()
    try {
      const lease = await deps.write(act, leaseOf(state))
      state = wroteLease(state, lease, { startMs, nowMs: scheduler.now() })
      toldOfWrites()
    } catch (error) {
      // A server that does not answer is tried again until the deadline; whoever won shows in the watch.
      const isOvertaken = error instanceof ApiError && error.status === 409
      state = couldNotWrite(state, startMs, isOvertaken)
      toldOfWrites(isOvertaken ? undefined : failureOfWrite(error, act))
    }
  }

  const turn = async (): Promise<void> => {
    const { act } = planLease(state, scheduler.now(), timings)
    if (!act) return
    writing = write(act)
    await writing
  }

  const project = (raw: RawObject) => raw as RawLease
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`
  const seen$ = oneObject$({ watched: `leases/${name}`, path, name, project }, deps, scheduler).pipe(
    tap(({ value, freshness }) => {
      if (freshness.at === 'starting') return
      state = sawLease(state, value && leaseFrom(value, timings), { identity, nowMs: scheduler.now() })
      // Another one leads: there is nothing for us to write.
      if (state.at === 'following') toldOfWrites()
    }),
  )
  const wakeAt$ = new BehaviorSubject(Number.POSITIVE_INFINITY)
  const woken$ = wakeAt$.pipe(switchMap((at) => sleepUntil(at, scheduler)))
  const leading$ = merge(seen$, woken$).pipe(
    exhaustLatest(() => (state.at === 'waiting' ? EMPTY : from(turn()))),
    tap(() => wakeAt$.next(planLease(state, scheduler.now(), timings).wakeAtMs)),
    map(() => mayActAt(state, scheduler.now(), timings)),
    distinctUntilChanged(),
  )

  return {
    leading$,
    mayAct: () => mayActAt(state, scheduler.now(), timings),
    leader: () => leadershipOf(state, scheduler.now()).leader,
    leaderlessSinceMs: () => leadershipOf(state, scheduler.now()).leaderlessSinceMs,
    release: async () => {
      state = released(state)
      await writing
      const lease = leaseOf(state)
      if (lease?.holder === identity) await deps.giveBack(lease)
    },
  }
}
