import type { Pod } from '../cluster/pod.ts'
import { poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import { poolOfUser } from '../forecast/arrived.ts'
import { NO_POOL } from './sample.ts'

/**
 * Where a person's server is: it waits for a node; it has one and does not run yet; it has one, and its image cannot be had; it
 * has run.
 */
export type UserState = 'waiting' | 'starting' | 'stuck' | 'seated'

export const USER_STATES: readonly UserState[] = ['waiting', 'starting', 'stuck', 'seated']

/** The people of a pool by state; people of no pool that anybody can tell have the pool `''`. */
export interface PoolUsers {
  readonly pool: string
  readonly users: Readonly<Record<UserState, number>>
}

/** Every pool of the config, and people of none where there are some. O(users) */
export function usersByState(world: World): PoolUsers[] {
  const poolOfNode = new Map<string, string | undefined>()
  const poolOf = (pod: Pod): string => {
    if (pod.nodeName === undefined) return poolOfPending(pod, world.config) ?? NO_POOL
    if (!poolOfNode.has(pod.nodeName)) poolOfNode.set(pod.nodeName, poolOfUser(pod, world))
    return poolOfNode.get(pod.nodeName) ?? NO_POOL
  }
  const byPool = new Map([...world.config.pools.keys()].map((pool) => [pool, nobody()]))
  for (const pod of world.pods.users.values()) {
    const pool = poolOf(pod)
    const counts = byPool.get(pool) ?? nobody()
    counts[stateOf(pod)] += 1
    byPool.set(pool, counts)
  }
  return [...byPool].map(([pool, users]) => ({ pool, users }))
}

const nobody = (): Record<UserState, number> => ({ waiting: 0, starting: 0, stuck: 0, seated: 0 })

function stateOf({ nodeName, hasStarted, imageTrouble }: Pod): UserState {
  if (nodeName === undefined) return 'waiting'
  if (hasStarted) return 'seated'
  return imageTrouble === undefined ? 'starting' : 'stuck'
}
