import { setTimeout as sleep } from 'node:timers/promises'
import { awaiting, newRef, REF_LABEL } from '../../domain/profiles/services/ref.ts'
import { refName } from '../../domain/profiles/services/service-name.ts'
import type { RawMetadata } from '../../domain/scheduling/kubernetes-object.ts'
import type { Api } from '../../kubernetes/api.ts'
import { apiPath, pathUnder } from '../../kubernetes/api-path.ts'
import { failedTo, isStatus, orMissing, ServiceError } from './failed.ts'

/** The ConfigMap that will own what is made. */
export interface Ref {
  readonly name: string
  readonly uid: string
}

export interface Awaited {
  readonly user: string
  readonly namespace: string
  readonly spawn: string
  readonly nowMs: number
  readonly signal: AbortSignal
}

interface ConfigMap {
  readonly metadata: RawMetadata & { readonly name: string; readonly uid: string }
}

const RETRY_MS = 50

/**
 * Makes the user's ConfigMap wait for the pod of this spawn, whatever state the server before left it in: owned by a pod
 * that is gone, it is about to be collected; taking its owners away stops that, as both are conditional on its version.
 * @throws ServiceError
 */
export async function awaitPod(kubernetes: Api, awaited: Awaited): Promise<Ref> {
  const { user, namespace, spawn, nowMs, signal } = awaited
  const name = refName(user)
  const collection = apiPath`/api/v1/namespaces/${namespace}/configmaps`
  const path = pathUnder(collection, name)
  const failed = failedTo({ verb: 'patch', resource: 'configmaps', group: '', namespace, name })
  for (;;) {
    const seen = await kubernetes.get<ConfigMap>(path, undefined, signal).catch(orMissing).catch(failed)
    if (seen && !(REF_LABEL in (seen.metadata.labels ?? {})))
      throw new ServiceError(`there is a ConfigMap ${name} that Warmseats did not make; delete or rename it`)
    try {
      if (!seen)
        return refOf(await kubernetes.create<ConfigMap>(collection, newRef(user, namespace, spawn, nowMs), { signal }))
      if (seen.metadata.deletionTimestamp === undefined) {
        const { resourceVersion, uid } = seen.metadata
        const metadata = { ...awaiting(spawn, nowMs), resourceVersion, uid }
        return refOf(await kubernetes.mergePatch<ConfigMap>(path, { metadata }, { signal }))
      }
    } catch (error) {
      // Another spawn, or the garbage collector, was faster.
      if (!isStatus(error, 409) && !isStatus(error, 404)) failed(error)
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {
      throw new ServiceError(`the ConfigMap ${name} is still being deleted; start the server again`)
    })
  }
}

/** Whether it is still there: garbage collectors of older Kubernetes heed no versions. Never rejects. */
export async function isThere(kubernetes: Api, { name, uid }: Ref, { namespace, signal }: Awaited): Promise<boolean> {
  const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const unknown = { metadata: { name, uid } }
  const seen = await kubernetes
    .get<ConfigMap>(path, undefined, signal)
    .catch(orMissing)
    .catch(() => unknown)
  return seen?.metadata.uid === uid
}

const refOf = ({ metadata: { name, uid } }: ConfigMap): Ref => ({ name, uid })
