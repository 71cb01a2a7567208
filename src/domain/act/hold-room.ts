/** What holds a pool's room: the one seam. Decisions end at a count; which object gets it, and how, is behind this. */
import { isByBuffer } from '../buffer/buffer.ts'
import { deploymentName } from '../cluster/deployment.ts'
import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { lentKey, lentTo, sayHolder } from '../lent/lent.ts'
import type { Problem } from '../problem.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { HoldBy } from '../settings/hold.ts'
import type { PlaceholderAction } from './action.ts'
import { byBuffer, holdsByBuffer } from './by-buffer.ts'
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
) => {
  readonly actions: readonly PlaceholderAction[]
  readonly problems: readonly Problem[]
  /** When it is to be looked at again though nothing else happens. Epoch ms. */
  readonly revisitAt?: number
}

const WAYS: Readonly<Record<HoldBy, HoldRoom>> = {
  deployment: byDeployment,
  capacitybuffer: byBuffer,
  statefulset: byLent,
  nodepool: byLent,
}

export const holdRoom: HoldRoom = (pool, decision, observed, owner) => {
  const settings = observed.config.pools.get(pool.pool)
  return WAYS[settings?.hold.by ?? 'deployment'](pool, decision, observed, owner)
}

/** Our Deployments of pools that something else holds now. */
export function replacedBy(observed: Observed, owner: Owner, nowMs: number): PlaceholderAction[] {
  const { config, deployments } = observed
  return [...config.pools.values()].flatMap((pool) => {
    const deployment = deployments.get(deploymentName(pool.name))
    if (!deployment || deployment.deleting || !isHeldElsewhere(pool, observed, nowMs)) return []
    if (ownershipOf(deployment, owner, config) !== 'ours') return []
    return [deleteDeployment(deployment, pool.name, 'removed', `pool ${pool.name} is held by ${sayHolder(pool)} now`)]
  })
}

function isHeldElsewhere(pool: PoolConfig, observed: Observed, nowMs: number): boolean {
  if (isByBuffer(pool)) return holdsByBuffer(pool.name, observed, nowMs)
  const name = lentTo(pool)
  return name !== undefined && observed.lent?.has(lentKey(name)) === true
}
