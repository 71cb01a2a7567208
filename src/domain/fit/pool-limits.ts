import { type ClusterLimits, NO_LIMITS } from '../cluster/cluster-limits.ts'
import { type KarpenterPool, makesNodesWith } from '../cluster/karpenter-pool.ts'
import type { Quota } from '../cluster/quota.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { mostPlaceholders } from '../target/placeholder-limits.ts'
import type { PoolScale } from './pool-scale.ts'

/** The most that a pool can have of something, and what says so. */
export interface Limit {
  readonly of: 'placeholders' | 'nodes' | 'seats'
  readonly most: number
  /** `maxPlaceholders`, `limits.cpu of the Karpenter NodePool "default"` */
  readonly because: string
  /** Nobody has said it: it is what is sane. */
  readonly isDefault?: true
}

export interface PoolLimitsInput {
  readonly pool: PoolConfig
  readonly config: Config
  readonly scale: PoolScale
  readonly limits: ClusterLimits | undefined
  /** Where the placeholders are. */
  readonly namespace: string | undefined
}

/**
 * What limits a pool, each as the most that there can ever be: others may use some of it, so what does not fit certainly
 * does not, and what fits may still not.
 */
export function poolLimits({ pool, config, scale, limits = NO_LIMITS, namespace }: PoolLimitsInput): Limit[] {
  const users = config.userPods.namespaces
  const ofUsers = users.length > 0 ? users : namespace === undefined ? [] : [namespace]
  return [
    ...(scale.isGuess ? [] : ofPlaceholders(pool, scale, limits, namespace)),
    ...nodesOf(limits.karpenterPools, pool, scale),
    // People are spread over several namespaces in a way that nobody knows.
    ...(scale.seat && ofUsers.length === 1 ? quotasOf(limits.quotas, ofUsers, scale.seat, 'seats') : []),
  ]
}

const ofPlaceholders = (
  pool: PoolConfig,
  { placeholder }: PoolScale,
  { quotas }: ClusterLimits,
  namespace: string | undefined,
): Limit[] => [
  {
    of: 'placeholders',
    most: mostPlaceholders(pool),
    because: `nodePools.${pool.name}.maxPlaceholders`,
    ...(pool.maxPlaceholders === undefined ? { isDefault: true } : {}),
  },
  ...(namespace === undefined ? [] : quotasOf(quotas, [namespace], placeholder, 'placeholders')),
]

/** Of NodePools that make the pool's nodes all together; one that has no limit makes as many as are asked for. */
function nodesOf(all: readonly KarpenterPool[], pool: PoolConfig, { node }: PoolScale): Limit[] {
  const own = all.filter((one) => makesNodesWith(one, pool.nodeSelector))
  const limits = own.map((one) => mostNodes(one, node))
  if (own.length === 0 || limits.some((one) => one === undefined)) return []
  const known = limits.filter((one) => one !== undefined)
  const most = known.reduce((sum, one) => sum + one.most, 0)
  return [{ of: 'nodes', most, because: known.map(({ because }) => because).join(' and ') }]
}

/** @returns undefined when nothing limits it, or nobody knows how large its nodes are */
function mostNodes({ name, limits, replicas }: KarpenterPool, node: Resources | undefined): Limit | undefined {
  const said = (what: string) => `${what} of the Karpenter NodePool "${name}"`
  const found: Limit[] = replicas === undefined ? [] : [{ of: 'nodes', most: replicas, because: said('replicas') }]
  for (const [resource, most] of Object.entries(limits)) {
    const each = resource === 'nodes' ? 1 : amountOf(node ?? {}, resource)
    if (each > 0) found.push({ of: 'nodes', most: Math.floor(most / each), because: said(`limits.${resource}`) })
  }
  return least(found)
}

function quotasOf(quotas: readonly Quota[], namespaces: readonly string[], each: Resources, of: Limit['of']): Limit[] {
  return quotas
    .filter(({ namespace }) => namespaces.includes(namespace))
    .flatMap(({ name, namespace, most }) => {
      const found = Object.entries(most).flatMap(([resource, amount]): Limit[] => {
        const one = resource === 'pods' ? 1 : amountOf(each, resource)
        const because = `${resource} of the ResourceQuota "${name}" in ${namespace}`
        return one > 0 ? [{ of, most: Math.floor(amount / one), because }] : []
      })
      return least(found) ?? []
    })
}

const least = (limits: readonly Limit[]): Limit | undefined =>
  limits.reduce<Limit | undefined>((low, one) => (low && low.most <= one.most ? low : one), undefined)
