import { deploymentName, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { given } from '../given.ts'
import { problem } from '../problem.ts'
import { intentHash } from '../scheduling/intent-hash.ts'
import type { PlaceholderAction as Action, ApplyReason } from './action.ts'
import { differenceFrom, isAsAdmitted } from './admitted.ts'
import { replaceDeployment } from './delete-deployment.ts'
import { type DeletionCost, deletionCosts } from './deletion-order.ts'
import type { HoldRoom } from './hold-room.ts'
import { BECAUSE, INTENT, type Manifest, manifestOf } from './manifest.ts'
import { ownershipOf, whyRefused } from './ownership.ts'
import { takeover } from './predecessor.ts'

/** By placeholders in a Deployment of our making. */
export const byDeployment: HoldRoom = (pool, decision, observed, owner) => {
  const deployment = observed.deployments.get(deploymentName(pool.pool))
  const refusal = deployment && whyRefused(deployment, owner, observed.config)
  const isKept = refusal !== undefined || pool.paused !== undefined
  return {
    actions: isKept ? [] : actionsOn(pool, deployment, decision, observed, owner),
    problems: [...(refusal ? [refusal] : []), ...admissionProblem(pool, deployment, observed, owner)],
  }
}

function actionsOn(
  pool: PoolDecision,
  deployment: PlaceholderDeployment | undefined,
  decision: Decision,
  observed: Observed,
  owner: Owner,
): Action[] {
  const isPredecessors = deployment && ownershipOf(deployment, owner, observed.config) === 'predecessor'
  const action = isPredecessors ? takeover(pool, deployment) : apply(pool, deployment, observed, owner)
  return [...(action ? [inOrder(action, decision, observed)] : []), ...strandedIn(pool, observed)]
}

function apply(
  pool: PoolDecision,
  deployment: PlaceholderDeployment | undefined,
  observed: Observed,
  owner: Owner,
): Action | undefined {
  const settings = observed.config.pools.get(pool.pool)
  if (!settings || deployment?.deleting) return undefined
  const wanted = manifestOf(settings, observed.config, owner, pool.size, pool.desired, pool.carried)
  if (deployment && intentHash(deployment.raw.spec?.selector) !== intentHash(wanted.spec.selector))
    return replaceDeployment(
      deployment,
      pool.pool,
      'replaced',
      'its labels changed, and the selector of a Deployment cannot',
    )
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
  const { scaledBy } = deployment
  const sameIntent = isSameIntent(wanted, deployment)
  const difference = differenceFrom(wanted, deployment.raw)
  // What a webhook made of it is no quarrel; what somebody made of it is put right.
  const isQuarrel = difference !== undefined && !(sameIntent && isAsAdmitted(deployment))
  const isCounted = deployment.replicas === pool.desired
  if (sameIntent && !isQuarrel && isCounted) return undefined
  if (!isCounted && scaledBy !== undefined) return { reason: 'heal', scaledBy }
  if (isQuarrel || !sameIntent) return { reason: sameIntent ? 'heal' : 'change', ...given({ difference }) }
  return { reason: 'scale' }
}

const isSameIntent = (wanted: Manifest, { annotations }: PlaceholderDeployment) =>
  annotations[INTENT] === wanted.metadata.annotations[INTENT]

/** Said as long as it stands so, once. */
function admissionProblem(
  pool: PoolDecision,
  deployment: PlaceholderDeployment | undefined,
  observed: Observed,
  owner: Owner,
) {
  const settings = observed.config.pools.get(pool.pool)
  if (!deployment || !settings || !pool.size || !isAsAdmitted(deployment)) return []
  const wanted = manifestOf(settings, observed.config, owner, pool.size, pool.desired, pool.carried)
  const difference = isSameIntent(wanted, deployment) ? differenceFrom(wanted, deployment.raw) : undefined
  if (difference === undefined) return []
  const text = `a webhook changes ${difference}; it is taken as it is`
  return [problem(`Deployment ${deployment.namespace}/${deployment.name}`, text)]
}

/** A node that is not seen may be a new one, as long as nodes are not heard from. */
const strandedIn = (pool: PoolDecision, { sight }: Observed): Action[] =>
  sight.at === 'live' ? pool.placeholders.stranded.map((pod) => deleteStranded(pool, pod)) : []

function deleteStranded(pool: PoolDecision, pod: PoolDecision['placeholders']['stranded'][number]): Action {
  const because = `its node ${pod.nodeName} is not usable: it holds no room there, and its ReplicaSet replaces it`
  return { type: 'delete pod', pool: pool.pool, name: pod.name, namespace: pod.namespace, uid: pod.uid, because }
}
