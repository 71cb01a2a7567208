import type { ClusterLimits } from '../cluster/cluster-limits.ts'
import type { Config } from '../settings/config.ts'
import type { MostPlaceholders } from '../target/placeholder-limits.ts'
import { type Limit, poolLimits } from './pool-limits.ts'
import { type PoolScale, type PoolScaleInput, poolScale } from './pool-scale.ts'

/** All that it takes to say whether something fits into a pool. */
export interface PoolFit {
  /** How its people, placeholders and nodes turn into each other. */
  readonly scale: PoolScale
  /** The most that it can have, each with what says so. */
  readonly limits: readonly Limit[]
}

export interface PoolFitInput extends PoolScaleInput {
  readonly config: Config
  /** The most placeholders that it gets. */
  readonly most: MostPlaceholders
  readonly limits: ClusterLimits | undefined
  /** The most that it ever had at once; undefined or 0: nobody has seen one. */
  readonly mostNodes?: number | undefined
  /** Where the placeholders are. */
  readonly namespace: string | undefined
}

export function poolFit(input: PoolFitInput): PoolFit {
  const scale = poolScale(input)
  return { scale, limits: poolLimits({ ...input, scale }) }
}
