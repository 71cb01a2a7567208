import { type Action, isNodeAction, type PlaceholderAction } from '../domain/act/action.ts'
import type { DeletionCost } from '../domain/act/deletion-order.ts'
import type { Effect } from '../domain/act/effect.ts'
import { FIELD_MANAGER } from '../domain/cluster/deployment.ts'
import type { NodeAction } from '../domain/utilization/node-action.ts'
import { type Api, api } from '../kubernetes/api.ts'
import { describeApiError, type Verb } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { Transport } from '../kubernetes/transport.ts'
import { writeDeletionCosts } from './deletion-costs.ts'

export interface PerformOptions {
  readonly transport: Transport
  /** Write nothing. */
  readonly dryRun: () => boolean
  /** Whether we still hold the Lease, asked in the instant of the write: a paused process finds out here. */
  readonly mayAct: () => boolean
  /** Does what is to be done to nodes; undefined: nothing is. */
  readonly onNodes?: (action: NodeAction) => Promise<Effect>
}

/** Writes actions to the cluster: absolute, conditional on what was seen, and every refusal a sentence. Never rejects. */
export function perform({ transport, dryRun, mayAct, onNodes }: PerformOptions): (action: Action) => Promise<Effect> {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  return async (action) => {
    if (!mayAct()) return NOT_THE_LEADER
    if (dryRun()) return { at: 'dry run' }
    if (isNodeAction(action)) return onNodes?.(action) ?? { at: 'failed', because: 'nothing is done to nodes here' }
    const unordered = await writeDeletionCosts(transport, deletionCostsOf(action))
    if (!mayAct()) return NOT_THE_LEADER
    try {
      await write(kubernetes, action)
      return { at: 'done', ...(unordered === undefined ? {} : { unordered }) }
    } catch (error) {
      return effectOf(error, action)
    }
  }
}

const NOT_THE_LEADER: Effect = { at: 'failed', because: 'this replica is not the leader any more' }

const deletionCostsOf = (action: PlaceholderAction): readonly DeletionCost[] =>
  action.type === 'apply' ? (action.deletionCosts ?? []) : []

const deploymentPath = (namespace: string, name: string) => `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`

function write(kubernetes: Api, action: PlaceholderAction): Promise<unknown> {
  switch (action.type) {
    case 'apply': {
      const { name, namespace } = action.manifest.metadata
      return kubernetes.apply(deploymentPath(namespace, name), action.manifest, {
        fieldManager: FIELD_MANAGER,
        force: true,
      })
    }
    case 'delete deployment': {
      const { name, namespace, uid, resourceVersion } = action
      return kubernetes.remove(deploymentPath(namespace, name), { uid, resourceVersion, propagation: 'Background' })
    }
    case 'delete pod': {
      const { name, namespace, uid } = action
      return kubernetes.remove(`/api/v1/namespaces/${namespace}/pods/${name}`, { uid, gracePeriodSeconds: 0 })
    }
  }
}

function effectOf(error: unknown, action: PlaceholderAction): Effect {
  const isGone = error instanceof ApiError && error.status === 404 && action.type !== 'apply'
  if (isGone) return { at: 'done' }
  const because = describeApiError(error, attemptOf(action))
  if (error instanceof ApiError && error.status === 409) return { at: 'conflict', because }
  const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : undefined
  return { at: 'failed', because, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function attemptOf(action: PlaceholderAction) {
  const verb: Verb = action.type === 'apply' ? 'apply' : 'delete'
  if (action.type === 'delete pod')
    return { verb, resource: 'pods', group: '', namespace: action.namespace, name: action.name }
  const { name, namespace } = action.type === 'apply' ? action.manifest.metadata : action
  return { verb, resource: 'deployments', group: 'apps', namespace, name }
}
