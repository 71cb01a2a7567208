import { EVENT_ANNOTATION, eventsIn } from '../event-annotation.ts'
import { given } from '../given.ts'
import { type Pulls, pullsOf, type RawPulling } from '../images/pulls.ts'
import { usualPulls } from '../images/usual-pulls.ts'
import { parseInstant } from '../instant.ts'
import type { NodeRequirement, NodeSelectorTerm } from '../scheduling/affinity.ts'
import { conditionOf, type RawCondition, type RawMetadata } from '../scheduling/kubernetes-object.ts'
import { podRequests, type RawContainerStatus } from '../scheduling/pod-requests.ts'
import type { Resources } from '../scheduling/resources.ts'
import { classOf } from './class-of.ts'
import { type Removability, removabilityOf } from './deletion-cost.ts'
import { type Load, loadOf } from './load.ts'
import { isGuest, kindOf, lentPoolOf, type PodKind, type PodKinds } from './pod-kinds.ts'
import { type Ran, ranIn } from './ran.ts'

/** A pod, reduced to what decisions read. */
export interface Pod extends Ran {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  readonly kind: PodKind
  /** What it means to the node that it runs on, by the rules of the utilization policy. */
  readonly load: Load
  /** It has the labels of users, in a namespace whose users do not count. */
  readonly isGuest?: true
  /** Of a user: which of the config's `classes` it fits; missing: none. */
  readonly ofClass?: string
  /** Of a user, as KubeSpawner notes it: `user/server`, by which the hub knows it. */
  readonly server?: string
  /** Of a user: titles of the events for which it was made as it is. */
  readonly ofEvents?: readonly string[]
  /** Of these some gave it more than a node that is left alone. */
  readonly isExam?: true
  /** The pool that our label on a placeholder names, or whose StatefulSet it is of. */
  readonly poolLabel?: string
  /** Of somebody's StatefulSet, which is lent to us: nothing is written to it. */
  readonly isLent?: true
  readonly nodeName?: string
  readonly terminal: boolean
  readonly deleting: boolean
  readonly createdMs: number
  readonly requests: Resources
  /** Of a user: who places it, where that is not Kubernetes' own scheduler. */
  readonly scheduler?: string
  /** What the scheduler weighs it by; missing where the API does not say. */
  readonly priority?: number
  /** `preemptionPolicy: Never`: it waits for a node rather than take the place of another pod. */
  readonly neverPreempts?: true
  /** Only where somebody has to find its pool: pods that are not bound yet. */
  readonly requirement?: NodeRequirement
  /** Of a user: what its node pulls for it. Of a placeholder: the users' images that it brings. */
  readonly pulls?: Pulls
  /** Of a user in an exam that has an image of its own: what its node would pull on another day. */
  readonly usualPulls?: Pulls
  /** When it was bound; when the scheduler first said that no node fits. Epoch ms. */
  readonly boundMs?: number
  readonly unschedulableMs?: number
  /** Of a placeholder: it carries the label by which it is preempted after others. */
  readonly shielded?: true
  /** Of a placeholder: whether its ReplicaSet removes it before others. */
  readonly removability?: Removability
}

export interface RawPod {
  readonly metadata?: RawMetadata
  readonly spec?: RawPulling & {
    readonly nodeName?: string
    readonly schedulerName?: string
    readonly priority?: number
    readonly preemptionPolicy?: string
    readonly nodeSelector?: Readonly<Record<string, string>>
    readonly affinity?: {
      readonly nodeAffinity?: {
        readonly requiredDuringSchedulingIgnoredDuringExecution?: {
          readonly nodeSelectorTerms?: readonly NodeSelectorTerm[]
        }
      }
    }
  }
  readonly status?: RawStatus
}

interface RawStatus {
  readonly phase?: string
  readonly conditions?: readonly RawCondition[]
  readonly containerStatuses?: readonly RawContainerStatus[]
  readonly initContainerStatuses?: readonly RawContainerStatus[]
}

/** On a placeholder: users' images are still pulled to its node. A PodDisruptionBudget covers those with it. */
export const IMAGES_LABEL = 'warmseats.io/images'
export const IMAGES_PULLING = 'pulling'

export const POOL_LABEL = 'warmseats.io/pool'

/** Bound: has a node, is not terminal, is not being deleted. */
export const isBound = (pod: Pod): boolean => pod.nodeName !== undefined && !pod.terminal && !pod.deleting

/** Kept: it does not come with the node as DaemonSet and mirror pods do, is no placeholder, not finished and not omitted. */
export const isWorkload = ({ kind, load, terminal }: Pod): boolean =>
  (kind === 'user' || kind === 'other') && load !== 'omitted' && !terminal

/** Pending: will take room but has no node yet. */
export const isPending = (pod: Pod): boolean => pod.nodeName === undefined && !pod.terminal && !pod.deleting

/** @returns undefined when the object has no name, so it is not a pod */
export function podFrom(raw: RawPod, kinds: PodKinds): Pod | undefined {
  const [metadata, spec, status] = [raw.metadata ?? {}, raw.spec ?? {}, raw.status ?? {}]
  if (!metadata.name) return undefined
  const namespace = metadata.namespace ?? 'default'
  const kind = kindOf(metadata, namespace, kinds)
  return {
    uid: metadata.uid ?? `${namespace}/${metadata.name}`,
    namespace,
    name: metadata.name,
    kind,
    // Workload pods are Running or Pending: one that its node has not been heard of for long may be over.
    load: status.phase === 'Unknown' ? 'omitted' : loadOf(metadata.labels ?? {}, namespace, kinds.loads),
    terminal: status.phase === 'Succeeded' || status.phase === 'Failed',
    deleting: Boolean(metadata.deletionTimestamp),
    createdMs: parseInstant(metadata.creationTimestamp) ?? 0,
    requests: podRequests(spec, statusesOf(status)),
    ...holdingIn(metadata, namespace, kinds),
    ...given(kind === 'user' ? ofUserIn(raw, namespace, kinds) : {}),
    ...(typeof spec.priority === 'number' ? { priority: spec.priority } : {}),
    ...(spec.preemptionPolicy === 'Never' ? { neverPreempts: true } : {}),
    ...placeOf(spec),
    ...scheduledIn(status),
    ...ranIn(status, kind, metadata.labels),
    ...(metadata.labels?.[IMAGES_LABEL] === IMAGES_PULLING ? { shielded: true } : {}),
    ...guestIn(kind, metadata, namespace, kinds),
    ...given({ pulls: pullsIn(kind, spec) }),
    ...(kind === 'placeholder' ? { removability: removabilityOf(metadata, spec.nodeName, status) } : {}),
  }
}

function ofUserIn(raw: RawPod, namespace: string, { classes }: PodKinds) {
  const annotations = raw.metadata?.annotations ?? {}
  const ofEvents = eventsIn(annotations)
  return {
    ofClass: classOf(raw, namespace, classes),
    ofEvents: ofEvents.length > 0 ? ofEvents : undefined,
    isExam: annotations[EVENT_ANNOTATION] === undefined ? undefined : (true as const),
    usualPulls: usualPulls(raw.spec ?? {}, annotations),
    server: serverIn(annotations),
    scheduler: raw.spec?.schedulerName === DEFAULT_SCHEDULER ? undefined : raw.spec?.schedulerName || undefined,
  }
}

/** The pool whose room it holds, and whether it is of our making. */
function holdingIn(metadata: RawMetadata, namespace: string, kinds: PodKinds): Pick<Pod, 'poolLabel' | 'isLent'> {
  const lentTo = lentPoolOf(metadata, namespace, kinds)
  if (lentTo !== undefined) return { poolLabel: lentTo, isLent: true }
  return given({ poolLabel: metadata.labels?.[POOL_LABEL] })
}

const guestIn = (kind: PodKind, metadata: RawMetadata, namespace: string, kinds: PodKinds): Pick<Pod, 'isGuest'> =>
  kind === 'other' && isGuest(metadata, namespace, kinds) ? { isGuest: true } : {}

/** Labels have the names escaped; annotations have them as they are. The default server has none. */
function serverIn(annotations: Readonly<Record<string, string>>): string | undefined {
  const user = annotations['hub.jupyter.org/username']
  return user === undefined ? undefined : `${user}/${annotations['hub.jupyter.org/servername'] ?? ''}`
}

const DEFAULT_SCHEDULER = 'default-scheduler'

/** `pause` itself is on every node. */
function pullsIn(kind: PodKind, spec: NonNullable<RawPod['spec']>): Pulls | undefined {
  if (kind === 'user') return pullsOf(spec)
  return kind === 'placeholder' ? pullsOf({ ...spec, containers: [] }) : undefined
}

const statusesOf = ({ containerStatuses, initContainerStatuses }: RawStatus): readonly RawContainerStatus[] => [
  ...(containerStatuses ?? []),
  ...(initContainerStatuses ?? []),
]

/** What the scheduler said of it, where it said when. */
function scheduledIn(status: RawStatus): Pick<Pod, 'boundMs' | 'unschedulableMs'> {
  const scheduled = conditionOf(status.conditions, 'PodScheduled')
  const sinceMs = parseInstant(scheduled?.lastTransitionTime)
  if (sinceMs === undefined) return {}
  return {
    ...(scheduled?.status === 'True' ? { boundMs: sinceMs } : {}),
    ...(scheduled?.reason === 'Unschedulable' ? { unschedulableMs: sinceMs } : {}),
  }
}

const placeOf = (spec: NonNullable<RawPod['spec']>): Pick<Pod, 'nodeName' | 'requirement'> =>
  spec.nodeName ? { nodeName: spec.nodeName } : { requirement: requirementOf(spec) }

function requirementOf(spec: NonNullable<RawPod['spec']>): NodeRequirement {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return { nodeSelector: spec.nodeSelector ?? {}, ...(terms ? { terms } : {}) }
}
