import type { Node } from '../cluster/node.ts'
import type { NodeMemory } from '../cluster/node-memory.ts'
import { poolOfLabels, userTolerations } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { Pulls } from '../images/pulls.ts'
import { type Problem, problem } from '../problem.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { type NodeRoom, roomOf } from './room.ts'

/** All nodes, judged by the rules of their pools. */
export interface Survey {
  readonly byPool: ReadonlyMap<string, readonly NodeRoom[]>
  /** Names of the usable nodes of all pools. */
  readonly usable: ReadonlySet<string>
  readonly memory: Readonly<Record<string, NodeMemory>>
  readonly problems: readonly Problem[]
  readonly revisitAt: number
}

/**
 * Sorts nodes by pool and judges each; O(nodes), whatever the number of pods. Nodes of no pool are left out.
 * @param before what is remembered of nodes, by uid
 * @param imagesOf what people of a pool run, as far as it is known
 */
export function survey(
  { config, nodes, pods }: World,
  before: Readonly<Record<string, NodeMemory>>,
  nowMs: number,
  assumeSettled = false,
  imagesOf: (pool: string) => Pulls | undefined = () => undefined,
): Survey {
  const tolerations = new Map([...config.pools.values()].map((pool) => [pool.name, userTolerations(pool)]))
  const byPool = new Map<string, NodeRoom[]>([...config.pools.keys()].map((name) => [name, []]))
  const usable = new Set<string>()
  const memory: Record<string, NodeMemory> = {}
  const overlaps = new Map<string, Problem>()
  let revisitAt = Number.POSITIVE_INFINITY
  for (const node of nodes.values()) {
    const pool = poolOf(node, config, overlaps)
    if (!pool) continue
    const room = roomOf({
      node,
      pool,
      nowMs,
      assumeSettled,
      occupancy: pods.occupancy.get(node.name),
      tolerations: tolerations.get(pool.name) ?? [],
      placeholder: pool.requests,
      seat: pool.seat,
      images: imagesOf(pool.name),
      before: before[node.uid],
    })
    byPool.get(pool.name)?.push(room)
    memory[node.uid] = room.memory
    if (room.usable) usable.add(node.name)
    revisitAt = Math.min(revisitAt, room.revisitAt ?? Number.POSITIVE_INFINITY)
  }
  return { byPool, usable, memory, problems: [...overlaps.values()], revisitAt }
}

function poolOf(node: Node, config: Config, overlaps: Map<string, Problem>): PoolConfig | undefined {
  const found = poolOfLabels(node.labels, config)
  if (!found) return undefined
  if (found.also.length > 0) {
    const others = found.also.map((name) => `\`${name}\``).join(', ')
    const text = `its nodes also match ${others}; they count for \`${found.pool}\`, the closer match`
    overlaps.set(`${found.pool} ${others}`, problem(`nodePools.${found.pool}.nodeSelector`, text))
  }
  return config.pools.get(found.pool)
}
