import {
  concat,
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  type SchedulerLike,
  timer,
} from 'rxjs'
import type { Taint } from '../../domain/scheduling/taint.ts'
import type { Cluster, SimMachine } from '../cluster/cluster.ts'
import { inZone } from '../cluster/zone.ts'

/** A node registers so long before it is Ready. */
const NOT_READY_MS = 15_000
const NOT_READY: Taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

/**
 * The cloud provider: a machine boots and becomes a node, first NotReady, then Ready with its DaemonSet pods, of which
 * the image puller runs once the users' image is there; a machine that is given back takes its node and its pods with it.
 */
export const cloud = (cluster: Cluster, clock: SchedulerLike): Observable<never> =>
  merge(
    cluster.machines.changes$.pipe(
      filter((change) => change.type === 'applied'),
      mergeMap(({ object }) => boot(cluster, object, clock)),
    ),
    cluster.machines.changes$.pipe(
      filter((change) => change.type === 'deleted'),
      map(({ object }) => vanish(cluster, object.name)),
    ),
  ).pipe(ignoreElements())

function boot(cluster: Cluster, machine: SimMachine, clock: SchedulerLike): Observable<void> {
  const { name, uid, readyMs } = machine
  const whileThere = (act: () => void) => () => {
    if (cluster.machines.get(name)?.uid === uid) act()
  }
  const register = whileThere(() => registerNode(cluster, machine, clock.now()))
  const ready = whileThere(() => makeReady(cluster, machine))
  return concat(atInstant(readyMs - NOT_READY_MS, register, clock), atInstant(readyMs, ready, clock))
}

/** Does something once, when the clock shows the instant; at once when that has passed. */
const atInstant = (instantMs: number, act: () => void, clock: SchedulerLike): Observable<void> =>
  defer(() => timer(Math.max(0, instantMs - clock.now()), clock).pipe(map(act)))

function registerNode({ nodes }: Cluster, { name, pool, zone, imagePullMs }: SimMachine, nowMs: number): void {
  const { allocatable } = pool
  const labels = inZone(pool.labels, zone)
  const ready = { is: false, sinceMs: nowMs }
  nodes.create(name, { pool, labels, taints: [...pool.taints, NOT_READY], allocatable, ready, imagePullMs })
}

function makeReady({ nodes, pods }: Cluster, { name, pool, readyMs }: SimMachine): void {
  nodes.update(name, { taints: pool.taints, ready: { is: true, sinceMs: readyMs } })
  pods.create(`agent-${name}`, {
    namespace: 'kube-system',
    labels: { app: 'agent' },
    owner: { kind: 'DaemonSet', name: 'agent', uid: 'daemonset-agent' },
    priority: 2_000_001_000,
    requests: pool.daemons,
    nodeSelector: {},
    tolerations: [{ operator: 'Exists' }],
    largeImage: false,
    place: { at: 'running', node: name, boundMs: readyMs, runningMs: readyMs },
  })
  if (pool.imagePuller)
    pods.create(`image-puller-${name}`, {
      namespace: 'kube-system',
      labels: { app: 'jupyterhub', component: 'continuous-image-puller' },
      owner: { kind: 'DaemonSet', name: 'continuous-image-puller', uid: 'daemonset-image-puller' },
      priority: 0,
      requests: {},
      nodeSelector: {},
      tolerations: [{ operator: 'Exists' }],
      largeImage: true,
      pullSecrets: pool.pullSecrets ?? [],
      place: { at: 'bound', node: name, boundMs: readyMs },
    })
}

function vanish({ nodes, pods, roster, images }: Cluster, name: string): void {
  const tenants = [...roster.on(name)]
  images.delete(nodes.get(name)?.uid ?? '')
  nodes.remove(name)
  for (const pod of tenants) pods.remove(pod.name)
}
