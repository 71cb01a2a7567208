import {
  asyncScheduler,
  BehaviorSubject,
  distinctUntilChanged,
  EMPTY,
  finalize,
  from,
  map,
  merge,
  type Observable,
  type SchedulerLike,
  type Subscription,
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
import { apiPath } from '../../src/kubernetes/api-path.ts'
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
  /**
   * The wall clock, epoch ms; default: the scheduler's. The scheduler counts what has passed, whoever sets the clock; but a
   * machine that slept knows of it by the wall clock alone.
   */
  readonly now?: () => number
  /** Told when the watch does not show our own writes: it may be dead. */
  readonly onSilence?: (because: string) => void
}

/** So soon the watch shows what was written, and sooner than the next renewal, which asks again. */
const ECHO_MS = 3000

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
  const wall = deps.now ?? (() => scheduler.now())
  let state: LeaseState = { at: 'waiting' }
  let writing: Promise<void> = Promise.resolve()
  /** By the wall clock. */
  let renewedMs = 0
  let echo: Subscription | undefined
  let shownMs = Number.NEGATIVE_INFINITY
  const toldOfWrites = (failure?: WatchFailure) => deps.onHealth?.(leaseWrites(name), failure)
  const failureOfWrite = (error: unknown, act: LeasePlan['act']): WatchFailure => {
    const target = { group: 'coordination.k8s.io', resource: 'leases', namespace }
    const attempt =
      act === 'create' ? ({ ...target, verb: act } as const) : ({ ...target, verb: 'patch', name } as const)
    return { ...failureOf(error, attempt), retryInMs: timings.retryMs }
  }

  const write = async (act: NonNullable<LeasePlan['act']>): Promise<void> => {
    const startMs = scheduler.now()
    const startWallMs = wall()
    try {
      const lease = await deps.write(act, leaseOf(state))
      renewedMs = startWallMs
      state = wroteLease(state, lease, { startMs, nowMs: scheduler.now() })
      toldOfWrites()
    } catch (error) {
      // A server that does not answer is tried again until the deadline; whoever won shows in the watch.
      const isOvertaken = error instanceof ApiError && error.status === 409
      state = couldNotWrite(state, startMs, isOvertaken)
      toldOfWrites(isOvertaken ? undefined : failureOfWrite(error, act))
      if (!isOvertaken) return
    }
    // What we wrote, or what another wrote before us, is in the watch in a moment, if anything is.
    if (echo) return
    echo = scheduler.schedule(() => {
      echo = undefined
      if (shownMs < startMs) deps.onSilence?.(`the watch of leases/${name} does not show what was written`)
    }, ECHO_MS)
  }

  const turn = async (): Promise<void> => {
    const { act } = planLease(state, scheduler.now(), timings)
    if (!act) return
    writing = write(act)
    await writing
  }

  const project = (raw: RawObject) => raw as RawLease
  const path = apiPath`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`
  const seen$ = oneObject$({ watched: `leases/${name}`, path, name, project }, deps, scheduler).pipe(
    tap(({ value, freshness }) => {
      if (freshness.at === 'starting') return
      shownMs = scheduler.now()
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

  const leaderlessSinceMs = () => {
    const { leaderlessSinceMs: sinceMs } = leadershipOf(state, scheduler.now())
    return sinceMs === undefined ? undefined : wall() - (scheduler.now() - sinceMs)
  }
  return {
    leading$: leading$.pipe(finalize(() => echo?.unsubscribe())),
    mayAct: () => mayActAt(state, scheduler.now(), timings) && wall() < renewedMs + timings.deadlineMs,
    leader: () => leadershipOf(state, scheduler.now()).leader,
    leaderlessSinceMs,
    release: async () => {
      state = released(state)
      await writing
      const lease = leaseOf(state)
      if (lease?.holder === identity) await deps.giveBack(lease)
    },
  }
}
