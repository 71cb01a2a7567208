/**
 * Wanted is not there, and nothing is being done about it: that is never well, whatever the cause. What a person asked for
 * (a pause) and what is refused or not known has its own sentence elsewhere.
 */
import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Decision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { SECOND_MS, sayDuration } from '../duration.ts'
import { parseInstant } from '../instant.ts'
import { compare } from '../order.ts'
import { type Problem, problem } from '../problem.ts'
import type { Config } from '../settings/config.ts'
import { ownershipOf } from './ownership.ts'

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
      'is gone, and with it the owner of all placeholders: nothing is written until it is made anew, by us or by `helm upgrade`',
    ),
  ]
}

/** A Deployment whose deletion does not come to its end: a finalizer of somebody's holds it. */
export function undoneByDeletion({ pools, atMs }: Decision, { deployments, config }: Observed): Undone {
  const late = [...pools.values()].flatMap((pool) => {
    if (config.pools.get(pool.pool)?.hold.by !== 'deployment') return []
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

/** What a stranger holds waits for the stranger, and nobody knows how long. */
const HELD_WITHIN_MS = 5 * SECOND_MS

/** The garbage collector takes these off itself, when the pods are gone or let go of. */
const COLLECTOR_FINALIZERS: readonly string[] = ['foregroundDeletion', 'orphan']

function lateMsOf({ raw }: PlaceholderDeployment, nowMs: number): number {
  const isHeld = raw.metadata?.finalizers?.some((one) => !COLLECTOR_FINALIZERS.includes(one))
  return (parseInstant(raw.metadata?.deletionTimestamp) ?? nowMs) + (isHeld ? HELD_WITHIN_MS : DELETED_WITHIN_MS)
}

function stuck({ namespace, name, raw }: PlaceholderDeployment): Problem {
  const finalizers = raw.metadata?.finalizers ?? []
  const held = finalizers.length > 0 ? `held by its finalizers (${finalizers.join(', ')})` : 'and does not go'
  return problem(
    `Deployment ${namespace}/${name}`,
    `is being deleted, ${held}: its pool has no placeholders until it is gone`,
  )
}

/** Whose pool left the config stays for the fall window, and that is said as soon as it begins. */
export function stillThere(
  decision: Decision,
  { config }: Observed,
  left: readonly PlaceholderDeployment[],
): Problem[] {
  return left.filter((one) => !isDue(one, decision)).map((one) => leavesSoon(one, config))
}

export const isDue = ({ name }: PlaceholderDeployment, { leaving, atMs }: Decision): boolean =>
  atMs >= (leaving.get(name) ?? Number.POSITIVE_INFINITY)

function leavesSoon({ name, poolLabel, replicas }: PlaceholderDeployment, { fallWindowMs }: Config): Problem {
  const count = `${replicas} placeholder${replicas === 1 ? '' : 's'}`
  const after = `after \`fallWindow\` (${sayDuration(fallWindowMs)})`
  return problem(
    'nodePools',
    `no longer names ${poolLabel}: Deployment ${name} with ${count} is removed ${after}; name the pool again to keep it`,
  )
}

/**
 * Why a config that names no pool at all does not count while ours stand: it is a slip, more likely than a wish. An emptied
 * ConfigMap, a file cut in half.
 * @param owner undefined: nothing is ours, or nobody knows
 */
export function whyNotWithoutPools(
  config: Config,
  deployments: Iterable<PlaceholderDeployment>,
  owner: Owner | undefined,
): Problem | undefined {
  if (config.pools.size > 0 || owner === undefined) return undefined
  const ours = [...deployments].filter((one) => !one.deleting && ownershipOf(one, owner, config) === 'ours')
  if (ours.length === 0) return undefined
  const names = ours
    .map(({ poolLabel, name }) => poolLabel ?? name)
    .toSorted(compare)
    .join(', ')
  return problem(
    'nodePools',
    `names no pool while placeholders of ${names} stand; name their pools, with \`maxPlaceholders: 0\` where none are wanted, ` +
      'or remove all with `helm uninstall`',
  )
}

/** The same where no other config is known that could go on: they stay as they are. */
export function keptWithoutPools({ config }: Observed, ours: readonly PlaceholderDeployment[]): Problem[] {
  if (config.pools.size > 0 || ours.length === 0) return []
  return [
    problem(
      'nodePools',
      'names no pool while placeholders stand; they stay as they are, and `helm uninstall` removes them',
    ),
  ]
}
