import { poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import { LONG_WAIT_MS, sayDuration } from '../duration.ts'
import { earliest } from '../earliest.ts'
import { type Problem, problem } from '../problem.ts'

/** Users who wait for a node for so long that they see a loading screen. */
export interface LongWaits {
  /** One for each pool, in the same words while people come and go: a number would be news with each of them. */
  readonly problems: readonly Problem[]
  /** When the next one has waited so long. Epoch ms; undefined: nobody else waits. */
  readonly revisitAt?: number
}

/** Whatever the cause, and whoever could mend it: nobody may wait while all is said to be well. O(waiting users) */
export function longWaits({ config, pods }: Pick<World, 'config' | 'pods'>, nowMs: number): LongWaits {
  const pools = new Set<string | undefined>()
  let revisitAt = Number.POSITIVE_INFINITY
  for (const pod of pods.pendingUsers.values()) {
    const longMs = pod.createdMs + LONG_WAIT_MS
    if (longMs <= nowMs) pools.add(poolOfPending(pod, config))
    else revisitAt = Math.min(revisitAt, longMs)
  }
  const text = `users have waited for a node for over ${sayDuration(LONG_WAIT_MS)}`
  const problems = [...pools].map((pool) => problem(pool === undefined ? 'users' : `nodePools.${pool}`, text))
  return { problems, ...earliest([revisitAt]) }
}
