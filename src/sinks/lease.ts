import { sayMicroTime } from '../domain/instant.ts'
import {
  LEASE_TIMINGS,
  type Lease,
  type LeasePlan,
  type LeaseTimings,
  leaseFrom,
  type RawLease,
  type SeenLease,
} from '../domain/lease.ts'
import { api } from '../kubernetes/api.ts'
import { apiPath, pathUnder } from '../kubernetes/api-path.ts'
import type { Transport } from '../kubernetes/transport.ts'

export interface LeaseSinkOptions {
  readonly transport: Transport
  readonly namespace: string
  readonly name: string
  /** Of this process: no other may bear it. */
  readonly identity: string
  /** The wall clock, for people who read the Lease: nobody reckons with it. Epoch ms. */
  readonly now: () => number
  readonly leaseTimings?: LeaseTimings
}

/** Writes a Lease, always on the version that was seen: who was overtaken gets a 409. */
export interface LeaseSink {
  /**
   * @param seen undefined: there is none
   * @throws ApiError, 409 for a write that was overtaken; ConnectionError
   */
  write(act: NonNullable<LeasePlan['act']>, seen: SeenLease | undefined): Promise<Lease>
  /** So that another takes over at once. Never rejects: who cannot give it back lets it expire. */
  giveBack(seen: SeenLease): Promise<void>
}

export function leaseSink({
  transport,
  namespace,
  name,
  identity,
  now,
  leaseTimings: timings = LEASE_TIMINGS,
}: LeaseSinkOptions): LeaseSink {
  const collection = apiPath`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`
  const path = pathUnder(collection, name)
  const kubernetes = api(transport, { timeoutMs: timings.renewMs })
  return {
    write: async (act, seen) => {
      const time = sayMicroTime(now())
      const taken = { acquireTime: time, leaseTransitions: (seen?.transitions ?? -1) + 1 }
      const lease = {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name, ...(seen ? { resourceVersion: seen.resourceVersion } : {}) },
        spec: {
          holderIdentity: identity,
          leaseDurationSeconds: timings.durationMs / 1000,
          renewTime: time,
          ...(act === 'renew' ? {} : taken),
        },
      }
      const written = await (act === 'create'
        ? kubernetes.create<RawLease>(collection, lease)
        : kubernetes.mergePatch<RawLease>(path, lease))
      return leaseFrom(written, timings)
    },
    giveBack: async ({ resourceVersion }) => {
      const free = { metadata: { resourceVersion }, spec: { holderIdentity: '', leaseDurationSeconds: 1 } }
      await kubernetes.mergePatch(path, free).catch(() => undefined)
    },
  }
}
