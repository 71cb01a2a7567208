import { parseInstant } from './instant.ts'
import { conditionOf, type RawCondition, type RawMetadata } from './kubernetes-object.ts'
import { parseResources, type Resources } from './resources.ts'
import type { Labels } from './selector.ts'
import { isNeverCount, sayTaint, type Taint, type Toleration, untolerated } from './taint.ts'

/** A node, reduced to what decisions read. */
export interface Node {
  readonly uid: string
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly cordoned: boolean
  readonly deleting: boolean
  readonly createdMs: number
  readonly ready: boolean
  /** When the Ready condition last changed, either way; creation when it was never reported. Epoch ms. */
  readonly readyChangedMs: number
  readonly allocatable: Resources
}

export interface RawNode {
  readonly metadata?: RawMetadata
  readonly spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] }
  readonly status?: {
    readonly allocatable?: Readonly<Record<string, unknown>>
    readonly conditions?: readonly RawCondition[]
  }
}

/** @returns undefined when the object has no name, so it is not a node */
export function nodeFrom(raw: RawNode): Node | undefined {
  const { metadata = {}, spec = {}, status = {} } = raw
  if (!metadata.name) return undefined
  const ready = conditionOf(status.conditions, 'Ready')
  const createdMs = parseInstant(metadata.creationTimestamp) ?? 0
  return {
    uid: metadata.uid ?? metadata.name,
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: spec.taints ?? [],
    cordoned: spec.unschedulable === true,
    deleting: metadata.deletionTimestamp !== undefined,
    createdMs,
    ready: ready?.status === 'True',
    readyChangedMs: parseInstant(ready?.lastTransitionTime) ?? createdMs,
    allocatable: parseResources(status.allocatable),
  }
}

/** Why user pods cannot use the node, as a sentence; undefined when the node is usable. */
export function whyNotUsable(node: Node, tolerations: readonly Toleration[]): string | undefined {
  if (node.deleting) return 'is being deleted'
  const leaving = node.taints.find((taint) => isNeverCount(taint) && !saysNotReady(taint) && !saysCordoned(taint))
  if (leaving) return `has the taint ${sayTaint(leaving)}`
  if (node.cordoned || node.taints.some(saysCordoned)) return 'is cordoned'
  if (!node.ready || node.taints.some(saysNotReady)) return 'is not ready'
  const foreign = untolerated(node.taints, tolerations)
  return foreign && `has the taint ${sayTaint(foreign)}, which user pods do not tolerate`
}

/** Since when the API says that the node is not usable (epoch ms); undefined where it does not say. */
export function unusableSince(node: Node): number | undefined {
  const added = node.taints.filter(isNeverCount).map((taint) => parseInstant(taint.timeAdded))
  const known = [...added, node.ready ? undefined : node.readyChangedMs].filter((ms) => ms !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** Whether readiness is all that stands between the node and being usable. */
export const isOnlyNotReady = (node: Node, tolerations: readonly Toleration[]): boolean =>
  (!node.ready || node.taints.some(saysNotReady)) && whyNotUsable(asReady(node), tolerations) === undefined

const asReady = (node: Node): Node => ({
  ...node,
  ready: true,
  taints: node.taints.filter((taint) => !saysNotReady(taint)),
})

const NOT_READY = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'])
const saysNotReady = (taint: Taint) => NOT_READY.has(taint.key)
const saysCordoned = (taint: Taint) => taint.key === 'node.kubernetes.io/unschedulable'
