import type { Observed } from '../decide/observed.ts'
import { HOUR_MS } from '../duration.ts'
import { cordonFor } from './marks.ts'
import { scopesOf } from './scope.ts'

/** What the policy has saved since the process started, by pool. An estimate: see docs/utilization.md. */
export interface Savings {
  /** Nodes fewer than without it, now. */
  readonly nodes: Readonly<Record<string, number>>
  readonly nodeHours: Readonly<Record<string, number>>
  readonly seen: ReadonlyMap<string, Sighting>
  readonly atMs: number
}

interface Sighting {
  readonly pool: string
  readonly ours: boolean
}

/** A node that we cordoned and that is gone is saved until another one comes to its pool. */
export function savingsAfter(before: Savings | undefined, observed: Observed, nowMs: number): Savings {
  const seen = new Map<string, Sighting>()
  for (const { name: pool, nodes } of scopesOf(observed))
    for (const { node } of nodes) seen.set(node.uid, { pool, ours: cordonFor(node, observed.owner) !== undefined })
  if (!before) return { nodes: {}, nodeHours: {}, seen, atMs: nowMs }
  const hours = Math.max(0, nowMs - before.atMs) / HOUR_MS
  const nodeHours = { ...before.nodeHours }
  for (const [pool, count] of Object.entries(before.nodes)) nodeHours[pool] = (nodeHours[pool] ?? 0) + count * hours
  const nodes = { ...before.nodes }
  for (const [uid, { pool, ours }] of before.seen) if (ours && !seen.has(uid)) nodes[pool] = (nodes[pool] ?? 0) + 1
  for (const [uid, { pool }] of seen) if (!before.seen.has(uid)) nodes[pool] = Math.max(0, (nodes[pool] ?? 0) - 1)
  return { nodes, nodeHours, seen, atMs: nowMs }
}
