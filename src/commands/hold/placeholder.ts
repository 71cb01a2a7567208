import { BECAUSE } from '../../domain/act/manifest.ts'
import {
  deploymentFrom,
  deploymentName,
  type PlaceholderDeployment,
  type RawDeployment,
} from '../../domain/cluster/deployment.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import { answered, type Place } from '../cluster/ask.ts'
import { InputError } from '../read-input.ts'

/** The Deployment that holds a pool's placeholders, as a person's hand needs it. */
export interface Placeholder extends PlaceholderDeployment {
  /** Those that are on a node. */
  readonly placed: number
  /** Why it has so many, by the controller. */
  readonly because: string
}

type Raw = RawDeployment & { readonly status?: { readonly readyReplicas?: number } }

const pathOf = ({ namespace }: Place, pool: string) =>
  apiPath`/apis/apps/v1/namespaces/${namespace}/deployments/${deploymentName(pool)}`

/** @throws InputError when it is not there, or may not be read */
export async function readPlaceholder(place: Place, pool: string): Promise<Placeholder> {
  const name = deploymentName(pool)
  const { namespace } = place
  const request = place.kubernetes.get<Raw>(pathOf(place, pool)).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  })
  const raw = await answered(request, { verb: 'get', resource: 'deployments', group: 'apps', namespace, name })
  if (!raw) throw new InputError(`there is no deployment ${name} in ${namespace} yet: does the controller run?`)
  const deployment = deploymentFrom(raw)
  if (!deployment) throw new InputError(`the deployment ${name} in ${namespace} is not understood`)
  return { ...deployment, placed: raw.status?.readyReplicas ?? 0, because: deployment.annotations[BECAUSE] ?? '' }
}

/** Writes an annotation, or takes it away. @throws InputError */
export async function annotate(place: Place, pool: string, annotation: string, text: string | null): Promise<void> {
  const { namespace } = place
  const patch = { metadata: { annotations: { [annotation]: text } } }
  const request = place.kubernetes.mergePatch(pathOf(place, pool), patch, { fieldManager: 'warmseats-hand' })
  const attempt = {
    verb: 'patch',
    resource: 'deployments',
    group: 'apps',
    namespace,
    name: deploymentName(pool),
  } as const
  await answered(request, attempt)
}
