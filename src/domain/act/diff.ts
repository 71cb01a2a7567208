import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Decision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { earliest } from '../earliest.ts'
import type { Problem } from '../problem.ts'
import type { PlaceholderAction as Action } from './action.ts'
import { buffersLeft } from './buffers-left.ts'
import { deleteDeployment } from './delete-deployment.ts'
import { giveBack } from './give-back.ts'
import { holdRoom, replacedBy } from './hold-room.ts'
import { ownershipOf } from './ownership.ts'
import { predecessorAtWork } from './predecessor.ts'
import { shields } from './shields.ts'
import { isDue, keptWithoutPools, stillThere, undoneByDeletion, undoneWithoutOwner } from './undone.ts'

export interface Difference {
  readonly actions: readonly Action[]
  readonly problems: readonly Problem[]
  /** When there is more to say of the same. Epoch ms. */
  readonly revisitAt?: number
}

/**
 * Only what differs between what is wanted and what stands there. Nothing without the object that owns what we make:
 * an uninstalled release creates nothing.
 */
export function diff(decision: Decision, observed: Observed): Difference {
  const { owner } = observed
  if (!owner) return { actions: [], problems: undoneWithoutOwner(decision, observed) }
  const actions: Action[] = []
  const problems: Problem[] = []
  const revisits: (number | undefined)[] = []
  for (const pool of decision.pools.values()) {
    const held = holdRoom(pool, decision, observed, owner)
    actions.push(...held.actions)
    problems.push(...held.problems)
    revisits.push(held.revisitAt)
  }
  const back = giveBack(decision, observed)
  actions.push(...back.actions, ...replacedBy(observed, owner, decision.atMs))
  const buffers = buffersLeft(decision, observed, owner)
  actions.push(...buffers.actions)
  problems.push(...buffers.problems)
  problems.push(...back.problems)
  const undone = undoneByDeletion(decision, observed)
  const left = leftByTheirPools(decision, observed, owner)
  const kept = keptWithoutPools(observed, left)
  problems.push(...predecessorAtWork(observed, owner, decision.atMs), ...undone.problems, ...kept)
  const shielding = shields(observed, decision.atMs)
  actions.push(...shielding.actions)
  const again = earliest([...revisits, undone.revisitAt, shielding.revisitAt])
  if (kept.length > 0) return { actions, problems, ...again }
  problems.push(...stillThere(decision, observed, left))
  actions.push(...left.filter((one) => isDue(one, decision)).map(removal))
  return { actions, problems, ...again }
}

/** Our Deployments whose pools left the config. One that a pool of the config names is that pool's, whatever its label says. */
function leftByTheirPools(
  { pools }: Decision,
  { deployments, config }: Observed,
  owner: Owner,
): PlaceholderDeployment[] {
  const wanted = new Set([...pools.keys()].map(deploymentName))
  return [...deployments.values()].filter((deployment) => {
    const { name, poolLabel: pool, deleting } = deployment
    if (wanted.has(name) || pool === undefined || config.pools.has(pool) || deleting) return false
    return ownershipOf(deployment, owner, config) === 'ours'
  })
}

const removal = (deployment: PlaceholderDeployment): Action => {
  const pool = deployment.poolLabel ?? ''
  return deleteDeployment(deployment, pool, 'removed', `pool ${pool} is no longer in the config`)
}
