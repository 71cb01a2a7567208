import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { amountOf } from '../scheduling/resources.ts'
import type { NodeRoom } from './room.ts'

/**
 * As many whole nodes as the users of a pool take together: of the resource that they take most of, each node's share added up.
 * What stands beside them counts nowhere, so a node that only a placeholder keeps is none, and users who are spread over more
 * nodes of a kind are as many as before: however many nodes we had booted, they fill no more of them.
 */
export function filledNodes(rooms: readonly NodeRoom[], occupancy: ReadonlyMap<string, Occupancy>): number {
  const shares: Record<string, number> = {}
  for (const { node } of rooms) {
    const { users, underUsers, daemons, daemonPods } = occupancy.get(node.name) ?? NO_OCCUPANCY
    if (users === 0) continue
    const free = (name: string, taken: number) => amountOf(node.allocatable, name) - taken
    add(shares, 'pods', users, free('pods', daemonPods))
    for (const name of Object.keys(underUsers))
      add(shares, name, amountOf(underUsers, name), free(name, amountOf(daemons, name)))
  }
  return Math.max(0, Math.ceil(Math.max(0, ...Object.values(shares)) - ROUNDING))
}

/** Shares are sums of fractions: what is a whole number but for the arithmetic is none more. */
const ROUNDING = 1e-6

function add(shares: Record<string, number>, name: string, taken: number, free: number): void {
  if (taken > 0 && free > 0) shares[name] = (shares[name] ?? 0) + Math.min(1, taken / free)
}
