import { defer, EMPTY, filter, ignoreElements, mergeMap, type Observable, type SchedulerLike, tap, timer } from 'rxjs'
import { type Cluster, imageMsOf, type SimNode, type SimPod } from '../cluster/cluster.ts'
import { type Refusal, refusalOf } from '../cluster/registry.ts'
import type { Change } from '../cluster/store.ts'

/** After a first pull that failed, and after many: the kubelet's own pauses, each twice the one before. */
const SHORTEST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** What containers name of an image where nobody says. */
const NAMELESS = 'registry.example.org/users/image:1'

interface Kubelets {
  readonly cluster: Cluster
  readonly podStartMs: number
  readonly clock: SchedulerLike
  /** When pulls began, by pool: registries count them. */
  readonly begun: Map<string, number[]>
}

/**
 * The kubelets: a bound pod runs once its image is on the node and its container has started. A pull that fails is tried again
 * after a while, and the pod says meanwhile why.
 */
export const kubelet = (cluster: Cluster, podStartMs: number, clock: SchedulerLike): Observable<never> =>
  defer(() => {
    const kubelets = { cluster, podStartMs, clock, begun: new Map() }
    return cluster.pods.changes$.pipe(
      filter(isNewlyBound),
      mergeMap(({ object }) => starting(kubelets, object)),
      ignoreElements(),
    )
  })

const isNewlyBound = (change: Change<SimPod>): boolean =>
  change.type === 'applied' && change.object.place.at === 'bound' && change.previous?.place.at !== 'bound'

const starting = (kubelets: Kubelets, pod: SimPod, tries = 0): Observable<unknown> =>
  defer(() => {
    const { cluster, podStartMs, clock } = kubelets
    const image = pod.largeImage ? pull(kubelets, pod) : clock.now()
    if (typeof image === 'number')
      return timer(Math.max(0, image - clock.now()) + podStartMs, clock).pipe(tap(() => run(cluster, pod, clock.now())))
    const pauseMs = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** tries)
    return timer(image.atMs - clock.now(), clock).pipe(
      tap(() => complain(cluster, pod, image, tries)),
      mergeMap(() => timer(pauseMs, clock)),
      mergeMap(() => (isThere(cluster, pod) ? starting(kubelets, pod, tries + 1) : EMPTY)),
    )
  })

/** The first pod that needs the users' image begins its pull, and later ones wait for the same. @returns its end, or why not */
function pull({ cluster, clock, begun }: Kubelets, pod: SimPod): number | Refusal {
  const nowMs = clock.now()
  const node = 'node' in pod.place ? cluster.nodes.get(pod.place.node) : undefined
  if (!node) return nowMs
  const known = imageMsOf(cluster, node)
  if (known !== undefined) return known
  const toMs = nowMs + node.imagePullMs
  const refusal = refused(node, pod, { fromMs: nowMs, toMs }, begun)
  if (refusal) return refusal
  cluster.images.set(node.uid, toMs)
  return toMs
}

function refused(
  { pool }: SimNode,
  pod: SimPod,
  time: { readonly fromMs: number; readonly toMs: number },
  begun: Kubelets['begun'],
): Refusal | undefined {
  if (!pool.registry) return undefined
  const earlier = begun.get(pool.name) ?? []
  begun.set(pool.name, earlier)
  return refusalOf(pool.registry, { image: imageOf(pod), secrets: pod.pullSecrets ?? [], ...time }, earlier)
}

const imageOf = ({ carries, image }: SimPod): string => carries?.[0]?.image ?? image ?? NAMELESS

const isThere = ({ pods }: Cluster, { name, uid }: SimPod): boolean => pods.get(name)?.uid === uid

/** As a kubelet says it: at first what became of the pull, then that it waits before the next, with the same words. */
function complain(cluster: Cluster, pod: SimPod, { says }: Refusal, tries: number): void {
  if (!isThere(cluster, pod)) return
  const image = imageOf(pod)
  const trouble =
    tries === 0
      ? { image, reason: 'ErrImagePull', message: says }
      : { image, reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${says}` }
  cluster.pods.update(pod.name, { trouble })
}

function run({ pods }: Cluster, { name, uid }: SimPod, runningMs: number): void {
  const pod = pods.get(name)
  if (pod?.uid === uid && pod.place.at === 'bound')
    pods.update(name, { place: { ...pod.place, at: 'running', runningMs } })
}
