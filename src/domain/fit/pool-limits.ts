import { type ClusterLimits, NO_LIMITS } from '../cluster/cluster-limits.ts'
import { type KarpenterPool, makesNodesWith } from '../cluster/karpenter-pool.ts'
import type { Quota } from '../cluster/quota.ts'
import { given } from '../given.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { namespacesOfUsers } from '../settings/user-namespaces.ts'
import type { MostPlaceholders } from '../target/placeholder-limits.ts'
import type { PoolScale } from './pool-scale.ts'

/** Who says it: the values, a ResourceQuota, the autoscaler; `seen`: nobody. */
export type LimitBy = 'values' | 'quota' | 'karpenter' | 'seen'

/** The most that a pool can have of something, and what says so; or, where nothing does, the most that it ever had. */
export interface Limit {
  readonly by: LimitBy
  readonly of: 'placeholders' | 'nodes' | 'seats'
  readonly most: number
  /** `maxPlaceholders`, `limits.cpu of the Karpenter NodePool "default"` */
  readonly because: string
  /** The values do not say it: it is what is sane. */
  readonly isDefault?: true
  /** So many were there at once, and nobody says how many there can be: more may be possible. */
  readonly isSeen?: true
}

export interface PoolLimitsInput {
  readonly pool: PoolConfig
  readonly config: Config
  readonly scale: PoolScale
  /** The most placeholders that it gets. */
  readonly most: MostPlaceholders
  readonly limits: ClusterLimits | undefined
  /** The most that it ever had at once; undefined or 0: nobody has seen one. */
  readonly mostNodes?: number | undefined
  /** Where the placeholders are. */
  readonly namespace: string | undefined
}

/**
 * What limits a pool, each as the most that there can ever be: others may use some of it, so what does not fit certainly
 * does not, and what fits may still not.
 */
export function poolLimits(input: PoolLimitsInput): Limit[] {
  const { pool, config, scale, most, limits = NO_LIMITS, mostNodes = 0, namespace } = input
  const ofUsers = namespacesOfUsers(config, namespace)
  const ofNodes = nodesOf(limits.karpenterPools, pool, scale)
  const ofCluster = [
    ...(scale.isGuess || namespace === undefined
      ? []
      : quotasOf(limits.quotas, [namespace], scale.placeholder, 'placeholders')),
    ...ofNodes,
    // People are spread over several namespaces in a way that nobody knows.
    ...(scale.seat && ofUsers.length === 1 ? quotasOf(limits.quotas, ofUsers, scale.seat, 'seats') : []),
  ]
  const own = scale.isGuess || ofCluster.some((one) => isNoMore(one, most, scale)) ? [] : [ofValues(most)]
  return [...own, ...ofCluster, ...(ofNodes.length === 0 && mostNodes > 0 ? [seen(mostNodes)] : [])]
}

const ofValues = ({ count, because, isDefault }: MostPlaceholders): Limit => ({
  by: 'values',
  of: 'placeholders',
  most: count,
  because,
  ...given({ isDefault }),
})

/** Whether another limit leaves nothing to be said of what is only sane. */
function isNoMore({ of, most }: Limit, { count, isDefault }: MostPlaceholders, scale: PoolScale): boolean {
  const { placeholdersPerNode = Number.POSITIVE_INFINITY, perPlaceholder } = scale
  const each = of === 'nodes' ? placeholdersPerNode : of === 'seats' ? 1 / perPlaceholder : 1
  return isDefault === true && most * each <= count
}

const seen = (most: number): Limit => ({ by: 'seen', of: 'nodes', most, because: 'the most seen so far', isSeen: true })

/** Of NodePools that make the pool's nodes all together; one that has no limit makes as many as are asked for. */
function nodesOf(all: readonly KarpenterPool[], pool: PoolConfig, { node }: PoolScale): Limit[] {
  const own = all.filter((one) => makesNodesWith(one, pool.nodeSelector))
  const limits = own.map((one) => mostNodes(one, node))
  if (own.length === 0 || limits.some((one) => one === undefined)) return []
  const known = limits.filter((one) => one !== undefined)
  const most = known.reduce((sum, one) => sum + one.most, 0)
  return [{ by: 'karpenter', of: 'nodes', most, because: known.map(({ because }) => because).join(' and ') }]
}

/** @returns undefined when nothing limits it, or nobody knows how large its nodes are */
function mostNodes({ name, limits, replicas }: KarpenterPool, node: Resources | undefined): Limit | undefined {
  const said = (what: string) => `${what} of the Karpenter NodePool "${name}"`
  const limit = (most: number, what: string): Limit => ({ by: 'karpenter', of: 'nodes', most, because: said(what) })
  const found = replicas === undefined ? [] : [limit(replicas, 'replicas')]
  for (const [resource, most] of Object.entries(limits)) {
    const each = resource === 'nodes' ? 1 : amountOf(node ?? {}, resource)
    if (each > 0) found.push(limit(Math.floor(most / each), `limits.${resource}`))
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
        return one > 0 ? [{ by: 'quota', of, most: Math.floor(amount / one), because }] : []
      })
      return least(found) ?? []
    })
}

const least = (limits: readonly Limit[]): Limit | undefined =>
  limits.reduce<Limit | undefined>((low, one) => (low && low.most <= one.most ? low : one), undefined)
