import type { MinuteOfArrivals } from '../cluster/arrivals.ts'
import type { World } from '../cluster/world.ts'
import { LONG_WAIT_MS } from '../duration.ts'
import { poolOfUser } from '../forecast/arrived.ts'

/** Of the people who came to a pool in one minute: how many waited for over 30 s, and how long the longest waited. */
export interface Waits {
  readonly late: number
  /** Whole seconds; 0 where nobody is late. */
  readonly longest: number
}

/**
 * By pool, for who came in one minute. Who has no server yet has waited until now; whose server went before it ran had none.
 * O(people of the minute)
 */
export function waitsIn(minute: MinuteOfArrivals, world: World, nowMs: number): ReadonlyMap<string, Waits> {
  const pools = new Map<string, Waits>()
  for (const pod of minute.pods.values()) {
    const isThere = world.pods.users.has(pod.uid)
    const untilMs = pod.runningMs ?? (isThere ? nowMs : undefined)
    const waitedMs = untilMs === undefined ? 0 : untilMs - pod.createdMs
    const pool = waitedMs > LONG_WAIT_MS ? poolOfUser(pod, world) : undefined
    if (pool === undefined) continue
    const { late, longest } = pools.get(pool) ?? { late: 0, longest: 0 }
    pools.set(pool, { late: late + 1, longest: Math.max(longest, Math.floor(waitedMs / 1000)) })
  }
  return pools
}
