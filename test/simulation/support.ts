/** Small simulated worlds: a clock, a cluster, and only the controllers that a test is about. */
import { merge, type Observable } from 'rxjs'
import { parseResources } from '../../src/domain/scheduling/resources.ts'
import { advance, type VirtualClock, virtualClock } from '../../src/simulation/clock.ts'
import {
  type Cluster,
  createCluster,
  nodeOf,
  type PodSpec,
  type PoolSpec,
} from '../../src/simulation/cluster/cluster.ts'
import { exactly } from '../../src/simulation/cluster/spread.ts'

export const START_MS = Date.UTC(2026, 2, 24, 8, 0)

export const USERS: PoolSpec = {
  name: 'user',
  labels: { 'hub.jupyter.org/pool-name': 'user' },
  taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
  allocatable: parseResources({ cpu: '8', memory: '32Gi', pods: '110' }),
  daemons: {},
  maxNodes: 10,
  seat: parseResources({ memory: '4Gi' }),
  boot: exactly(4 * 60_000),
  imagePull: exactly(0),
  imagePuller: false,
  zones: [],
  oneInEachZone: false,
}

/** Of 4Gi, so that 8 fit a node. */
export const userPod = (more: Partial<PodSpec> = {}): PodSpec => ({
  namespace: 'hub',
  labels: { component: 'singleuser-server' },
  priority: 0,
  requests: parseResources({ memory: '4Gi' }),
  nodeSelector: USERS.labels,
  tolerations: [{ operator: 'Exists' }],
  largeImage: true,
  place: { at: 'new' },
  ...more,
})

/** As big as a node, and the first to give way. */
export const placeholderPod = (more: Partial<PodSpec> = {}): PodSpec =>
  userPod({
    labels: { component: 'placeholder' },
    priority: -10,
    requests: parseResources({ memory: '28Gi' }),
    largeImage: false,
    owner: { kind: 'ReplicaSet', name: 'rs', uid: 'rs' },
    ...more,
  })

export interface World {
  readonly clock: VirtualClock
  readonly cluster: Cluster
  /** A Ready node with nothing on it. */
  addNode(name: string, pool?: PoolSpec): void
  /** The same as a machine, for worlds with a cloud. */
  addMachine(name: string): Promise<void>
  pass(ms: number): Promise<void>
  /** Pods by node, sorted: `{n1: ['ada']}`; those without a node under `-`. */
  placed(): Record<string, string[]>
}

/** A world with these controllers; it ends with the test process. */
export function world(...controllers: ((cluster: Cluster, clock: VirtualClock) => Observable<unknown>)[]): World {
  const clock = virtualClock(START_MS)
  const cluster = createCluster(clock)
  merge(...controllers.map((controller) => controller(cluster, clock))).subscribe()
  return {
    clock,
    cluster,
    addNode: (name, pool = USERS) => {
      const { labels, taints, allocatable } = pool
      const nowMs = clock.now()
      cluster.nodes.create(name, {
        pool,
        labels,
        taints,
        allocatable,
        ready: { is: true, sinceMs: nowMs },
        imagePullMs: 0,
      })
    },
    addMachine: (name) => {
      cluster.machines.create(name, { pool: USERS, readyMs: clock.now(), imagePullMs: 0 })
      return advance(clock, clock.now())
    },
    pass: (ms) => advance(clock, clock.now() + ms),
    placed: () => {
      const byNode = Map.groupBy(cluster.pods.all(), (pod) => nodeOf(pod) ?? '-')
      return Object.fromEntries([...byNode].map(([node, pods]) => [node, pods.map(({ name }) => name).sort()]))
    },
  }
}

export const several = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at + 1))
