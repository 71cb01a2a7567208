/**
 * The program before us, node-placeholder-scaler. What it made is taken over. That it still works beside us, where the
 * two would undo each other's counts, is said with the command that stops it: a controller of somebody's is not ours to
 * stop.
 */
import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import type { PoolDecision } from '../decide/decision.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { parseInstant } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'
import type { PlaceholderAction } from './action.ts'
import { replaceDeployment } from './delete-deployment.ts'
import { ownershipOf } from './ownership.ts'

/** Not while no node has told how large those that take its place have to be. */
export const takeover = (pool: PoolDecision, deployment: PlaceholderDeployment): PlaceholderAction | undefined =>
  deployment.deleting || pool.size.from === 'seat'
    ? undefined
    : replaceDeployment(
        deployment,
        pool.pool,
        'takeover',
        'node-placeholder-scaler made it, with a selector that cannot be changed',
      )

/** Its controller that runs, and our Deployments that it writes: whatever tells that it is at work. */
export function predecessorAtWork({ deployments, config }: Observed, owner: Owner, nowMs: number): Problem[] {
  const stop = (name: string) => `stop it: kubectl --namespace ${owner.namespace} scale deployment ${name} --replicas=0`
  return [...deployments.values()].flatMap((deployment) => {
    const where = `Deployment ${deployment.namespace}/${deployment.name}`
    const runs = `node-placeholder-scaler still runs and writes the same Deployments; ${stop(deployment.name)}`
    const writes = `\`kubectl apply\` writes it too, as node-placeholder-scaler does; ${stop('node-placeholder-scaler')}`
    const isOurs = ownershipOf(deployment, owner, config) === 'ours'
    return [
      ...(isRunning(deployment) ? [problem(where, runs)] : []),
      ...(isOurs && isStillApplied(deployment, nowMs) ? [problem(where, writes)] : []),
    ]
  })
}

/** `host/path/node-placeholder-scaler:tag` or `…@sha256:…`. */
const IMAGE = /(^|\/)node-placeholder-scaler([:@]|$)/

/** Its controller, by its image. */
const isRunning = ({ replicas, raw }: PlaceholderDeployment): boolean =>
  replicas > 0 && (raw.spec?.template?.spec?.containers ?? []).some(({ image = '' }) => IMAGE.test(image))

/** It runs `kubectl apply` every minute; what it wrote longer ago it will not write again. */
const STILL_WRITES_MS = 5 * 60_000

function isStillApplied({ raw }: PlaceholderDeployment, nowMs: number): boolean {
  const applied = raw.metadata?.managedFields?.find(({ manager }) => manager === 'kubectl-client-side-apply')
  const appliedMs = parseInstant(applied?.time)
  return appliedMs !== undefined && nowMs - appliedMs < STILL_WRITES_MS
}
