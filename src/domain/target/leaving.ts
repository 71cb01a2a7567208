import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import { given } from '../given.ts'
import type { Config } from '../settings/config.ts'

/** Deployments whose pool left the config, by name: since when. Epoch ms. */
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
 * goes after the fall window, and stays if the pool is back by then. A config without any pool is a slip: nobody leaves.
 */
export function leaving(
  deployments: ReadonlyMap<string, PlaceholderDeployment>,
  config: Config,
  before: LeavingMemory,
  nowMs: number,
): Leaving {
  const named = new Set([...config.pools.keys()].map(deploymentName))
  const memory: Record<string, number> = {}
  const dueMs = new Map<string, number>()
  for (const { name, poolLabel, deleting } of config.pools.size > 0 ? deployments.values() : []) {
    if (poolLabel === undefined || deleting || named.has(name) || config.pools.has(poolLabel)) continue
    const sinceMs = before[name] ?? nowMs
    memory[name] = sinceMs
    dueMs.set(name, sinceMs + config.fallWindowMs)
  }
  const revisitAt = Math.min(...[...dueMs.values()].filter((ms) => ms > nowMs))
  return { memory, dueMs, ...given({ revisitAt: Number.isFinite(revisitAt) ? revisitAt : undefined }) }
}
