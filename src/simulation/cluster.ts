import type { SchedulerLike } from 'rxjs'
import type { Manifest } from '../domain/manifest.ts'
import type { Resources } from '../domain/resources.ts'
import type { Labels } from '../domain/selector.ts'
import type { Taint, Toleration } from '../domain/taint.ts'
import { createStore, type Store, type Stored } from './store.ts'

/** What nodes of a pool look like, and what the autoscaler may do with the pool. */
export interface PoolSpec {
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly allocatable: Resources
  readonly maxNodes: number
  /** What DaemonSet pods take of each node. */
  readonly daemons: Resources
}

/** A machine of the cloud provider: paid from its creation on, a node only once it has booted. */
interface MachineSpec {
  readonly pool: PoolSpec
  readonly readyMs: number
}

interface NodeSpec {
  readonly pool: PoolSpec
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly allocatable: Resources
  readonly ready: { readonly is: boolean; readonly sinceMs: number }
  /** When the users' image is pulled. */
  readonly imageMs: number
}

/** Where a pod is on its way to a running container. */
type Place =
  | { readonly at: 'new' }
  | { readonly at: 'unschedulable'; readonly sinceMs: number }
  | { readonly at: 'bound'; readonly node: string; readonly boundMs: number }
  | { readonly at: 'running'; readonly node: string; readonly boundMs: number; readonly runningMs: number }

export interface PodSpec {
  readonly namespace: string
  readonly labels: Labels
  /** undefined: a bare pod, as kubespawner makes them. */
  readonly owner?: { readonly kind: 'ReplicaSet' | 'DaemonSet'; readonly name: string; readonly uid: string }
  readonly priority: number
  readonly requests: Resources
  readonly nodeSelector: Labels
  readonly tolerations: readonly Toleration[]
  /** Not beside a pod that carries these labels. */
  readonly apart?: Labels
  /** Whether it needs the users' image, which takes long to pull. */
  readonly largeImage: boolean
  /** Of the template that it was made from. */
  readonly templateHash?: string
  readonly place: Place
}

export type DeploymentSpec = Pick<Manifest, 'spec'> & {
  readonly namespace: string
  readonly metadata: Pick<Manifest['metadata'], 'labels' | 'annotations' | 'ownerReferences'>
}

export type SimMachine = Stored<MachineSpec>
export type SimNode = Stored<NodeSpec>
export type SimPod = Stored<PodSpec>
export type SimDeployment = Stored<DeploymentSpec>

/** A cluster in memory: what its API server knows, and the cloud's machines. Controllers make it live. */
export interface Cluster {
  readonly machines: Store<MachineSpec>
  readonly nodes: Store<NodeSpec>
  readonly pods: Store<PodSpec>
  readonly deployments: Store<DeploymentSpec>
}

export function createCluster(clock: SchedulerLike): Cluster {
  let version = 0
  const nextVersion = () => ++version
  const nowMs = () => clock.now()
  return {
    machines: createStore('machine', nextVersion, nowMs),
    nodes: createStore('node', nextVersion, nowMs),
    pods: createStore('pod', nextVersion, nowMs),
    deployments: createStore('deployment', nextVersion, nowMs),
  }
}

export const nodeOf = ({ place }: PodSpec): string | undefined => ('node' in place ? place.node : undefined)

export const isDaemon = ({ owner }: PodSpec): boolean => owner?.kind === 'DaemonSet'
