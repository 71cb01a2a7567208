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
import { sayMicroTime } from '../../src/domain/instant.ts'
import {
  LEASE_TIMINGS,
  type LeasePlan,
  type LeaseTimings,
  leadershipOf,
  leaseWrites,
  planLease,
  type SeenLease,
} from '../../src/domain/lease.ts'
import { api } from '../../src/kubernetes/api.ts'
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
  readonly leaseTimings?: LeaseTimings
}

export interface Election {
  /** Whether we lead; the first value comes once the Lease was seen. */
  readonly leading$: Observable<boolean>
  /** Whether we may act in this very instant: a process that was suspended finds out here, before any timer fires. */
  readonly mayAct: () => boolean
  /** The identity of who holds the Lease; undefined: nobody does, or not any more. */
  readonly leader: () => string | undefined
  /** Since when nobody holds it. Epoch ms; undefined: somebody does, or that is not known yet. */
  readonly leaderlessSinceMs: () => number | undefined
  /** Gives the Lease back, so that another takes over at once. Does nothing when we do not hold it. */
  readonly release: () => Promise<void>
}

interface RawLease {
  readonly metadata?: { readonly resourceVersion?: string }
  readonly spec?: {
    readonly holderIdentity?: string
    readonly leaseDurationSeconds?: number
    readonly leaseTransitions?: number
  }
}

/** Takes part in the election for a Lease. Who does not lead only listens: no polling. */
export function election(deps: LeaseDeps, scheduler: SchedulerLike = asyncScheduler): Election {
  const { namespace, name, identity, leaseTimings: timings = LEASE_TIMINGS } = deps
  const collection = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`
  const target = { group: 'coordination.k8s.io', resource: 'leases', namespace }
  const kubernetes = api(deps.transport, { timeoutMs: timings.renewMs })
  let seen: SeenLease | undefined
  let renewedMs: number | undefined
  let failedMs: number | undefined
  let heardMs: number | undefined
  let absentSinceMs: number | undefined
  let validUntilMs = 0
  let released = false
  let writing: Promise<void> = Promise.resolve()

  const toldOfWrites = (failure?: WatchFailure) => deps.onHealth?.(leaseWrites(name), failure)

  const see = (lease: RawLease | undefined) => {
    const version = lease?.metadata?.resourceVersion ?? ''
    if (lease && version === seen?.resourceVersion) return
    absentSinceMs = lease ? undefined : (absentSinceMs ?? scheduler.now())
    seen = lease && {
      holder: lease.spec?.holderIdentity ?? '',
      durationMs: (lease.spec?.leaseDurationSeconds ?? timings.durationMs / 1000) * 1000,
      transitions: lease.spec?.leaseTransitions ?? 0,
      resourceVersion: version,
      sinceMs: scheduler.now(),
    }
    // Another one leads: there is nothing for us to write.
    if (seen?.holder && seen.holder !== identity) toldOfWrites()
  }

  const write = async (act: NonNullable<LeasePlan['act']>): Promise<void> => {
    const startMs = scheduler.now()
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, ...(seen ? { resourceVersion: seen.resourceVersion } : {}) },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: timings.durationMs / 1000,
        renewTime: sayMicroTime(startMs),
        ...(act === 'renew'
          ? {}
          : { acquireTime: sayMicroTime(startMs), leaseTransitions: (seen?.transitions ?? -1) + 1 }),
      },
    }
    try {
      see(
        await (act === 'create'
          ? kubernetes.create<RawLease>(collection, lease)
          : kubernetes.mergePatch<RawLease>(`${collection}/${name}`, lease)),
      )
      renewedMs = startMs
      failedMs = undefined
      toldOfWrites()
    } catch (error) {
      // A server that does not answer is tried again until the deadline.
      failedMs = startMs
      // Whoever won shows in the watch.
      const isOvertaken = error instanceof ApiError && error.status === 409
      if (isOvertaken) heardMs = startMs
      const verb = act === 'create' ? 'create' : 'patch'
      const attempt = { ...target, verb, ...(act === 'create' ? {} : { name }) } as const
      toldOfWrites(isOvertaken ? undefined : { ...failureOf(error, attempt), retryInMs: timings.retryMs })
    }
  }

  const turn = async (): Promise<LeasePlan> => {
    const input = () => ({ identity, seen, renewedMs, failedMs, nowMs: scheduler.now() })
    const plan = planLease(input(), timings)
    if (!plan.act || released) return plan
    writing = write(plan.act)
    await writing
    return planLease(input(), timings)
  }

  const wakeAt$ = new BehaviorSubject<number>(0)
  const project = (raw: RawObject) => raw as RawLease
  const record$ = oneObject$({ watched: `leases/${name}`, path: collection, name, project }, deps, scheduler).pipe(
    tap(({ value, freshness }) => {
      if (freshness.at !== 'starting') see(value)
    }),
  )
  let synced = false
  const leading$ = merge(
    record$.pipe(
      tap(({ freshness }) => {
        synced ||= freshness.at !== 'starting'
      }),
    ),
    wakeAt$.pipe(switchMap((at) => sleepUntil(at, scheduler))),
  ).pipe(
    exhaustLatest(() => (synced ? from(turn()) : EMPTY)),
    tap((plan) => {
      validUntilMs = plan.leading ? plan.validUntilMs : 0
      wakeAt$.next(plan.wakeAtMs)
    }),
    map((plan) => plan.leading && !released),
    distinctUntilChanged(),
  )

  const leadership = () => leadershipOf(seen, { heardMs, absentSinceMs, nowMs: scheduler.now() })

  return {
    leading$,
    mayAct: () => !released && scheduler.now() < validUntilMs,
    leader: () => leadership().leader,
    leaderlessSinceMs: () => leadership().leaderlessSinceMs,
    release: async () => {
      released = true
      await writing
      if (seen?.holder !== identity) return
      const metadata = { resourceVersion: seen.resourceVersion }
      await kubernetes
        .mergePatch(`${collection}/${name}`, { metadata, spec: { holderIdentity: '', leaseDurationSeconds: 1 } })
        .catch(() => undefined)
    },
  }
}
