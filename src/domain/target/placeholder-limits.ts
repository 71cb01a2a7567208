/**
 * The most placeholders that a pool gets: what the values say, else what is sane for it, so that a typo in a calendar
 * (`students: 10000`) does not boot hundreds of nodes.
 */
import { type Problem, problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'

/** So many nodes' worth each pool may have which does not say. */
export const NODES_UNLESS_SAID = 100

/** How many times what users have filled it may be: courses grow, from one year to the next, but not tenfold. */
const TIMES_FILLED = 2

/** More small ones no pool gets which does not say: kube-scheduler is busy with so many for about ten seconds. */
export const MOST_UNLESS_SAID = 1000

/** From here on the scheduler's work on placeholders is felt by people: about five seconds. */
const MANY = 500

/** What was learned of a pool, as far as its limit follows from it. */
export interface KnownOfPool {
  /** The most nodes that its users ever filled; default: none. */
  readonly filledNodes?: number | undefined
  /** Placeholders that share a node; undefined: nobody knows, and then each may take one. */
  readonly perNode: number | undefined
  /** They are as large as a seat until a node tells its size: so many may share one that each is no node. */
  readonly isPacked: boolean
}

export interface MostPlaceholders {
  readonly count: number
  /** `nodePools.user.maxPlaceholders`; or what counts where it is not set: `unless … says more`. */
  readonly because: string
  /** The values do not say it. */
  readonly isDefault?: true
}

/**
 * As the values say, else as many as fit on twice the nodes that users ever filled, on 100 at least, and 1000 in all.
 * Only users raise it: were nodes counted on which there is nobody, a typo would raise its own limit by the nodes that
 * it had booted, again and again.
 */
export function mostPlaceholders(
  pool: PoolConfig,
  { filledNodes = 0, perNode, isPacked }: KnownOfPool,
): MostPlaceholders {
  const key = `nodePools.${pool.name}`
  if (pool.maxPlaceholders !== undefined) return { count: pool.maxPlaceholders, because: `${key}.maxPlaceholders` }
  const nodes = Math.max(NODES_UNLESS_SAID, TIMES_FILLED * filledNodes)
  const each = perNode ?? (isPacked ? MOST_UNLESS_SAID : 1)
  const sane = Math.min(MOST_UNLESS_SAID, nodes * each)
  const unless = `unless ${key}.maxPlaceholders says more`
  // Numbers in the values are no typo of an instructor's.
  const count = Math.max(pool.minPlaceholders, Math.min(MOST_UNLESS_SAID, Math.max(sane, pool.replicas)))
  if (count > sane) return { count, because: `as the values ask, ${unless}`, isDefault: true }
  const said =
    sane < nodes * each || isPacked ? '' : nodes > NODES_UNLESS_SAID ? sayFilled(filledNodes) : sayNodes(each)
  return { count, because: `${said}${unless}`, isDefault: true }
}

const sayFilled = (nodes: number) => `twice the ${nodes} nodes that users filled, `

const sayNodes = (each: number) => (each > 1 ? `those of ${NODES_UNLESS_SAID} nodes, ` : '')

/**
 * Many small placeholders are many pods to place and to evict while people arrive. Who sets `maxPlaceholders` has been
 * told, and decides.
 * @param asked before the limits
 * @param isTold what is more than the limit is asked by an event, of which that is said already
 */
export function limitProblems(pool: PoolConfig, most: MostPlaceholders, asked: number, isTold: boolean): Problem[] {
  if (most.isDefault === undefined) return []
  const where = `nodePools.${pool.name}.maxPlaceholders`
  if (asked > most.count)
    return isTold
      ? []
      : [problem(where, `more are asked than the ${most.count} placeholders that a pool gets: ${FEWER}`)]
  if (asked <= MANY) return []
  return [
    problem(
      where,
      `more than ${MANY} placeholders are asked, and the scheduler places some 100 pods a second: ${FEWER}`,
    ),
  ]
}

const FEWER =
  'placeholders of nearly a whole node (resources.requests) hold the same room with far fewer pods; set maxPlaceholders where so many are meant'
