/**
 * Wanted is not there, and nothing is being done about it: that is never well, whatever the cause. What a person asked for
 * (a pause) and what is refused or not known has its own sentence elsewhere.
 */
import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Decision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import { SECOND_MS } from '../duration.ts'
import { parseInstant } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'

export interface Undone {
  readonly problems: readonly Problem[]
  /** When a deletion that is under way will have taken too long. Epoch ms. */
  readonly revisitAt?: number
}

/** Without the object that owns what we make, nothing is made. */
export function undoneWithoutOwner({ pools }: Decision, { deployments }: Observed): Problem[] {
  const isWanted = [...pools.values()].some(({ desired }) => desired > 0)
  if (!isWanted && deployments.size === 0) return []
  return [
    problem(
      'state ConfigMap',
      'is gone, and with it the owner of all placeholders: nothing is written; `helm upgrade` makes it anew',
    ),
  ]
}

/** A Deployment whose deletion does not come to its end: a finalizer of somebody's holds it. */
export function undoneByDeletion({ pools, atMs }: Decision, { deployments }: Observed): Undone {
  const late = [...pools.values()].flatMap((pool) => {
    const deployment = deployments.get(deploymentName(pool.pool))
    return deployment?.deleting ? [{ deployment, lateMs: lateMsOf(deployment, atMs) }] : []
  })
  const waiting = late.map(({ lateMs }) => lateMs).filter((ms) => ms > atMs)
  return {
    problems: late.filter(({ lateMs }) => lateMs <= atMs).map(({ deployment }) => stuck(deployment)),
    ...(waiting.length > 0 ? { revisitAt: Math.min(...waiting) } : {}),
  }
}

/** With all its pods a deletion takes some seconds. */
const DELETED_WITHIN_MS = 15 * SECOND_MS

const lateMsOf = ({ raw }: PlaceholderDeployment, nowMs: number): number =>
  (parseInstant(raw.metadata?.deletionTimestamp) ?? nowMs) + DELETED_WITHIN_MS

function stuck({ namespace, name, raw }: PlaceholderDeployment): Problem {
  const finalizers = raw.metadata?.finalizers ?? []
  const held = finalizers.length > 0 ? `held by its finalizers (${finalizers.join(', ')})` : 'and does not go'
  return problem(
    `Deployment ${namespace}/${name}`,
    `is being deleted, ${held}: its pool has no placeholders until it is gone`,
  )
}

/** A config that names no pool at all is a slip, more likely than a wish: an emptied ConfigMap, a file cut in half. */
export function keptWithoutPools({ config }: Observed, ours: readonly PlaceholderDeployment[]): Problem[] {
  if (config.pools.size > 0 || ours.length === 0) return []
  return [
    problem(
      'nodePools',
      'names no pool while placeholders stand; they stay as they are, and `helm uninstall` removes them',
    ),
  ]
}
