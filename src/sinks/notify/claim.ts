import { NotLeading } from '../../domain/lease.ts'
import type { Claimed } from '../../domain/notify/claimed.ts'
import { TOLD_KEY, type Told, toldText } from '../../domain/notify/told.ts'
import { api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { describeApiError } from '../../kubernetes/describe.ts'
import { ApiError } from '../../kubernetes/errors.ts'
import type { LeaderTransport } from '../../kubernetes/leader-transport.ts'
import type { Transport } from '../../kubernetes/transport.ts'

export interface ClaimDeps {
  /** For what the leader tells. */
  readonly asLeader: LeaderTransport
  /** For that nobody leads, which only one can tell who does not lead. */
  readonly transport: Transport
  readonly namespace: string
  /** Of the state ConfigMap. */
  readonly name: string
}

/**
 * Writes down what is about to be told, if nothing was written since `resourceVersion`: of several who would tell it one may.
 * Never rejects.
 */
export type Claim = (told: Told, resourceVersion: string, as: 'leader' | 'anybody') => Promise<Claimed>

export function claiming({ asLeader, transport, namespace, name }: ClaimDeps): Claim {
  const timeoutMs = 10_000
  const by = { leader: api(asLeader, { timeoutMs }), anybody: api(transport, { timeoutMs }) }
  return async (told, resourceVersion, as) => {
    try {
      await by[as].mergePatch(apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`, {
        metadata: { resourceVersion },
        data: { [TOLD_KEY]: toldText(told) },
      })
      return { at: 'kept' }
    } catch (error) {
      if (error instanceof NotLeading || (error instanceof ApiError && error.status === 409)) return { at: 'overtaken' }
      const because = describeApiError(error, { verb: 'patch', resource: 'configmaps', group: '', namespace, name })
      return { at: 'failed', because }
    }
  }
}
