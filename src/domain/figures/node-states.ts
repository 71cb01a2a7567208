import { isOnlyNotReady } from '../cluster/node.ts'
import { userTolerations } from '../cluster/pool.ts'
import type { Judgement, NodeRoom } from '../room/room.ts'
import type { PoolConfig } from '../settings/config.ts'

/** A node that is not ready yet or any more boots; every other one is what its judgement says. */
export type NodeState = Judgement['at'] | 'booting'

export const NODE_STATES: readonly NodeState[] = [
  'booting',
  'full',
  'grace',
  'holding',
  'no image',
  'lacking',
  'no slot',
  'roomy',
  'seats',
  'unusable',
]

/** How many of a pool's nodes are in each state. O(nodes of the pool) */
export function nodesByState(rooms: readonly NodeRoom[], pool: PoolConfig): Readonly<Record<NodeState, number>> {
  const counts = Object.fromEntries(NODE_STATES.map((state) => [state, 0])) as Record<NodeState, number>
  const tolerations = userTolerations(pool)
  for (const { node, usable, judgement } of rooms) {
    const state = !usable && isOnlyNotReady(node, tolerations) ? 'booting' : judgement.at
    counts[state] += 1
  }
  return counts
}
