/** What holds a pool's room: the one seam. Decisions end at a count; which object gets it, and how, is behind this. */
import { deploymentName } from '../cluster/deployment.ts'
import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { lentKey, lentTo, sayLent } from '../lent/lent.ts'
import type { Problem } from '../problem.ts'
import type { HoldBy } from '../settings/hold.ts'
import type { PlaceholderAction } from './action.ts'
import { byDeployment } from './by-deployment.ts'
import { byLent } from './by-lent.ts'
import { deleteDeployment } from './delete-deployment.ts'
import { ownershipOf } from './ownership.ts'

/** What has to be done for one pool's count, and what keeps it from being done. */
export type HoldRoom = (
  pool: PoolDecision,
  decision: Decision,
  observed: Observed,
  owner: Owner,
) => { readonly actions: readonly PlaceholderAction[]; readonly problems: readonly Problem[] }

const WAYS: Readonly<Record<HoldBy, HoldRoom>> = {
  deployment: byDeployment,
  statefulset: byLent,
  nodepool: byLent,
}

export const holdRoom: HoldRoom = (pool, decision, observed, owner) => {
  const settings = observed.config.pools.get(pool.pool)
  return WAYS[settings?.hold.by ?? 'deployment'](pool, decision, observed, owner)
}

/** Our Deployments of pools that something else holds now. */
export function replacedBy({ config, deployments, lent }: Observed, owner: Owner): PlaceholderAction[] {
  return [...config.pools.values()].flatMap((pool) => {
    const name = lentTo(pool)
    const deployment = deployments.get(deploymentName(pool.name))
    if (!name || !lent?.has(lentKey(name)) || !deployment || deployment.deleting) return []
    if (ownershipOf(deployment, owner, config) !== 'ours') return []
    return [deleteDeployment(deployment, pool.name, 'removed', `pool ${pool.name} is held by ${sayLent(name)} now`)]
  })
}
