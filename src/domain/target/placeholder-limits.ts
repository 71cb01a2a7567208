import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'

/** The most that a pool gets which does not say: kube-scheduler is busy with so many for about ten seconds. */
export const MOST_UNLESS_SAID = 1000

/** From here on the scheduler's work on placeholders is felt by people: about five seconds. */
const MANY = 500

export const mostPlaceholders = ({ maxPlaceholders, minPlaceholders }: PoolConfig): number =>
  maxPlaceholders ?? Math.max(MOST_UNLESS_SAID, minPlaceholders)

/**
 * Many small placeholders are many pods to place and to evict while people arrive. Who sets `maxPlaceholders` has been
 * told, and decides.
 * @param asked before the limits
 */
export function limitProblems(pool: PoolConfig, asked: number): Problem[] {
  if (pool.maxPlaceholders !== undefined || asked <= MANY) return []
  const most = mostPlaceholders(pool)
  const fewer =
    'placeholders of nearly a whole node (resources.requests) hold the same room with far fewer pods; set maxPlaceholders where so many are meant'
  const text =
    asked > most
      ? `more than ${most} placeholders are asked, the most that a pool gets which does not say: ${fewer}`
      : `more than ${MANY} placeholders are asked, and the scheduler places some 100 pods a second: ${fewer}`
  return [problem(`nodePools.${pool.name}.maxPlaceholders`, text)]
}
