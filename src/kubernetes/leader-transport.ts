import { NotLeading } from '../domain/lease.ts'
import type { Transport } from './transport.ts'

/**
 * The way to the API server of everything that only the leader may write. It asks in the instant of each write whether we
 * hold the Lease: what was put off by a throttle, a retry or a last look may come when another replica leads, and the newest
 * version that was seen rejects nothing. Then it rejects with NotLeading, and nothing is sent.
 */
export interface LeaderTransport extends Transport {
  /** For what is written elsewhere than to the API server. */
  readonly mayAct: () => boolean
}

/** @param mayAct whether we hold the Lease now */
export const leaderTransport = (transport: Transport, mayAct: () => boolean): LeaderTransport => ({
  mayAct,
  request: async (request) => {
    if (request.method !== 'GET' && !mayAct()) throw new NotLeading()
    return transport.request(request)
  },
})
