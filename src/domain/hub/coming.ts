import type { PodsView } from '../cluster/occupancy.ts'
import type { World } from '../cluster/world.ts'
import { SECOND_MS } from '../duration.ts'
import { earliest } from '../earliest.ts'
import type { Config } from '../settings/config.ts'
import type { HubView, Spawn } from './view.ts'

/** People whose servers start at the hub and have no pod yet. */
export interface Coming {
  readonly byPool: ReadonlyMap<string, number>
  /** Of whom nobody can tell the pool. */
  readonly lost: number
  /** When more of them count. Epoch ms; undefined: all do. */
  readonly revisitAt?: number
}

/** A hub makes the pod in a second or two; a server that has none after that waits for a hook, a volume, the API server. */
export const COUNTS_AFTER_MS = 3 * SECOND_MS

const NOBODY: Coming = { byPool: new Map(), lost: 0 }

/**
 * A spawn counts until its pod is seen, which counts from then on: never both. Of pods that may be there and are not seen, as
 * the watch is stale, nobody can tell, and none counts. O(users) only where somebody is starting.
 */
export function comingTo({ config, pods, sight }: World, hub: HubView | undefined, nowMs: number): Coming {
  const spawning = hub?.servers?.spawning ?? []
  if (spawning.length === 0 || sight.at !== 'live') return NOBODY
  const there = serversIn(pods)
  const byPool = new Map<string, number>()
  let lost = 0
  let revisitAt = Number.POSITIVE_INFINITY
  for (const spawn of spawning.filter(({ key }) => !there.has(key))) {
    const pool = poolOf(spawn, config)
    if (spawn.startedMs + COUNTS_AFTER_MS > nowMs) revisitAt = Math.min(revisitAt, spawn.startedMs + COUNTS_AFTER_MS)
    else if (pool === undefined) lost += 1
    else byPool.set(pool, (byPool.get(pool) ?? 0) + 1)
  }
  return { byPool, lost, ...earliest([revisitAt]) }
}

function serversIn({ users }: PodsView): ReadonlySet<string> {
  const servers = new Set<string>()
  for (const { server } of users.values()) if (server !== undefined) servers.add(server)
  return servers
}

/** By its profile, else the hub's pool, else that of pods of which nobody can tell, else the only one. */
function poolOf({ profile }: Spawn, { hub, pools, defaultPool }: Config): string | undefined {
  const profiles = hub?.profiles ?? {}
  // What users choose is theirs: it may be `constructor`.
  if (profile !== undefined && Object.hasOwn(profiles, profile)) return profiles[profile]
  const [only, ...others] = pools.keys()
  return hub?.pool ?? defaultPool ?? (others.length === 0 ? only : undefined)
}
