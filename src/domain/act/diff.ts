import { deploymentName, FIELD_MANAGER, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { type Problem, problem } from '../problem.ts'
import { intentHash } from '../scheduling/intent-hash.ts'
import { selects } from '../scheduling/selector.ts'
import { differenceOf } from '../scheduling/subset.ts'
import type { PlaceholderAction as Action, ApplyReason } from './action.ts'
import { type DeletionCost, deletionCosts } from './deletion-order.ts'
import { BECAUSE, INTENT, MANAGED_BY, type Manifest, manifestOf } from './manifest.ts'

export interface Difference {
  readonly actions: readonly Action[]
  readonly problems: readonly Problem[]
}

/**
 * Only what differs between what is wanted and what stands there. Nothing without the object that owns what we make:
 * an uninstalled release creates nothing.
 */
export function diff(decision: Decision, observed: Observed): Difference {
  const { owner, config, deployments } = observed
  if (!owner) return { actions: [], problems: [] }
  const actions: Action[] = []
  const problems: Problem[] = []
  for (const pool of decision.pools.values()) {
    const deployment = deployments.get(deploymentName(pool.pool))
    const refusal = deployment && whyNotOurs(deployment, owner, observed)
    if (refusal) {
      problems.push(refusal)
      continue
    }
    if (pool.paused !== undefined) continue
    const action =
      deployment && isPredecessors(deployment) ? takeover(pool, deployment) : apply(pool, deployment, observed, owner)
    if (action) actions.push(inOrder(action, decision, observed))
    // A node that is not seen may be a new one, as long as nodes are not heard from.
    if (observed.sight.at === 'live')
      actions.push(...pool.placeholders.stranded.map((pod) => strandedAction(pool, pod)))
  }
  problems.push(...predecessorAtWork(deployments.values(), owner, decision.atMs))
  const wanted = new Set([...decision.pools.keys()].map(deploymentName))
  for (const deployment of deployments.values())
    if (
      !wanted.has(deployment.name) &&
      isOurs(deployment, owner) &&
      deployment.poolLabel !== undefined &&
      !config.pools.has(deployment.poolLabel) &&
      !deployment.deleting
    )
      actions.push(removal(deployment, deployment.poolLabel))
  return { actions, problems }
}

function apply(
  pool: PoolDecision,
  deployment: PlaceholderDeployment | undefined,
  observed: Observed,
  owner: Owner,
): Action | undefined {
  const settings = observed.config.pools.get(pool.pool)
  if (!settings || !pool.size || deployment?.deleting) return undefined
  const wanted = manifestOf(settings, observed.config, owner, pool.size, pool.desired)
  if (deployment && intentHash(deployment.raw.spec?.selector) !== intentHash(wanted.spec.selector))
    return replacement(pool, deployment, 'replaced', 'its labels changed, and the selector of a Deployment cannot')
  const reason = deployment ? reasonToApply(wanted, deployment, pool) : { reason: 'create' as const }
  if (!reason) return undefined
  const manifest: Manifest = {
    ...wanted,
    metadata: {
      ...wanted.metadata,
      annotations: { ...wanted.metadata.annotations, [BECAUSE]: pool.because },
      ...(deployment ? { resourceVersion: deployment.resourceVersion } : {}),
    },
  }
  return {
    type: 'apply',
    pool: pool.pool,
    manifest,
    to: pool.desired,
    because: pool.because,
    ...reason,
    ...(deployment ? { from: deployment.replicas, uid: deployment.uid } : {}),
  }
}

/** A count that falls says which placeholders go; those of another template go all, whatever the count. */
function inOrder(action: Action, decision: Decision, observed: Observed): Action {
  if (action.type !== 'apply' || action.to >= (action.from ?? 0)) return action
  if (action.reason === 'change' || action.difference !== undefined) return action
  const costs = costsOfFall(action.pool, action.to, decision, observed)
  return costs.length > 0 ? { ...action, deletionCosts: costs } : action
}

function costsOfFall(pool: string, to: number, { pools }: Decision, { pods }: Observed): DeletionCost[] {
  const own = [...pods.placeholders.values()].filter(({ poolLabel }) => poolLabel === pool)
  const rooms = [...pools.values()].flatMap((one) => one.rooms.map((room) => [room.node.name, room] as const))
  return deletionCosts(own, new Map(rooms), to)
}

function reasonToApply(
  wanted: Manifest,
  deployment: PlaceholderDeployment,
  pool: PoolDecision,
): { reason: ApplyReason; difference?: string; scaledBy?: string } | undefined {
  const { scaledBy, raw, annotations } = deployment
  const sameIntent = annotations[INTENT] === wanted.metadata.annotations[INTENT]
  const { labels, ownerReferences } = wanted.metadata
  const difference = differenceOf(
    { metadata: { labels, ownerReferences }, spec: { ...wanted.spec, replicas: undefined } },
    raw,
  )
  if (sameIntent && difference === undefined && deployment.replicas === pool.desired) return undefined
  if (deployment.replicas !== pool.desired && scaledBy !== undefined) return { reason: 'heal', scaledBy }
  if (difference !== undefined || !sameIntent)
    return { reason: sameIntent ? 'heal' : 'change', ...(difference === undefined ? {} : { difference }) }
  return { reason: 'scale' }
}

function strandedAction(pool: PoolDecision, pod: PoolDecision['placeholders']['stranded'][number]): Action {
  const because = `its node ${pod.nodeName} is not usable: it holds no room there, and its ReplicaSet replaces it`
  return { type: 'delete pod', pool: pool.pool, name: pod.name, namespace: pod.namespace, uid: pod.uid, because }
}

const named = ({ name, namespace, uid, resourceVersion }: PlaceholderDeployment) => ({
  name,
  namespace,
  uid,
  resourceVersion,
})

const removal = (deployment: PlaceholderDeployment, pool: string): Action => ({
  type: 'delete deployment',
  reason: 'removed',
  pool,
  ...named(deployment),
  because: `pool ${pool} is no longer in the config`,
})

/** Not while nothing could take its place. */
const takeover = (pool: PoolDecision, deployment: PlaceholderDeployment): Action | undefined =>
  deployment.deleting || !pool.size
    ? undefined
    : replacement(
        pool,
        deployment,
        'takeover',
        'node-placeholder-scaler made it, with a selector that cannot be changed',
      )

/** Deleted now, made anew when it is gone. */
const replacement = (
  pool: PoolDecision,
  deployment: PlaceholderDeployment,
  reason: 'takeover' | 'replaced',
  cause: string,
): Action => ({
  type: 'delete deployment',
  reason,
  pool: pool.pool,
  ...named(deployment),
  because: `${cause}; it is replaced once`,
})

const isOurs = (deployment: PlaceholderDeployment, owner: Owner) => deployment.ownerUids.includes(owner.uid)

const isMadeByWarmseats = (deployment: PlaceholderDeployment) => deployment.labels[MANAGED_BY] === FIELD_MANAGER

/** Made by the Python predecessor: our placeholder labels on its pods, nobody's label for the pool. */
const isPredecessors = (deployment: PlaceholderDeployment) =>
  !isMadeByWarmseats(deployment) && deployment.ownerUids.length === 0

/** An object that another release or somebody else made is refused, not overwritten. */
function whyNotOurs(deployment: PlaceholderDeployment, owner: Owner, { config }: Observed): Problem | undefined {
  if (isOurs(deployment, owner) || deployment.deleting) return undefined
  const where = `Deployment ${deployment.namespace}/${deployment.name}`
  if (isMadeByWarmseats(deployment))
    return problem(where, 'belongs to another Warmseats release; rename the pool here or remove the other release')
  if (isPredecessors(deployment) && selects(config.placeholderSelector, deployment.templateLabels)) return undefined
  return problem(where, 'is not ours and carries no placeholder labels; rename the pool or remove the Deployment')
}

/** The predecessor applies every minute; what it wrote longer ago it will not write again. */
const STILL_WRITES_MS = 5 * 60_000

/** The old controller beside ours: they would undo each other's counts. */
function predecessorAtWork(deployments: Iterable<PlaceholderDeployment>, owner: Owner, nowMs: number): Problem[] {
  const problems: Problem[] = []
  const stop = (name: string) => `stop it: kubectl --namespace ${owner.namespace} scale deployment ${name} --replicas=0`
  for (const deployment of deployments) {
    const where = `Deployment ${deployment.namespace}/${deployment.name}`
    if (deployment.isPredecessor && deployment.replicas > 0)
      problems.push(
        problem(where, `node-placeholder-scaler still runs and writes the same Deployments; ${stop(deployment.name)}`),
      )
    const appliedMs = deployment.clientAppliedMs
    if (isOurs(deployment, owner) && appliedMs !== undefined && nowMs - appliedMs < STILL_WRITES_MS)
      problems.push(
        problem(
          where,
          `\`kubectl apply\` writes it too, as node-placeholder-scaler does; ${stop('node-placeholder-scaler')}`,
        ),
      )
  }
  return problems
}
