import { type Action, isCounted, isNodeAction, type PlaceholderAction } from '../domain/act/action.ts'
import type { DeletionCost } from '../domain/act/deletion-order.ts'
import type { Effect } from '../domain/act/effect.ts'
import { given } from '../domain/given.ts'
import { NotLeading } from '../domain/lease.ts'
import { lentPlace } from '../domain/lent/lent.ts'
import type { NodeAction } from '../domain/utilization/node-action.ts'
import { type Api, api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { ConnectionError } from '../kubernetes/connection-error.ts'
import { describeApiError, type Verb } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'
import { applyDeployment, deploymentPath } from './apply-deployment.ts'
import { applyBuffer, bufferAttempt, deleteBuffer } from './buffers.ts'
import { writeDeletionCosts } from './deletion-costs.ts'
import { scaleLent } from './scale-lent.ts'
import { writeShields } from './shields.ts'

export interface PerformOptions {
  readonly transport: LeaderTransport
  /** Write nothing. */
  readonly dryRun: () => boolean
  /** Does what is to be done to nodes; undefined: nothing is. */
  readonly onNodes?: (action: NodeAction) => Promise<Effect>
}

/** Writes actions to the cluster: absolute, conditional on what was seen, and every refusal a sentence. Never rejects. */
export function perform({ transport, dryRun, onNodes }: PerformOptions): (action: Action) => Promise<Effect> {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  return async (action) => {
    if (!transport.mayAct()) return NOT_THE_LEADER
    if (dryRun()) return { at: 'dry run' }
    if (isNodeAction(action)) return onNodes?.(action) ?? { at: 'failed', because: 'nothing is done to nodes here' }
    const unordered = await writeDeletionCosts(transport, deletionCostsOf(action))
    try {
      const written = await write(kubernetes, action)
      return written.at === 'done' ? { ...written, ...given({ unordered }) } : written
    } catch (error) {
      return effectOf(error, action)
    }
  }
}

const NOT_THE_LEADER: Effect = { at: 'failed', because: new NotLeading().message }

const deletionCostsOf = (action: PlaceholderAction): readonly DeletionCost[] =>
  action.type === 'apply' ? (action.deletionCosts ?? []) : []

async function write(kubernetes: Api, action: PlaceholderAction): Promise<Effect> {
  switch (action.type) {
    case 'apply':
      return applyDeployment(kubernetes, action.manifest)
    case 'scale':
      return scaleLent(kubernetes, action)
    case 'apply buffer':
      return applyBuffer(kubernetes, action)
    case 'delete buffer':
      return deleteBuffer(kubernetes, action)
    case 'delete deployment': {
      const { name, namespace, uid, resourceVersion } = action
      await kubernetes.remove(deploymentPath(namespace, name), { uid, resourceVersion, propagation: 'Background' })
      return { at: 'done' }
    }
    case 'shield':
      await writeShields(kubernetes, action.shields)
      return { at: 'done' }
    case 'delete pod': {
      const { name, namespace, uid } = action
      await kubernetes.remove(apiPath`/api/v1/namespaces/${namespace}/pods/${name}`, { uid, gracePeriodSeconds: 0 })
      return { at: 'done' }
    }
  }
}

function effectOf(error: unknown, action: PlaceholderAction): Effect {
  if (error instanceof NotLeading) return NOT_THE_LEADER
  const isGone = error instanceof ApiError && error.status === 404 && !isCounted(action)
  if (isGone) return { at: 'done' }
  const because = describeApiError(error, attemptOf(action))
  if (error instanceof ApiError && error.status === 409) return { at: 'conflict', because }
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : undefined
  const isUnreachable = error instanceof ConnectionError ? (true as const) : undefined
  return { at: 'failed', because, ...given({ retryAfterMs, isUnreachable }) }
}

function attemptOf(action: PlaceholderAction) {
  if (action.type === 'shield')
    return {
      verb: 'patch' as const,
      resource: 'pods',
      group: '',
      namespace: action.shields[0]?.namespace ?? '',
      name: '',
    }
  if (action.type === 'apply buffer' || action.type === 'delete buffer') return bufferAttempt(action)
  if (action.type === 'scale') {
    const { resource, version: _, ...place } = lentPlace(action.lent, action.namespace)
    return { verb: 'patch' as const, resource: `${resource}/scale`, ...place }
  }
  const verb: Verb = action.type === 'apply' ? 'apply' : 'delete'
  if (action.type === 'delete pod')
    return { verb, resource: 'pods', group: '', namespace: action.namespace, name: action.name }
  const { name, namespace } = action.type === 'apply' ? action.manifest.metadata : action
  return { verb, resource: 'deployments', group: 'apps', namespace, name }
}
