import type { ClusterLimits } from '../cluster/cluster-limits.ts'
import type { Plan, Segment } from '../demand/plan.ts'
import type { Timeline } from '../demand/timeline.ts'
import { HOUR_MS } from '../duration.ts'
import { given } from '../given.ts'
import { placeholdersPerNode } from '../room/known-node.ts'
import type { SeatMemory } from '../room/pool-seats.ts'
import type { Size } from '../room/size.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { mostPlaceholders } from '../target/placeholder-limits.ts'
import { type Need, needOf } from './need.ts'
import { type PoolFit, poolFit } from './pool-fit.ts'
import { foresee, type Shortfall } from './shortfalls.ts'

/** What was learned of a pool, as far as a plan needs it. */
export type Learned = SeatMemory & {
  readonly size?: Resources
  readonly mostNodes?: number
  readonly filledNodes?: number
}

/** A stretch with what it needs of an empty pool. */
export interface FittedSegment extends Segment {
  readonly need: Need
  /** In the pool's money; undefined: nobody says what a node costs, or how many there are. */
  readonly cost?: number
}

/** The plan of one pool beside what it can have. */
export interface FittedPool extends PoolFit {
  readonly segments: readonly FittedSegment[]
  readonly shortfalls: readonly Shortfall[]
  /** What needs more nodes than were ever seen. */
  readonly unseen: readonly Shortfall[]
}

export interface FitPlanInput {
  readonly plan: Plan
  /** As the calendar has it. */
  readonly timeline: Timeline
  readonly config: Config
  /** By pool; empty where nobody has learned anything yet. */
  readonly learned: Readonly<Record<string, Learned>>
  readonly limits?: ClusterLimits | undefined
  /** Of the release; undefined: it is not known, and no quota with it. */
  readonly namespace?: string | undefined
  readonly fromMs: number
  readonly toMs: number
}

/** What each stretch of a plan needs in placeholders and nodes, what it costs, and which classes cannot have it. */
export function fitPlan(input: FitPlanInput): ReadonlyMap<string, FittedPool> {
  const { plan, config, timeline, learned, limits, namespace, fromMs, toMs } = input
  return new Map(
    [...plan].flatMap(([name, segments]): [string, FittedPool][] => {
      const pool = config.pools.get(name)
      if (!pool) return []
      const fit = learnedFit({ pool, config, limits, namespace, learned: learned[name] ?? {} })
      const ahead = { timeline, config, pool: name, fit, nowMs: fromMs, aheadMs: toMs - fromMs }
      const { shortfalls, unseen } = foresee(ahead)
      return [[name, { segments: segments.map((one) => fitted(one, fit, pool)), ...fit, shortfalls, unseen }]]
    }),
  )
}

/** How large things of a pool are, and how many there can be, by what was learned of it. */
export function learnedFit({
  pool,
  config,
  learned: { size: known, seat, emptied, mostNodes, filledNodes },
  limits,
  namespace,
}: Pick<FitPlanInput, 'config' | 'limits' | 'namespace'> & {
  readonly pool: PoolConfig
  readonly learned: Learned
}): PoolFit {
  const size = sizeOf(pool, known)
  const perNode = placeholdersPerNode(pool, size, emptied)
  const most = mostPlaceholders(pool, { filledNodes, perNode, isPacked: false })
  return poolFit({ pool, config, size, most, seat: pool.seat ?? seat, emptied, mostNodes, limits, namespace })
}

function sizeOf({ requests: configured }: PoolConfig, known: Resources | undefined): Size {
  if (configured) return { requests: configured, from: 'config' }
  return known ? { requests: known, from: 'last known' } : { requests: {}, from: 'seat' }
}

function fitted(segment: Segment, { scale }: PoolFit, { pricePerNodeHour: price }: PoolConfig): FittedSegment {
  const need = needOf(segment.demands, scale)
  const hours = (segment.toMs - segment.fromMs) / HOUR_MS
  const cost = price === undefined || need.nodes === undefined ? undefined : need.nodes * hours * price
  return { ...segment, need, ...given({ cost }) }
}
