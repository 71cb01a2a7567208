import { type SchedulerLike, Subject } from 'rxjs'
import type { Manifest } from '../../domain/act/manifest.ts'
import type { ImageTrouble } from '../../domain/images/trouble.ts'
import type { RawContainer } from '../../domain/scheduling/pod-requests.ts'
import type { Resources } from '../../domain/scheduling/resources.ts'
import type { Labels } from '../../domain/scheduling/selector.ts'
import type { Taint, Toleration } from '../../domain/scheduling/taint.ts'
import type { RegistrySpec } from './registry.ts'
import { createRoster, type Roster } from './roster.ts'
import type { Spread } from './spread.ts'
import { createStore, type Store, type Stored } from './store.ts'

/** What nodes of a pool look like, how long they take, and what the autoscaler may do with the pool. */
export interface PoolSpec {
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly allocatable: Resources
  readonly maxNodes: number
  /** What DaemonSet pods take of each node. */
  readonly daemons: Resources
  /** What one user's pod asks for: seats are counted by it. */
  readonly seat: Resources
  /** From the request of a machine to its Ready node. */
  readonly boot: Spread
  /** From the first pod that needs the users' image to the image on its node. */
  readonly imagePull: Spread
  /** Whether JupyterHub's continuous image puller is that pod, on each Ready node; else somebody's server is. */
  readonly imagePuller: boolean
  /** Where from; undefined: from one that gives it to everybody, always. */
  readonly registry?: RegistrySpec
  /** `imagePullSecrets` of users' servers and of the image puller. */
  readonly pullSecrets?: readonly string[]
  /** Where machines are made, in turn; empty: nobody says. */
  readonly zones: readonly string[]
  /** A request makes a machine in each zone, as regional pools of some providers do. */
  readonly oneInEachZone: boolean
}

/** A machine of the cloud provider: paid from its creation on, a node only once it has booted. */
interface MachineSpec {
  readonly pool: PoolSpec
  readonly zone?: string
  readonly readyMs: number
  /** How long it pulls the users' image; 0: it comes with it. */
  readonly imagePullMs: number
}

export interface NodeSpec {
  readonly pool: PoolSpec
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly allocatable: Resources
  readonly ready: { readonly is: boolean; readonly sinceMs: number }
  readonly imagePullMs: number
  /** Cordoned. */
  readonly unschedulable?: boolean
  readonly annotations?: Labels
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
  /** Spread over zones with the pods that carry these labels, where that can be (`ScheduleAnyway`, a skew of 1). */
  readonly spread?: Labels
  /** Its container's name for it; default: none is said. */
  readonly image?: string
  /** Whether it needs the users' image, which takes long to pull. */
  readonly largeImage: boolean
  /** `imagePullSecrets`, by name. */
  readonly pullSecrets?: readonly string[]
  /** Why its last pull failed, while it waits on its node. */
  readonly trouble?: ImageTrouble
  /** The users' images that it brings, if it is a placeholder. */
  readonly carries?: readonly RawContainer[]
  /** Of the template that it was made from. */
  readonly templateHash?: string
  /** Of `controller.kubernetes.io/pod-deletion-cost`. */
  readonly deletionCost?: number
  /** A PodDisruptionBudget covers it: others are preempted first. */
  readonly shielded?: boolean
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
  /** Who is where, kept up to date. */
  readonly roster: Roster
  /** When the users' image is pulled, by node uid, from when somebody pulls it. Epoch ms. */
  readonly images: Map<string, number>
  /** Pods that had to give way: to a higher priority, or because their node goes. */
  readonly evicted$: Subject<SimPod>
}

export function createCluster(clock: SchedulerLike): Cluster {
  let version = 0
  const nextVersion = () => ++version
  const nowMs = () => clock.now()
  const nodes = createStore<NodeSpec>('node', nextVersion, nowMs)
  const pods = createStore<PodSpec>('pod', nextVersion, nowMs)
  return {
    nodes,
    pods,
    machines: createStore('machine', nextVersion, nowMs),
    deployments: createStore('deployment', nextVersion, nowMs),
    roster: createRoster(nodes, pods),
    images: new Map(),
    evicted$: new Subject(),
  }
}

/** `pause` ends at once: the room is free. */
export function evict({ pods, evicted$ }: Cluster, pod: SimPod): void {
  pods.remove(pod.name)
  evicted$.next(pod)
}

/** When the users' image is on the node, epoch ms; undefined while nobody pulls it. */
export const imageMsOf = ({ images }: Cluster, { uid, createdMs, imagePullMs }: SimNode): number | undefined =>
  imagePullMs === 0 ? createdMs : images.get(uid)

export const nodeOf = ({ place }: PodSpec): string | undefined => ('node' in place ? place.node : undefined)

export const isDaemon = ({ owner }: PodSpec): boolean => owner?.kind === 'DaemonSet'

/** A person's server. */
export const isUser = ({ owner }: PodSpec): boolean => owner === undefined
