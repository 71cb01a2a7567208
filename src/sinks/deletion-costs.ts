import type { DeletionCost } from '../domain/act/deletion-order.ts'
import { DELETION_COST } from '../domain/cluster/deletion-cost.ts'
import { api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { describeApiError } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'

/** The count that is about to fall waits for them no longer than this. */
const PATIENCE_MS = 2000

/** Who is gone, or became another pod, needs no annotation. */
const GONE = new Set([404, 409])

/**
 * Annotates the pods, all at once and each once: the ReplicaSet goes by it as soon as the count falls. Never rejects.
 * @returns the first refusal as a sentence; undefined when there was none
 */
export async function writeDeletionCosts(
  transport: LeaderTransport,
  costs: readonly DeletionCost[],
): Promise<string | undefined> {
  const kubernetes = api(transport, { timeoutMs: PATIENCE_MS })
  const refusals = await Promise.all(
    costs.map(async ({ namespace, name, uid, cost }) => {
      const metadata = { uid, annotations: { [DELETION_COST]: String(cost) } }
      try {
        await kubernetes.mergePatch(apiPath`/api/v1/namespaces/${namespace}/pods/${name}`, { metadata })
        return undefined
      } catch (error) {
        if (error instanceof ApiError && GONE.has(error.status)) return undefined
        return describeApiError(error, { verb: 'patch', resource: 'pods', group: '', namespace, name })
      }
    }),
  )
  return refusals.find((refusal) => refusal !== undefined)
}
