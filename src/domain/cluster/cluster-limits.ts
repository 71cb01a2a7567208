import type { KarpenterPool } from './karpenter-pool.ts'
import type { Quota } from './quota.ts'

/** What the cluster says of how much there can be, as far as it says so and we may look. */
export interface ClusterLimits {
  readonly karpenterPools: readonly KarpenterPool[]
  readonly quotas: readonly Quota[]
}

export const NO_LIMITS: ClusterLimits = { karpenterPools: [], quotas: [] }
