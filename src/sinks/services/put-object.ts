import { setTimeout as sleep } from 'node:timers/promises'
import { FIELD_MANAGER } from '../../domain/cluster/deployment.ts'
import { SERVICE_OF_LABEL, type ServiceObject } from '../../domain/profiles/services/objects.ts'
import type { RawMetadata } from '../../domain/scheduling/kubernetes-object.ts'
import type { AllowedKind } from '../../domain/settings/config.ts'
import type { Api } from '../../kubernetes/api.ts'
import { pathUnder } from '../../kubernetes/api-path.ts'
import type { Discovery, KindOfObject } from '../../kubernetes/discovery.ts'
import type { Ref } from './await-pod.ts'
import { failedTo, orMissing, ServiceError } from './failed.ts'

export interface PutDeps {
  readonly kubernetes: Api
  readonly kindOf: Discovery
  /** Beside ConfigMaps. */
  readonly allowed: readonly AllowedKind[]
  readonly signal: AbortSignal
}

const RETRY_MS = 100

/**
 * Creates an object, or changes the one that the user has from before into it.
 * @param ref who owns it; without one nothing is kept: the API server checks and answers as if
 * @returns the object as the API server answers
 * @throws ServiceError
 */
export async function putObject(object: ServiceObject, ref: Ref | undefined, deps: PutDeps): Promise<object> {
  const { kubernetes, signal } = deps
  const kind = await findKind(object, deps)
  const { name, namespace } = object.metadata
  const path = pathUnder(kind.path(namespace), name)
  const attempt = { resource: kind.resource, group: kind.group, namespace, name }
  await waitUntilOurs(path, (seen) => isOurs(seen, object, ref), object, {
    ...deps,
    failed: failedTo({ ...attempt, verb: 'get' }),
  })
  const owned = ref
    ? {
        ...object,
        metadata: { ...object.metadata, ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', ...ref }] },
      }
    : object
  return kubernetes
    .apply(path, owned, { fieldManager: FIELD_MANAGER, force: true, dryRun: ref === undefined, signal })
    .catch(failedTo({ ...attempt, verb: 'apply' }))
}

async function findKind({ apiVersion, kind }: ServiceObject, deps: PutDeps): Promise<KindOfObject> {
  const failed = failedTo({ verb: 'get', resource: apiVersion })
  const found = await deps.kindOf(apiVersion, kind, deps.signal).catch(failed)
  if (!found)
    throw new ServiceError(`the cluster knows no ${kind} of ${apiVersion}; is what brings this kind installed?`)
  const { group, resource, namespaced } = found
  if (!namespaced) throw new ServiceError(`a ${kind} is in no namespace, so it cannot belong to a user's server`)
  const isAllowed = [CONFIG_MAPS, ...deps.allowed].some((one) => one.apiGroup === group && one.resource === resource)
  if (isAllowed) return found
  throw new ServiceError(
    `${resource} are not allowed; add {apiGroup: "${group}", resource: ${resource}} to profiles.services.allowedKinds`,
  )
}

const CONFIG_MAPS: AllowedKind = { apiGroup: '', resource: 'configmaps' }

/** By its label; or by its owner, where the label is one of a version that wrote other labels. */
const isOurs = ({ labels, ownerReferences }: RawMetadata, { metadata }: ServiceObject, ref: Ref | undefined): boolean =>
  labels?.[SERVICE_OF_LABEL] === metadata.labels[SERVICE_OF_LABEL] ||
  (ref !== undefined && ownerReferences?.some(({ uid }) => uid === ref.uid) === true)

/** An object of the server before may still be in deletion, held by a finalizer: it would take our changes with it. */
async function waitUntilOurs(
  path: string,
  isOurs: (metadata: RawMetadata) => boolean,
  { kind, metadata: { name } }: ServiceObject,
  { kubernetes, signal, failed }: PutDeps & { readonly failed: (error: unknown) => never },
): Promise<void> {
  for (;;) {
    const seen = await kubernetes
      .get<{ readonly metadata: RawMetadata }>(path, undefined, signal)
      .catch(orMissing)
      .catch(failed)
    if (!seen) return
    if (!isOurs(seen.metadata))
      throw new ServiceError(
        `there is a ${kind} ${name} that is not this user's service; give the template another name`,
      )
    if (seen.metadata.deletionTimestamp === undefined) return
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {
      throw new ServiceError(`the ${kind} ${name} of the server before is still being deleted; start the server again`)
    })
  }
}
