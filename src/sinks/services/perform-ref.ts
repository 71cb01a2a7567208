import { NotLeading } from '../../domain/lease.ts'
import type { RefAction } from '../../domain/profiles/services/plan-refs.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import { isStatus } from './failed.ts'

export interface RefSinkOptions {
  readonly transport: LeaderTransport
  /** Told of each write that failed. */
  readonly onFailed: (because: string) => void
}

/**
 * Gives a ConfigMap its owners, or deletes one whose pod never came. Never rejects.
 * @returns whether it is done, or has been overtaken: then the watch brings what is there now
 */
export function performRef({ transport, onFailed }: RefSinkOptions): (action: RefAction) => Promise<boolean> {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  return async (action) => {
    const { name, namespace, uid, resourceVersion } = action.ref
    const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
    try {
      if (action.type === 'sweep') await kubernetes.remove(path, { uid, resourceVersion, propagation: 'Background' })
      else {
        const ownerReferences = action.pods.map((pod) => ({
          apiVersion: 'v1',
          kind: 'Pod',
          name: pod.name,
          uid: pod.uid,
        }))
        await kubernetes.mergePatch(path, { metadata: { uid, resourceVersion, ownerReferences } })
      }
      return true
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 409)) return true
      if (error instanceof NotLeading) return false
      const verb = action.type === 'sweep' ? 'delete' : 'patch'
      onFailed(describeApiError(error, { verb, resource: 'configmaps', group: '', namespace, name }))
      return false
    }
  }
}
