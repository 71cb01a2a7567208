import { type Node, unusableSince } from '../cluster/node.ts'
import { isBound, type Pod } from '../cluster/pod.ts'
import { poolOfPlaceholder } from '../cluster/pool.ts'
import { earliest } from '../earliest.ts'
import type { Config } from '../settings/config.ts'

/** A bound placeholder on a node that has been unusable for so long holds no room: it is stranded. */
export const STRANDED_AFTER_MS = 10_000

/** The placeholder pods of one pool, as the guard and the fall window read them. */
export interface Placeholders {
  readonly bound: number
  /** Without a node, and those that are stranded. */
  readonly unbound: number
  readonly stranded: readonly Pod[]
  /** Since when the longest waiting one is known not to fit any node. Epoch ms. */
  readonly unschedulableSinceMs?: number
  /** Those, with since when; undefined: none. */
  readonly unschedulable?: readonly Unschedulable[]
  /** When one was last bound. Epoch ms. */
  readonly lastBoundMs?: number
  /** The highest that one of them has: who is above it can take the place of each. */
  readonly priority?: number
}

export interface Unschedulable {
  readonly uid: string
  /** Epoch ms. */
  readonly sinceMs: number
}

export const NO_PLACEHOLDERS: Placeholders = { bound: 0, unbound: 0, stranded: [] }

/** Since when each placeholder (by uid) is seen on an unusable node. Epoch ms. */
export type StrandingMemory = Readonly<Record<string, number>>

export interface Sorted {
  readonly byPool: ReadonlyMap<string, Placeholders>
  readonly stranding: StrandingMemory
  readonly revisitAt?: number
}

type Counting = { -readonly [K in keyof Placeholders]: Placeholders[K] } & {
  stranded: Pod[]
  unschedulable?: Unschedulable[]
}

/**
 * Sorts placeholder pods by pool and counts them.
 * @param usable names of the usable nodes
 */
export function sortPlaceholders(
  pods: Iterable<Pod>,
  nodes: ReadonlyMap<string, Node>,
  usable: ReadonlySet<string>,
  config: Config,
  before: StrandingMemory,
  nowMs: number,
  strandedAfterMs = STRANDED_AFTER_MS,
): Sorted {
  const byPool = new Map<string, Counting>()
  const stranding: Record<string, number> = {}
  let revisitAt = Number.POSITIVE_INFINITY
  for (const pod of pods) {
    const pool = poolOfPlaceholder(pod, nodes, config)
    if (pool === undefined || pod.deleting) continue
    const counts = byPool.get(pool) ?? { bound: 0, unbound: 0, stranded: [] }
    byPool.set(pool, counts)
    notePriority(counts, pod)
    if (!isBound(pod)) countUnbound(counts, pod)
    else if (usable.has(pod.nodeName ?? '')) countBound(counts, pod)
    else {
      const sinceMs = before[pod.uid] ?? strandedSince(pod, nodes, nowMs)
      stranding[pod.uid] = sinceMs
      revisitAt = Math.min(revisitAt, countOnUnusable(counts, pod, sinceMs + strandedAfterMs, nowMs))
    }
  }
  return { byPool, stranding, ...earliest([revisitAt]) }
}

/** On first sight what the API says counts, where it says so: a restart must not begin the wait anew. */
function strandedSince(pod: Pod, nodes: ReadonlyMap<string, Node>, nowMs: number): number {
  const node = nodes.get(pod.nodeName ?? '')
  const unusableMs = node && unusableSince(node)
  return unusableMs === undefined ? nowMs : Math.min(nowMs, Math.max(unusableMs, pod.boundMs ?? 0))
}

/** The highest of them: whom it does not give way to, none does. */
function notePriority(counts: Counting, { priority }: Pod): void {
  if (priority !== undefined) counts.priority = Math.max(counts.priority ?? priority, priority)
}

function countBound(counts: Counting, pod: Pod): void {
  counts.bound += 1
  if (pod.boundMs !== undefined) counts.lastBoundMs = Math.max(counts.lastBoundMs ?? 0, pod.boundMs)
}

/** @returns when it will be stranded; infinity: it is */
function countOnUnusable(counts: Counting, pod: Pod, strandedMs: number, nowMs: number): number {
  if (nowMs < strandedMs) {
    countBound(counts, pod)
    return strandedMs
  }
  counts.stranded.push(pod)
  counts.unbound += 1
  return Number.POSITIVE_INFINITY
}

function countUnbound(counts: Counting, pod: Pod): void {
  counts.unbound += 1
  if (pod.unschedulableMs === undefined) return
  counts.unschedulableSinceMs = Math.min(counts.unschedulableSinceMs ?? pod.unschedulableMs, pod.unschedulableMs)
  counts.unschedulable ??= []
  counts.unschedulable.push({ uid: pod.uid, sinceMs: pod.unschedulableMs })
}
