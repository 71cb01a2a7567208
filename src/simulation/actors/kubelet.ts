import { filter, ignoreElements, mergeMap, type Observable, type SchedulerLike, tap, timer } from 'rxjs'
import { type Cluster, imageMsOf, type SimPod } from '../cluster/cluster.ts'

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

function startsInMs(cluster: Cluster, { place, largeImage }: SimPod, podStartMs: number, nowMs: number): number {
  const imageMs = 'node' in place && largeImage ? pull(cluster, place.node, nowMs) : nowMs
  return Math.max(0, imageMs - nowMs) + podStartMs
}

/** The first pod that needs the users' image begins its pull, and later ones wait for the same. @returns its end */
function pull(cluster: Cluster, name: string, nowMs: number): number {
  const node = cluster.nodes.get(name)
  if (!node) return nowMs
  const imageMs = imageMsOf(cluster, node) ?? nowMs + node.imagePullMs
  cluster.images.set(node.uid, imageMs)
  return imageMs
}

function run({ pods }: Cluster, { name, uid }: SimPod, runningMs: number): void {
  const pod = pods.get(name)
  if (pod?.uid === uid && pod.place.at === 'bound')
    pods.update(name, { place: { ...pod.place, at: 'running', runningMs } })
}
