import {
  asyncScheduler,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  type SchedulerLike,
  switchMap,
} from 'rxjs'
import type { Hints } from '../../src/domain/cluster/hints.ts'
import { karpenterPoolFrom, type RawKarpenterPool } from '../../src/domain/cluster/karpenter-pool.ts'
import { quotaFrom, type RawQuota } from '../../src/domain/cluster/quota.ts'
import { type RawEvent, schedulingEventFrom } from '../../src/domain/cluster/scheduling-event.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { knownNamespaces } from '../../src/domain/settings/user-namespaces.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import { optional$ } from '../watch/optional.ts'
import type { ClusterDeps } from './cluster.ts'

/** Karpenter's limits, ResourceQuotas where pods of ours and of users are, and what is said of placeholders without a node. */
export function hints$(
  config$: Observable<Config>,
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Hints> {
  const karpenter$ = optional$(
    { path: '/apis/karpenter.sh/v1/nodepools' },
    (raw) => karpenterPoolFrom(raw as RawKarpenterPool),
    deps,
    scheduler,
  )
  const events$ = optional$(
    { path: apiPath`/api/v1/namespaces/${deps.namespace}/events`, fieldSelector: OF_PODS },
    (raw) => schedulingEventFrom(raw as RawEvent),
    deps,
    scheduler,
  )
  const quotas$ = config$.pipe(
    map((config) => knownNamespaces(config, deps.namespace)),
    distinctUntilChanged((a, b) => a.join() === b.join()),
    switchMap((namespaces) => combineLatest(namespaces.map((one) => quotasIn(one, deps, scheduler)))),
  )
  const limits$ = combineLatest([karpenter$, quotas$]).pipe(
    map(([pools, quotas]) => ({
      karpenterPools: [...pools.values()],
      quotas: quotas.flatMap((items) => [...items.values()]),
    })),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
  )
  return combineLatest({ limits: limits$, schedulingEvents: events$ })
}

/** What happens to every user's pod says nothing about nodes. */
const OF_PODS = [
  'involvedObject.kind=Pod',
  ...['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'Killing', 'BackOff', 'Preempted'].map(
    (reason) => `reason!=${reason}`,
  ),
].join(',')

const quotasIn = (namespace: string, deps: ClusterDeps, scheduler: SchedulerLike) =>
  optional$(
    { path: apiPath`/api/v1/namespaces/${namespace}/resourcequotas` },
    (raw) => quotaFrom(raw as RawQuota),
    deps,
    scheduler,
  )
