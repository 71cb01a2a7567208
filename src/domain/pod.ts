import type { NodeRequirement, NodeSelectorTerm } from './affinity.ts'
import { parseInstant } from './instant.ts'
import { conditionOf, type RawCondition, type RawMetadata } from './kubernetes-object.ts'
import { podRequests, type RawContainerStatus, type RawPodSpecRequests } from './pod-requests.ts'
import type { Resources } from './resources.ts'
import { type Selector, selects } from './selector.ts'
import { type Load, type LoadRules, loadOf } from './utilization/load.ts'

/** `daemon` and `mirror` pods come with the node; only `user` and `other` pods keep one. */
export type PodKind = 'user' | 'placeholder' | 'daemon' | 'mirror' | 'other'

/** A pod, reduced to what decisions read. */
export interface Pod {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  readonly kind: PodKind
  /** What it means to the node that it runs on, by the rules of the utilization policy. */
  readonly load: Load
  /** The pool that our label on a placeholder names. */
  readonly poolLabel?: string
  readonly nodeName?: string
  readonly terminal: boolean
  readonly deleting: boolean
  readonly createdMs: number
  readonly requests: Resources
  /** Only where somebody has to find its pool: pods that are not bound yet. */
  readonly requirement?: NodeRequirement
  /** When it was bound; when the scheduler first said that no node fits. Epoch ms. */
  readonly boundMs?: number
  readonly unschedulableMs?: number
}

export interface RawPod {
  readonly metadata?: RawMetadata
  readonly spec?: RawPodSpecRequests & {
    readonly nodeName?: string
    readonly nodeSelector?: Readonly<Record<string, string>>
    readonly affinity?: {
      readonly nodeAffinity?: {
        readonly requiredDuringSchedulingIgnoredDuringExecution?: {
          readonly nodeSelectorTerms?: readonly NodeSelectorTerm[]
        }
      }
    }
  }
  readonly status?: {
    readonly phase?: string
    readonly conditions?: readonly RawCondition[]
    readonly containerStatuses?: readonly RawContainerStatus[]
    readonly initContainerStatuses?: readonly RawContainerStatus[]
  }
}

/** How pods are told apart: `userPods` and `placeholderPodLabelSelector` of the config. */
export interface PodKinds {
  readonly userPods: Selector
  /** Namespaces in which user pods count; empty: all. */
  readonly userNamespaces: readonly string[]
  readonly placeholders: Selector
  readonly loads: LoadRules
}

export const POOL_LABEL = 'warmseats.io/pool'

/** Bound: has a node, is not terminal, is not being deleted. */
export const isBound = (pod: Pod): boolean => pod.nodeName !== undefined && !pod.terminal && !pod.deleting

/** Kept: it does not come with the node as DaemonSet and mirror pods do, is no placeholder, not finished and not omitted. */
export const isKept = ({ kind, load, terminal }: Pod): boolean =>
  (kind === 'user' || kind === 'other') && load !== 'omitted' && !terminal

/** Pending: will take room but has no node yet. */
export const isPending = (pod: Pod): boolean => pod.nodeName === undefined && !pod.terminal && !pod.deleting

/** @returns undefined when the object has no name, so it is not a pod */
export function podFrom(raw: RawPod, kinds: PodKinds): Pod | undefined {
  const { metadata = {}, spec = {}, status = {} } = raw
  if (!metadata.name) return undefined
  const namespace = metadata.namespace ?? 'default'
  const scheduled = conditionOf(status.conditions, 'PodScheduled')
  const scheduledMs = parseInstant(scheduled?.lastTransitionTime)
  const poolLabel = metadata.labels?.[POOL_LABEL]
  return {
    uid: metadata.uid ?? `${namespace}/${metadata.name}`,
    namespace,
    name: metadata.name,
    kind: kindOf(metadata, namespace, kinds),
    load: loadOf(metadata.labels ?? {}, namespace, kinds.loads),
    terminal: status.phase === 'Succeeded' || status.phase === 'Failed',
    deleting: metadata.deletionTimestamp !== undefined,
    createdMs: parseInstant(metadata.creationTimestamp) ?? 0,
    requests: podRequests(spec, [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]),
    ...(poolLabel === undefined ? {} : { poolLabel }),
    ...(spec.nodeName ? { nodeName: spec.nodeName } : { requirement: requirementOf(spec) }),
    ...(scheduled?.status === 'True' && scheduledMs !== undefined ? { boundMs: scheduledMs } : {}),
    ...(scheduled?.reason === 'Unschedulable' && scheduledMs !== undefined ? { unschedulableMs: scheduledMs } : {}),
  }
}

function kindOf(metadata: RawMetadata, namespace: string, kinds: PodKinds): PodKind {
  const labels = metadata.labels ?? {}
  const owner = metadata.ownerReferences?.find((reference) => reference.controller) ?? metadata.ownerReferences?.[0]
  if (selects(kinds.placeholders, labels)) return 'placeholder'
  if (owner?.kind === 'DaemonSet') return 'daemon'
  if (owner?.kind === 'Node' || metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return 'mirror'
  const here = kinds.userNamespaces.length === 0 || kinds.userNamespaces.includes(namespace)
  return here && selects(kinds.userPods, labels) ? 'user' : 'other'
}

function requirementOf(spec: NonNullable<RawPod['spec']>): NodeRequirement {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  return { nodeSelector: spec.nodeSelector ?? {}, ...(terms ? { terms } : {}) }
}
