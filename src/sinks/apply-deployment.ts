import { ADMITTED, differenceFrom, printOf, refusedChange } from '../domain/act/admitted.ts'
import type { Effect } from '../domain/act/effect.ts'
import type { Manifest } from '../domain/act/manifest.ts'
import { FIELD_MANAGER, type RawDeployment } from '../domain/cluster/deployment.ts'
import { given } from '../domain/given.ts'
import type { Api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'

export const deploymentPath = (namespace: string, name: string): string =>
  apiPath`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`

/**
 * Server-side apply, onto the version that was seen. What a webhook makes of the template is taken as it is; a change of the
 * count is a failure, which is tried again ever more seldom.
 * @throws ApiError, ConnectionError
 */
export async function applyDeployment(kubernetes: Api, manifest: Manifest): Promise<Effect> {
  const path = deploymentPath(manifest.metadata.namespace, manifest.metadata.name)
  const options = { fieldManager: FIELD_MANAGER, force: true }
  const answer = await kubernetes.apply<RawDeployment>(path, manifest, options)
  const { resourceVersion, uid } = answer.metadata ?? {}
  if (resourceVersion === undefined) return { at: 'done', ...given({ uid }) }
  const refused = refusedChange(manifest, answer)
  if (refused !== undefined) return { at: 'failed', because: `a webhook changes ${refused} of what is written` }
  const version = await acknowledge(kubernetes, path, manifest, answer, resourceVersion)
  return { at: 'done', version, ...given({ uid }) }
}

/**
 * Leaves on the object what admission has made of it, where it made something of it. A courtesy: when it cannot be
 * written, the difference is healed once more, and acknowledged then.
 * @returns the resourceVersion that the object has now
 */
async function acknowledge(
  kubernetes: Api,
  path: string,
  sent: Manifest,
  answer: RawDeployment,
  resourceVersion: string,
): Promise<string> {
  const print = differenceFrom(sent, answer) === undefined ? null : printOf(answer)
  if ((answer.metadata?.annotations?.[ADMITTED] ?? null) === print) return resourceVersion
  const patch = { metadata: { resourceVersion, annotations: { [ADMITTED]: print } } }
  const acknowledged = await kubernetes
    .mergePatch<RawDeployment>(path, patch, { fieldManager: FIELD_MANAGER })
    .catch(() => undefined)
  return acknowledged?.metadata?.resourceVersion ?? resourceVersion
}
