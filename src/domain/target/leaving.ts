import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import { earliest } from '../earliest.ts'
import { lentIn } from '../lent/lent.ts'
import type { Config } from '../settings/config.ts'

/** Deployments whose pool left the config by name, and what was lent to one by its key: since when. Epoch ms. */
export type LeavingMemory = Readonly<Record<string, number>>

export interface Leaving {
  readonly memory: LeavingMemory
  /** When each is to go. Epoch ms. */
  readonly dueMs: ReadonlyMap<string, number>
  /** When the next of them is due. Epoch ms. */
  readonly revisitAt?: number
}

/**
 * Whose pool is missing from the config, by the label that we gave them. A pool that left falls like a count: its Deployment
 * goes after the fall window, and stays if the pool is back by then; what was lent to it is given back then. A config without any pool is a slip: nobody leaves.
 * @param lent keys of what is lent
 */
export function leaving(
  deployments: ReadonlyMap<string, PlaceholderDeployment>,
  config: Config,
  before: LeavingMemory,
  nowMs: number,
  lent: readonly string[] = [],
): Leaving {
  const named = new Set([...config.pools.keys()].map(deploymentName))
  const memory: Record<string, number> = {}
  const dueMs = new Map<string, number>()
  const leave = (name: string) => {
    const sinceMs = before[name] ?? nowMs
    memory[name] = sinceMs
    dueMs.set(name, sinceMs + config.fallWindowMs)
  }
  if (config.pools.size > 0) {
    for (const { name, poolLabel, deleting } of deployments.values())
      if (poolLabel !== undefined && !deleting && !named.has(name) && !config.pools.has(poolLabel)) leave(name)
    const wanted = lentIn(config)
    for (const key of lent) if (!wanted.has(key)) leave(key)
  }
  return { memory, dueMs, ...earliest([...dueMs.values()].filter((ms) => ms > nowMs)) }
}
