import { isOnlyNotReady, type Node, whyNotUsable } from '../cluster/node.ts'
import { type NodeMemory, rememberNode } from '../cluster/node-memory.ts'
import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { missingFrom, type Pulls } from '../images/pulls.ts'
import { amountOf, extendedNames, freeRatio, larger, NOTHING, type Resources } from '../scheduling/resources.ts'
import type { Toleration } from '../scheduling/taint.ts'
import type { PoolConfig, Strategy } from '../settings/config.ts'

/** Why a node counts as roomy or does not; `sayJudgement` makes the sentence, only when somebody reads it. */
export type Judgement =
  | { readonly at: 'unusable'; readonly because: string }
  | { readonly at: 'holding' }
  /** Who is put there waits for an image that most of the pool's people run. */
  | { readonly at: 'no image'; readonly image: string }
  | { readonly at: 'full'; readonly resource: string; readonly ratio: number; readonly threshold: number }
  | { readonly at: 'no slot' }
  | { readonly at: 'lacking'; readonly resource: string }
  | { readonly at: 'grace'; readonly untilMs: number; readonly empty: boolean }
  /** Strategy fit: free seats, which count on kept nodes. */
  | { readonly at: 'seats'; readonly free: number; readonly kept: boolean }
  | { readonly at: 'roomy'; readonly cpu: number; readonly memory: number }

/** What the pool's rules say of one of its nodes. */
export interface NodeRoom {
  readonly node: Node
  /** What is taken on it. */
  readonly occupancy: Occupancy
  readonly usable: boolean
  /** Usable, and carries a pod that is not a placeholder, DaemonSet or mirror pod. */
  readonly kept: boolean
  readonly judgement: Judgement
  readonly memory: NodeMemory
  /** The next instant at which the judgement changes though nothing else does. */
  readonly revisitAt?: number
}

export interface RoomInput {
  readonly node: Node
  readonly occupancy: Occupancy | undefined
  readonly pool: PoolConfig
  readonly tolerations: readonly Toleration[]
  /** Requests of a placeholder, for its extended resources. */
  readonly placeholder: Resources | undefined
  /** Requests of a user as configured, likewise: who needs a GPU finds no room beside others' GPUs. */
  readonly seat?: Resources | undefined
  /** What the pool's people run. */
  readonly images?: Pulls | undefined
  readonly before: NodeMemory | undefined
  readonly nowMs: number
  /** Treat every grace period as over. */
  readonly assumeSettled?: boolean
}

/** Judges one node: is there room for arriving users that makes a placeholder unnecessary? (docs/how-it-decides.md: roomy nodes.) */
export function roomOf(input: RoomInput): NodeRoom {
  const { node, pool, nowMs } = input
  const occupancy = input.occupancy ?? NO_OCCUPANCY
  const because = whyNotUsable(node, input.tolerations)
  const usable = because === undefined
  const holds = usable || isOnlyNotReady(node, input.tolerations)
  const refusal = whyNoCandidate(input, occupancy)
  const memory = rememberNode(
    {
      ready: usable || !holds,
      readyChangedMs: node.readyChangedMs,
      createdMs: node.createdMs,
      isCandidate: holds && refusal === undefined,
      isEmpty: holds && refusal === undefined && occupancy.keepers === 0,
    },
    input.before,
    nowMs,
  )
  const room = { node, occupancy, usable, kept: usable && occupancy.keepers > 0, memory }
  if (!usable) return { ...room, judgement: { at: 'unusable', because } }
  if (refusal) return { ...room, judgement: refusal }
  const empty = occupancy.keepers === 0
  const untilMs = graceEnd(memory, empty, pool, nowMs)
  if (nowMs < untilMs && !input.assumeSettled)
    return { ...room, judgement: { at: 'grace', untilMs, empty }, revisitAt: untilMs }
  return {
    ...room,
    judgement: {
      at: 'roomy',
      cpu: freeRatio(node.allocatable, occupancy.requests, 'cpu'),
      memory: freeRatio(node.allocatable, occupancy.requests, 'memory'),
    },
  }
}

/** An empty node waits for both periods: the autoscaler is about to delete it, and the next placeholder lands there. */
function graceEnd(memory: NodeMemory, empty: boolean, pool: PoolConfig, nowMs: number): number {
  const graceEndMs = (memory.candidateSinceMs ?? nowMs) + pool.nodeGraceMs
  return empty ? Math.max(graceEndMs, (memory.emptySinceMs ?? nowMs) + pool.emptyNodeGraceMs) : graceEndMs
}

const JUDGED: Readonly<Record<Strategy, readonly ('cpu' | 'memory')[]>> = {
  cpu: ['cpu'],
  mem: ['memory'],
  balanced: ['cpu', 'memory'],
  fit: [],
}

/** undefined: none is missing, or the node does not say what it has. */
const missingImage = ({ images: there }: Node, images: Pulls | undefined): string | undefined =>
  there && images && missingFrom(there, images)

function whyNoCandidate(
  { node, pool, placeholder, seat, images }: RoomInput,
  occupancy: Occupancy,
): Judgement | undefined {
  if (occupancy.placeholders > 0) return { at: 'holding' }
  const image = missingImage(node, images)
  if (image !== undefined) return { at: 'no image', image }
  for (const resource of JUDGED[pool.scalingStrategy]) {
    const ratio = freeRatio(node.allocatable, occupancy.requests, resource)
    const threshold = resource === 'cpu' ? pool.cpuThreshold : pool.memoryThreshold
    if (ratio <= threshold) return { at: 'full', resource, ratio, threshold }
  }
  // A node that says nothing of pods has no limit that we know of; real ones always do.
  const slots = node.allocatable.pods
  if (slots !== undefined && occupancy.pods >= slots) return { at: 'no slot' }
  const needed = larger(placeholder ?? NOTHING, seat ?? NOTHING)
  for (const resource of extendedNames(needed)) {
    const free = amountOf(node.allocatable, resource) - amountOf(occupancy.requests, resource)
    if (free < amountOf(needed, resource)) return { at: 'lacking', resource }
  }
  return undefined
}
