import { given } from '../given.ts'
import { fullName } from '../images/names.ts'
import { parseInstant } from '../instant.ts'
import { Remembered } from '../remembered.ts'
import { conditionOf, type RawCondition, type RawMetadata } from '../scheduling/kubernetes-object.ts'
import { parseQuantity } from '../scheduling/quantity.ts'
import { amountOf, parseResources, type Resources } from '../scheduling/resources.ts'
import type { Labels } from '../scheduling/selector.ts'
import { isNeverCount, sayTaint, type Taint, type Toleration, untolerated } from '../scheduling/taint.ts'

/** A node, reduced to what decisions read. */
export interface Node {
  readonly uid: string
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly cordoned: boolean
  readonly deleting: boolean
  readonly ready: boolean
  /** When the Ready condition last changed, either way; creation when it was never reported. Epoch ms. */
  readonly readyChangedMs: number
  readonly allocatable: Resources
  /** All memory of the machine, `status.capacity`; else what is allocatable. Bytes; 0: the node says neither. */
  readonly memoryBytes: number
  /** Epoch ms; 0 where the API does not say. */
  readonly createdMs: number
  /** Those that start with `warmseats.io/`; undefined: none. */
  readonly annotations?: Labels
  /** The images that it says it has, by their full names; undefined: it says none, as a node without a kubelet. */
  readonly images?: ReadonlySet<string>
  /** Of the API object: a write that names it is refused when the node has changed since. */
  readonly resourceVersion?: string
  /** The machine in its provider's words: `gce://project/zone/name`. */
  readonly providerId?: string
}

export interface RawNode {
  readonly metadata?: RawMetadata
  readonly spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[]; readonly providerID?: string }
  readonly status?: {
    readonly allocatable?: Readonly<Record<string, unknown>>
    readonly capacity?: Readonly<Record<string, unknown>>
    readonly conditions?: readonly RawCondition[]
    readonly images?: readonly { readonly names?: readonly string[] | null }[] | null
  }
}

/** @returns undefined when the object has no name, so it is not a node */
export function nodeFrom(raw: RawNode): Node | undefined {
  const [metadata, spec, status] = [raw.metadata ?? {}, raw.spec ?? {}, raw.status ?? {}]
  if (!metadata.name) return undefined
  const ready = conditionOf(status.conditions, 'Ready')
  const createdMs = parseInstant(metadata.creationTimestamp) ?? 0
  const allocatable = parseResources(status.allocatable)
  return {
    uid: metadata.uid ?? metadata.name,
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: spec.taints ?? [],
    cordoned: spec.unschedulable === true,
    deleting: Boolean(metadata.deletionTimestamp),
    createdMs,
    ready: ready?.status === 'True',
    readyChangedMs: parseInstant(ready?.lastTransitionTime) ?? createdMs,
    allocatable,
    memoryBytes: positive(parseQuantity(status.capacity?.memory)) ?? positive(amountOf(allocatable, 'memory')) ?? 0,
    ...given({
      annotations: ownAnnotations(metadata.annotations),
      images: imagesOn(status.images),
      resourceVersion: metadata.resourceVersion,
      providerId: spec.providerID,
    }),
  }
}

/** Nodes of one pool have the same images mostly, and share one object. */
const SETS = new Remembered<string, ReadonlySet<string>>(500)

function imagesOn(images: NonNullable<RawNode['status']>['images']): ReadonlySet<string> | undefined {
  const names = (images ?? []).flatMap((one) => one.names ?? [])
  if (names.length === 0) return undefined
  return SETS.get(names.join(' '), () => new Set(names.map(fullName)))
}

const positive = (bytes: number | undefined): number | undefined =>
  bytes !== undefined && bytes > 0 ? bytes : undefined

/** Others write to their annotations every few seconds; only ours are read, so only ours are kept. */
function ownAnnotations(all: Labels | null | undefined): Labels | undefined {
  const own = Object.entries(all ?? {}).filter(([key]) => key.startsWith('warmseats.io/'))
  return own.length > 0 ? Object.fromEntries(own) : undefined
}

/** Why user pods cannot use the node, as a sentence; undefined when the node is usable. */
export function whyNotUsable(node: Node, tolerations: readonly Toleration[]): string | undefined {
  if (node.deleting) return 'is being deleted'
  const leaving = leavingTaint(node)
  if (leaving) return `has the taint ${sayTaint(leaving)}`
  if (isCordoned(node)) return 'is cordoned'
  if (!isReady(node)) return 'is not ready'
  const foreign = untolerated(node.taints, tolerations)
  return foreign && `has the taint ${sayTaint(foreign)}, which the pool's tolerations do not name`
}

/** The taints that are all that keeps pods with these tolerations from a node; none where they can get to it, or where more does. */
export function barringTaints(node: Node, tolerations: readonly Toleration[]): readonly Taint[] {
  const without: Node = { ...node, taints: node.taints.filter(isNeverCount) }
  if (whyNotUsable(without, tolerations) !== undefined) return []
  return node.taints.filter((taint) => untolerated([taint], tolerations) !== undefined)
}

/** Since when the API says that the node is not usable (epoch ms); undefined where it does not say. */
export function unusableSince(node: Node): number | undefined {
  const added = node.taints.filter(isNeverCount).map((taint) => parseInstant(taint.timeAdded))
  const known = [...added, node.ready ? undefined : node.readyChangedMs].filter((ms) => ms !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** Whether it is on its way out or not yet in: neither its readiness nor a cordon is meant. */
export const isLeaving = (node: Node): boolean => node.deleting || leavingTaint(node) !== undefined

/** Whether it says itself that it is ready, and no taint says otherwise. */
export const isReady = (node: Node): boolean => node.ready && !node.taints.some(saysNotReady)

/** The same node as it would be cordoned, or no longer cordoned. */
export const withCordon = (node: Node, cordoned: boolean): Node => ({
  ...node,
  cordoned,
  taints: cordoned ? node.taints : node.taints.filter((taint) => !saysCordoned(taint)),
})

/** Whether readiness is all that stands between the node and being usable. */
export const isOnlyNotReady = (node: Node, tolerations: readonly Toleration[]): boolean =>
  !isReady(node) && whyNotUsable(asReady(node), tolerations) === undefined

/** Whether a cordon is all that stands between the node and being usable: it is no less a node of its kind for that. */
export const isOnlyCordoned = (node: Node, tolerations: readonly Toleration[]): boolean =>
  isCordoned(node) && whyNotUsable(withCordon(node, false), tolerations) === undefined

const asReady = (node: Node): Node => ({
  ...node,
  ready: true,
  taints: node.taints.filter((taint) => !saysNotReady(taint)),
})

const leavingTaint = (node: Node) =>
  node.taints.find((taint) => isNeverCount(taint) && !saysNotReady(taint) && !saysCordoned(taint))

export const isCordoned = (node: Node): boolean => node.cordoned || node.taints.some(saysCordoned)

const NOT_READY = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'])
const saysNotReady = (taint: Taint) => NOT_READY.has(taint.key)
const saysCordoned = (taint: Taint) => taint.key === 'node.kubernetes.io/unschedulable'
