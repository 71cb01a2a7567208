import { filter, ignoreElements, mergeMap, type Observable, type SchedulerLike, tap, timer } from 'rxjs'
import type { Cluster, SimPod } from './cluster.ts'

/** The kubelets: a bound pod runs once its image is on the node and its container has started. */
export const kubelet = (cluster: Cluster, podStartMs: number, clock: SchedulerLike): Observable<never> =>
  cluster.pods.changes$.pipe(
    filter((change) => change.type === 'applied' && change.object.place.at === 'bound'),
    mergeMap(({ object }) =>
      timer(startsInMs(cluster, object, podStartMs, clock.now()), clock).pipe(
        tap(() => run(cluster, object, clock.now())),
      ),
    ),
    ignoreElements(),
  )

function startsInMs({ nodes }: Cluster, { place, largeImage }: SimPod, podStartMs: number, nowMs: number): number {
  const imageMs = 'node' in place && largeImage ? (nodes.get(place.node)?.imageMs ?? 0) : 0
  return Math.max(0, imageMs - nowMs) + podStartMs
}

function run({ pods }: Cluster, { name, uid }: SimPod, runningMs: number): void {
  const pod = pods.get(name)
  if (pod?.uid === uid && pod.place.at === 'bound')
    pods.update(name, { place: { ...pod.place, at: 'running', runningMs } })
}
