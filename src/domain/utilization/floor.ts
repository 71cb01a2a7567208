import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Floor, Memory } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import { seatsIn } from '../room/seat.ts'
import type { UtilizationPlan } from './plan.ts'
import { type Scope, scopesOf } from './scope.ts'

/**
 * How nodes are created where an autoscaler makes them: the pool's placeholders are held at a number for one boot time.
 * The number is fixed when the floor is laid and none is laid on another, so placeholders that are there are never a
 * reason for more. Users who wait bring their own nodes.
 * @returns by pool, those that are new
 */
export function floorsOf(
  { create, atMs }: UtilizationPlan,
  observed: Observed,
  { pools, memory }: Decision,
): Readonly<Record<string, Floor>> {
  const floors: Record<string, Floor> = {}
  if (create.length === 0) return floors
  const scopes = scopesOf(observed)
  for (const { scope: name, count } of create) {
    const [pool, scope] = [pools.get(name), scopes.find((one) => one.name === name)]
    const isLaid = (memory.pools[name]?.floor?.untilMs ?? atMs) > atMs
    if (!pool || !scope || isLaid) continue
    const nodes = count - comingForUsers(scope)
    if (nodes <= 0) continue
    const standing = Math.max(pool.target, pool.placeholders.bound)
    const each = observed.config.pools.get(name)?.onePerNode ? 1 : perNode(pool)
    floors[name] = { count: standing + nodes * each, untilMs: atMs + observed.config.utilization.bootMs }
  }
  return floors
}

export const withFloors = (memory: Memory, floors: Readonly<Record<string, Floor>>): Memory => ({
  ...memory,
  pools: Object.fromEntries(
    Object.entries(memory.pools).map(([name, pool]) => {
      const floor = floors[name] ?? pool.floor
      return [name, floor ? { ...pool, floor } : pool]
    }),
  ),
})

/** Nodes that the autoscaler boots for users without a node, at least. */
function comingForUsers({ nodes, waitingBytes }: Scope): number {
  const largest = Math.max(0, ...nodes.map(({ node }) => node.memoryBytes))
  if (waitingBytes === 0) return 0
  return largest > 0 ? Math.ceil(waitingBytes / largest) : Number.POSITIVE_INFINITY
}

/** Placeholders that fill the largest node of the pool. */
const perNode = ({ rooms, size }: PoolDecision): number =>
  size ? Math.max(1, ...rooms.map(({ node }) => seatsIn(node.allocatable, size.requests))) : 1
