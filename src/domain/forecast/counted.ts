import { type MinuteOfArrivals, minuteOf } from '../cluster/arrivals.ts'
import type { Pod } from '../cluster/pod.ts'
import { poolOfLabels, poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { Config } from '../settings/config.ts'
import { type Minutes, minutesWithin, NO_MINUTES } from './minutes.ts'

/** So far back people are counted: the window of a class, and an hour in which its end may be learned. */
export const COUNTED_MINUTES = 150

interface Counted {
  readonly version: number
  readonly config: Config
  /** People by pool. */
  readonly pools: ReadonlyMap<string, number>
}

/** What a minute was counted to be. It changes in place, so its version belongs to the answer. */
const countedOf = new WeakMap<MinuteOfArrivals, Counted>()

/** How many came to each pool in the last hours, minute by minute. Costs the people of the minutes that changed. */
export function countArrivals(world: World, nowMs: number): (pool: string) => Minutes {
  const to = minuteOf(nowMs) + 1
  const from = to - COUNTED_MINUTES
  const byPool = new Map<string, number[]>()
  for (const [minute, one] of world.pods.arrivals) {
    if (minute < from || minute >= to) continue
    for (const [pool, people] of countMinute(one, world)) {
      const counts = byPool.get(pool) ?? Array.from<number>({ length: COUNTED_MINUTES }).fill(0)
      counts[minute - from] = people
      byPool.set(pool, counts)
    }
  }
  return (pool) => {
    const counts = byPool.get(pool)
    return counts ? minutesWithin({ from, counts }, from, to) : NO_MINUTES
  }
}

function countMinute(minute: MinuteOfArrivals, { config, nodes, pods }: World): Counted['pools'] {
  const before = countedOf.get(minute)
  if (before?.version === minute.version && before.config === config) return before.pools
  const pools = new Map<string, number>()
  let isComplete = true
  for (const pod of minute.pods.values()) {
    const pool = poolOfUser(pod, { config, nodes })
    if (pool !== undefined) pools.set(pool, (pools.get(pool) ?? 0) + 1)
    // Its node is not known yet; one that is gone with its node never will be.
    else if (pods.users.has(pod.uid)) isComplete = false
  }
  if (isComplete) countedOf.set(minute, { version: minute.version, config, pools })
  return pools
}

/** The pool of somebody who came; undefined: it is not known yet, or not any more. */
export function poolOfUser(pod: Pod, { config, nodes }: Pick<World, 'config' | 'nodes'>): string | undefined {
  if (pod.nodeName === undefined) return poolOfPending(pod, config)
  const node = nodes.get(pod.nodeName)
  return node && poolOfLabels(node.labels, config)?.pool
}
