/** The requests of a pull to the API server; each refusal becomes a sentence. */
import { deploymentFrom, deploymentName, type PlaceholderDeployment } from '../../domain/cluster/deployment.ts'
import { BRING } from '../../domain/cluster/hand.ts'
import { type Node, nodeFrom, type RawNode } from '../../domain/cluster/node.ts'
import { POOL_LABEL } from '../../domain/cluster/pod.ts'
import { given } from '../../domain/given.ts'
import { apiPath, pathUnder } from '../../kubernetes/api-path.ts'
import type { Attempt } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { Refusal } from '../../rehearsal/cluster.ts'
import type { Place } from '../cluster/ask.ts'
import { fuseOf, nameOfRun, PULL_LABEL, pullerOf, type Template } from './objects.ts'
import type { PullPlan } from './options.ts'
import type { RawPuller } from './pulled.ts'

/** A pool, as the Deployment of its placeholders tells of it. */
export interface PullPool {
  readonly pool: string
  readonly deployment: PlaceholderDeployment
  readonly template: Template
}

/** All of it rejects with a Refusal. */
export interface PullCluster {
  /** Of all pools of the namespace. */
  pools(): Promise<readonly PullPool[]>
  nodes(pool: PullPool): Promise<readonly Node[]>
  pullers(plan: PullPlan): Promise<readonly RawPuller[]>
  /** @returns the uid of the fuse */
  light(plan: PullPlan): Promise<string>
  /** May be repeated: the pod of a name is made once. */
  create(plan: PullPlan, template: Template, node: string, name: string, fuseUid: string): Promise<void>
  /** Deletes the fuse, and with it, by the garbage collector, its pods. */
  end(plan: PullPlan): Promise<void>
  /** Writes the annotation by which placeholders of a pool bring images. */
  announce(pool: string, text: string): Promise<void>
}

interface List<T> {
  readonly items?: readonly T[]
}

export function pullCluster({ kubernetes, namespace }: Pick<Place, 'kubernetes' | 'namespace'>): PullCluster {
  const jobs = apiPath`/apis/batch/v1/namespaces/${namespace}/jobs`
  const pods = apiPath`/api/v1/namespaces/${namespace}/pods`
  const deployments = apiPath`/apis/apps/v1/namespaces/${namespace}/deployments`
  const asking = <T>(attempt: Attempt, request: Promise<T>): Promise<T> =>
    request.catch((error: unknown) => {
      throw new Refusal(error, attempt)
    })
  return {
    pools: async () => {
      const { items = [] } = await asking(
        { verb: 'list', resource: 'deployments', group: 'apps', namespace },
        kubernetes.get<List<PlaceholderDeployment['raw']>>(deployments, { labelSelector: POOL_LABEL }),
      )
      return items.flatMap((raw) => {
        const deployment = deploymentFrom(raw)
        const pool = deployment?.poolLabel
        const { metadata, spec = {} } = raw.spec?.template ?? {}
        const template: Template = { ...spec, ...given({ annotations: metadata?.annotations }) }
        return deployment && pool && deployment.name === deploymentName(pool) ? [{ pool, deployment, template }] : []
      })
    },
    nodes: async ({ template: { nodeSelector = {} } }) => {
      const labelSelector = Object.entries(nodeSelector)
        .map(([key, value]) => `${key}=${value}`)
        .join(',')
      const request = kubernetes.get<List<RawNode>>('/api/v1/nodes', { labelSelector })
      const { items = [] } = await asking({ verb: 'list', resource: 'nodes', group: '' }, request)
      return items.flatMap((raw) => nodeFrom(raw) ?? [])
    },
    pullers: async ({ run }) => {
      const request = kubernetes.get<List<RawPuller>>(pods, { labelSelector: `${PULL_LABEL}=${run}` })
      return (await asking({ verb: 'list', resource: 'pods', group: '', namespace }, request)).items ?? []
    },
    light: async (plan) => {
      const attempt: Attempt = { verb: 'create', resource: 'jobs', group: 'batch', namespace }
      const made = await asking(attempt, kubernetes.create(jobs, fuseOf(plan)))
      return made.metadata?.uid ?? ''
    },
    create: async (plan, template, node, name, fuseUid) => {
      const attempt: Attempt = { verb: 'create', resource: 'pods', group: '', namespace }
      const request = kubernetes.create(pods, pullerOf(plan, template, node, name, fuseUid))
      await asking(attempt, request).catch((error: Refusal) => {
        const isThere = error.cause instanceof ApiError && error.cause.reason === 'AlreadyExists'
        if (!isThere) throw error
      })
    },
    end: async (plan) => {
      const name = nameOfRun(plan)
      const attempt: Attempt = { verb: 'delete', resource: 'jobs', group: 'batch', namespace, name }
      const request = kubernetes.remove(pathUnder(jobs, name), { propagation: 'Background' })
      await asking(attempt, request).catch((error: Refusal) => {
        const isGone = error.cause instanceof ApiError && error.cause.status === 404
        if (!isGone) throw error
      })
    },
    announce: async (pool, text) => {
      const name = deploymentName(pool)
      const patch = { metadata: { annotations: { [BRING]: text } } }
      const request = kubernetes.mergePatch(pathUnder(deployments, name), patch, { fieldManager: 'warmseats-hand' })
      await asking({ verb: 'patch', resource: 'deployments', group: 'apps', namespace, name }, request)
    },
  }
}
