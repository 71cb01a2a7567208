import { versionExamined } from '../../domain/doctor/api-version.ts'
import type { SeenHolder } from '../../domain/doctor/controller.ts'
import { disruptionExamined, type UserScheduler } from '../../domain/doctor/disruption-api.ts'
import { type Examined, together } from '../../domain/doctor/finding.ts'
import { ifSeen, type Looked } from '../../domain/doctor/looked.ts'
import type { RawConfigMap } from '../../domain/scheduling/kubernetes-object.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { answered, type Place } from '../cluster/ask.ts'
import { lookFor } from './look.ts'

interface ApiGroup {
  readonly versions?: readonly { readonly version?: string }[]
}

/**
 * The API server's version; `unknown` where it tells nobody.
 * @throws ConnectionError, InputError when the cluster does not answer at all: then nothing can be said of it
 */
export async function askVersion({ kubernetes }: Place): Promise<string> {
  const asked = kubernetes.get<{ readonly gitVersion?: string }>('/version').catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 403) return {}
    throw error
  })
  const { gitVersion = 'unknown' } = await answered<{ readonly gitVersion?: string }>(asked, {
    verb: 'get',
    resource: '/version',
  })
  return gitVersion
}

export async function examineCluster(
  { kubernetes }: Place,
  version: string,
  schedulers: Looked<readonly UserScheduler[]>,
): Promise<Examined> {
  const policy = await lookFor(kubernetes.get<ApiGroup>('/apis/policy'), {
    verb: 'get',
    resource: 'the API group policy',
    group: 'policy',
  })
  const served = (group: ApiGroup | undefined) => (group?.versions ?? []).flatMap((one) => one.version ?? [])
  const budgets = ifSeen(policy, 'cluster', 'whether PodDisruptionBudgets are served', (group) =>
    disruptionExamined(served(group), schedulers.at === 'seen' ? schedulers.value : []),
  )
  const users = ifSeen(schedulers, 'cluster', "whether zero-to-jupyterhub's user-scheduler is too old", () => ({}))
  return together('cluster', [versionExamined(version), budgets, users])
}

/** The Lease by which replicas agree. */
export const readHolder = async (
  { kubernetes, namespace }: Place,
  name: string,
): Promise<Looked<SeenHolder | undefined>> => {
  const group = 'coordination.k8s.io'
  const path = apiPath`/apis/${group}/v1/namespaces/${namespace}/leases/${name}`
  const lease = await lookFor(kubernetes.get<RawHeld>(path), {
    verb: 'get',
    resource: 'leases',
    group,
    namespace,
    name,
  })
  if (lease.at === 'unseen' || lease.value === undefined)
    return lease.at === 'unseen' ? lease : { ...lease, value: undefined }
  const { holderIdentity, renewTime } = lease.value.spec ?? {}
  return {
    at: 'seen',
    value: { ...(holderIdentity ? { holder: holderIdentity } : {}), ...(renewTime ? { renewTime } : {}) },
  }
}

interface RawHeld {
  readonly spec?: { readonly holderIdentity?: string; readonly renewTime?: string }
}

const STATUS = 'cluster-autoscaler-status'

/** What Cluster Autoscaler says of itself; undefined: nothing, where it writes unless told otherwise. */
export async function readAutoscaler({ kubernetes }: Place): Promise<Looked<string | undefined>> {
  const namespace = 'kube-system'
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${STATUS}`
  const attempt = { verb: 'get', resource: 'configmaps', group: '', namespace, name: STATUS } as const
  const found = await lookFor(kubernetes.get<RawConfigMap>(path), attempt)
  return found.at === 'seen' ? { at: 'seen', value: found.value?.data?.status } : found
}
