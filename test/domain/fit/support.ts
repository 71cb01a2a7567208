import type { ClusterLimits } from '../../../src/domain/cluster/cluster-limits.ts'
import { NO_LIMITS } from '../../../src/domain/cluster/cluster-limits.ts'
import { type KarpenterPool, karpenterPoolFrom } from '../../../src/domain/cluster/karpenter-pool.ts'
import { quotaFrom } from '../../../src/domain/cluster/quota.ts'
import type { PoolScale } from '../../../src/domain/fit/pool-scale.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { poolLabels } from '../../support/config.ts'

/** Nodes of 64Gi, people of 2Gi, a placeholder a node: 28 seats each. */
export const SCALE: PoolScale = {
  seat: parseResources({ memory: '2Gi' }),
  placeholder: parseResources({ memory: '56Gi' }),
  node: parseResources({ cpu: '16', memory: '64Gi' }),
  perPlaceholder: 28,
  perNode: 28,
  placeholdersPerNode: 1,
  isGuess: false,
  spareRoom: 'beside',
}

/** A NodePool that makes the nodes of pool `user`. */
export function karpenter(limits: Readonly<Record<string, unknown>>, name = 'default'): KarpenterPool {
  const labels = poolLabels('user')
  const made = karpenterPoolFrom({ metadata: { name }, spec: { limits, template: { metadata: { labels } } } })
  if (!made) throw new Error('a NodePool has a name')
  return made
}

export function quota(hard: Readonly<Record<string, unknown>>, namespace = 'hub'): ClusterLimits {
  const made = quotaFrom({ metadata: { name: 'compute', namespace }, spec: { hard } })
  if (!made) throw new Error('it limits pods')
  return { ...NO_LIMITS, quotas: [made] }
}
