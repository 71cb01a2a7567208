/** The requests of a rehearsal to the API server; each refusal becomes a sentence. */

import { USER_DUMMY_LABEL } from '../domain/cluster/pod-kinds.ts'
import { CONFIG_KEY } from '../domain/decide/memory-json.ts'
import type { RawMetadata } from '../domain/scheduling/kubernetes-object.ts'
import { api } from '../kubernetes/api.ts'
import { apiPath, pathUnder } from '../kubernetes/api-path.ts'
import { type Attempt, describeApiError } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { Transport } from '../kubernetes/transport.ts'
import { dummyOf, fuseOf, nameOfRun, type Template } from './objects.ts'
import type { Plan } from './plan.ts'

/** A Deployment `<pool>-user-dummy` of the chart. */
export interface Dummies {
  readonly pool: string
  readonly template: Template
  /** The ConfigMap with the config of its release. */
  readonly configMap: string
}

export interface RehearsalCluster {
  /** All of the namespace. */
  dummies(): Promise<readonly Dummies[]>
  /** The text of a release's config; undefined when the ConfigMap has none. */
  config(configMap: string): Promise<string | undefined>
  /** @returns the uid of the fuse */
  light(plan: Plan, template: Template): Promise<string>
  /** May be repeated: the dummy of a number is made once. */
  create(plan: Plan, template: Template, number: number, fuseUid: string): Promise<void>
  /** Deletes the fuse, and with it, by the garbage collector, its dummies. */
  end(plan: Plan): Promise<void>
}

/** Why a request failed, as a sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** Nothing that repeating could mend. */
  readonly isFinal: boolean
  constructor(error: unknown, attempt: Attempt) {
    super(describeApiError(error, attempt), { cause: error })
    this.isFinal = error instanceof ApiError && error.status < 500 && error.status !== 429
  }
}

interface RawDeployment {
  readonly metadata?: RawMetadata
  readonly spec?: { readonly template?: Template }
}

export function rehearsalCluster(transport: Transport, namespace: string): RehearsalCluster {
  const kubernetes = api(transport)
  const jobs = apiPath`/apis/batch/v1/namespaces/${namespace}/jobs`
  const asking = async <T>(attempt: Attempt, request: Promise<T>): Promise<T> => {
    try {
      return await request
    } catch (error) {
      throw new Refusal(error, { ...attempt, namespace })
    }
  }
  return {
    dummies: async () => {
      const { items = [] } = await asking(
        { verb: 'list', resource: 'deployments', group: 'apps' },
        kubernetes.get<{ readonly items?: readonly RawDeployment[] }>(
          apiPath`/apis/apps/v1/namespaces/${namespace}/deployments`,
          { labelSelector: USER_DUMMY_LABEL },
        ),
      )
      return items.flatMap(({ metadata, spec }) => {
        const pool = metadata?.labels?.[USER_DUMMY_LABEL]
        const configMap = metadata?.annotations?.['warmseats.io/config']
        return pool && configMap && spec?.template ? [{ pool, configMap, template: spec.template }] : []
      })
    },
    config: async (name) => {
      const { data } = await asking(
        { verb: 'get', resource: 'configmaps', name },
        kubernetes.get<{ readonly data?: Readonly<Record<string, string>> }>(
          apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`,
        ),
      )
      return data?.[CONFIG_KEY]
    },
    light: async (plan, template) => {
      const made = await asking(
        { verb: 'create', resource: 'jobs', group: 'batch' },
        kubernetes.create(jobs, fuseOf(plan, template)),
      )
      return made.metadata?.uid ?? ''
    },
    create: async (plan, template, number, fuseUid) => {
      const attempt: Attempt = { verb: 'create', resource: 'pods', group: '' }
      const request = kubernetes.create(
        apiPath`/api/v1/namespaces/${namespace}/pods`,
        dummyOf(plan, template, number, fuseUid),
      )
      await asking(attempt, request).catch((error: Refusal) => {
        const isThere = error.cause instanceof ApiError && error.cause.reason === 'AlreadyExists'
        if (!isThere) throw error
      })
    },
    end: async (plan) => {
      const name = nameOfRun(plan)
      const request = kubernetes.remove(pathUnder(jobs, name), { propagation: 'Background' })
      await asking({ verb: 'delete', resource: 'jobs', group: 'batch', name }, request).catch((error: Refusal) => {
        const isGone = error.cause instanceof ApiError && error.cause.status === 404
        if (!isGone) throw error
      })
    },
  }
}
