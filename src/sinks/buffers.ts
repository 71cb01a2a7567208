import type { PlaceholderAction } from '../domain/act/action.ts'
import type { Effect } from '../domain/act/effect.ts'
import { BUFFER_GROUP, buffersIn } from '../domain/buffer/buffer.ts'
import { FIELD_MANAGER } from '../domain/cluster/deployment.ts'
import { given } from '../domain/given.ts'
import type { Api } from '../kubernetes/api.ts'
import { apiPath, objectPath } from '../kubernetes/api-path.ts'
import type { Verb } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'

type Apply = Extract<PlaceholderAction, { readonly type: 'apply buffer' }>
type Delete = Extract<PlaceholderAction, { readonly type: 'delete buffer' }>

const bufferPath = (version: string, namespace: string, name: string): string =>
  objectPath({ ...buffersIn(namespace), version, name })

const templatePath = (namespace: string, name: string): string =>
  apiPath`/api/v1/namespaces/${namespace}/podtemplates/${name}`

/**
 * The PodTemplate first, so that no autoscaler finds a CapacityBuffer without one.
 * @throws ApiError, ConnectionError
 */
export async function applyBuffer(kubernetes: Api, { manifests }: Pick<Apply, 'manifests'>): Promise<Effect> {
  const { template, buffer } = manifests
  const { namespace, name } = buffer.metadata
  const options = { fieldManager: FIELD_MANAGER, force: true }
  await kubernetes.apply(templatePath(namespace, name), template, options)
  const version = buffer.apiVersion.slice(BUFFER_GROUP.length + 1)
  const { metadata } = await kubernetes.apply(bufferPath(version, namespace, name), buffer, options)
  return { at: 'done', ...given({ version: metadata?.resourceVersion, uid: metadata?.uid }) }
}

/** @throws ApiError, ConnectionError */
export async function deleteBuffer(kubernetes: Api, { version, namespace, name, uid }: Delete): Promise<Effect> {
  await kubernetes.remove(bufferPath(version, namespace, name), { uid }).catch(unlessGone)
  await kubernetes.remove(templatePath(namespace, name)).catch(unlessGone)
  return { at: 'done' }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error
}

/** What is tried, as a refusal of it is said. */
export function bufferAttempt(action: Apply | Delete) {
  const { name, namespace } = action.type === 'apply buffer' ? action.manifests.buffer.metadata : action
  const verb: Verb = action.type === 'apply buffer' ? 'apply' : 'delete'
  return { verb, ...buffersIn(namespace), name }
}
