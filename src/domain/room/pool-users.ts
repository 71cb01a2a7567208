import type { Pod } from '../cluster/pod.ts'
import { poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { NodeRoom } from './room.ts'

/** The user pods of each pool: those on its nodes, and those that wait and can only land there. O(users). */
export function usersByPool(
  { config, pods }: World,
  rooms: ReadonlyMap<string, readonly NodeRoom[]>,
): ReadonlyMap<string, readonly Pod[]> {
  const poolOfNode = new Map<string, string>()
  for (const [pool, nodes] of rooms) for (const { node } of nodes) poolOfNode.set(node.name, pool)
  const byPool = new Map<string, Pod[]>([...config.pools.keys()].map((pool) => [pool, []]))
  for (const pod of pods.users.values()) {
    const pool = pod.nodeName === undefined ? poolOfPending(pod, config) : poolOfNode.get(pod.nodeName)
    if (pool !== undefined) byPool.get(pool)?.push(pod)
  }
  return byPool
}
