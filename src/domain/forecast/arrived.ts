import type { MinuteOfArrivals } from '../cluster/arrivals.ts'
import type { Pod } from '../cluster/pod.ts'
import { poolOfLabels, poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { Config } from '../settings/config.ts'

/** Who came in one minute. */
export interface Arrived {
  readonly byPool: ReadonlyMap<string, readonly Pod[]>
  /** The pool of each who is there is known. */
  readonly isComplete: boolean
}

interface Known extends Arrived {
  readonly version: number
  readonly config: Config
}

/** A minute changes in place, so its version belongs to the answer. */
const known = new WeakMap<MinuteOfArrivals, Known>()

/** By pool; the same answer for the same people, once the pool of each of them is known. */
export function arrivedIn(minute: MinuteOfArrivals, world: World): Arrived {
  const { version, pods } = minute
  const { config } = world
  const before = known.get(minute)
  if (before?.version === version && before.config === config) return before
  const byPool = new Map<string, Pod[]>()
  let isComplete = true
  for (const pod of pods.values()) {
    const pool = poolOfUser(pod, world)
    const own = pool === undefined ? undefined : byPool.get(pool)
    if (own) own.push(pod)
    else if (pool !== undefined) byPool.set(pool, [pod])
    // Its node is not known yet; one that is gone with its node never will be.
    else if (world.pods.users.has(pod.uid)) isComplete = false
  }
  const answer = { version, config, byPool, isComplete }
  if (isComplete) known.set(minute, answer)
  return answer
}

/** The pool of somebody who came; undefined: it is not known yet, or not any more. */
export function poolOfUser(pod: Pod, { config, nodes }: Pick<World, 'config' | 'nodes'>): string | undefined {
  if (pod.nodeName === undefined) return poolOfPending(pod, config)
  const node = nodes.get(pod.nodeName)
  return node && poolOfLabels(node.labels, config)?.pool
}
