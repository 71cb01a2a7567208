import { asyncScheduler, distinctUntilChanged, map, type Observable, type SchedulerLike, switchMap } from 'rxjs'
import { deploymentFrom, type PlaceholderDeployment, type RawDeployment } from '../../src/domain/cluster/deployment.ts'
import { type Node, nodeFrom, type RawNode } from '../../src/domain/cluster/node.ts'
import { createLedger, type PodsView } from '../../src/domain/cluster/occupancy.ts'
import { podFrom, type RawPod } from '../../src/domain/cluster/pod.ts'
import { podKindsOf } from '../../src/domain/cluster/pod-kinds.ts'
import { isNews } from '../../src/domain/cluster/pod-news.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { apiPath } from '../../src/kubernetes/api-path.ts'
import { byName } from '../watch/by-name.ts'
import { type ListenDeps, listen } from '../watch/listen.ts'
import { type Reflection, reflect } from '../watch/reflect.ts'
import type { View } from '../watch/view.ts'
import { SHORT } from '../watch/watch.ts'

/**
 * The sources that come from the cluster. Each is a watch, reduced to what decisions read as it arrives: raw objects
 * are not kept. Labels tell pods apart, so the pod watch starts anew when the config names other labels.
 */
export interface ClusterDeps extends ListenDeps {
  readonly namespace: string
}

/** Decisions lower counts by what these say: one that has died alone must not go unnoticed for long. */
const short = (deps: ClusterDeps): ListenDeps => ({ ...deps, timings: { ...SHORT, ...deps.timings } })

export const nodes$ = (
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<ReadonlyMap<string, Node>>> =>
  listen('nodes', { path: '/api/v1/nodes' }, (raw) => nodeFrom(raw as RawNode), short(deps), scheduler).pipe(
    reflect({ aggregate: byName<Node> }, scheduler),
    map(viewed),
  )

export const deployments$ = (
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<ReadonlyMap<string, PlaceholderDeployment>>> =>
  listen(
    'deployments',
    { path: apiPath`/apis/apps/v1/namespaces/${deps.namespace}/deployments` },
    (raw) => deploymentFrom(raw as RawDeployment),
    short(deps),
    scheduler,
  ).pipe(reflect({ aggregate: byName<PlaceholderDeployment> }, scheduler), map(viewed))

/** What has ended takes no room; a cluster of batch jobs may keep as many of them as it runs. One that ends is seen to be deleted. */
const LIVING_PODS = { path: '/api/v1/pods', fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' }

export const pods$ = (
  config$: Observable<Config>,
  deps: ClusterDeps,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<View<PodsView>> =>
  config$.pipe(
    map((config) => podKindsOf(config, deps.namespace)),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    switchMap((kinds) =>
      listen('pods', LIVING_PODS, (raw) => podFrom(raw as RawPod, kinds), short(deps), scheduler).pipe(
        reflect({ aggregate: () => createLedger(deps.namespace), isNews }, scheduler),
        map(viewed),
      ),
    ),
  )

const viewed = <V>({
  aggregate,
  freshness,
}: Pick<Reflection<never, { readonly view: V }>, 'aggregate' | 'freshness'>): View<V> => ({
  value: aggregate.view,
  freshness,
})
