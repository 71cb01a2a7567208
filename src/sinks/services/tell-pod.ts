import { sayMicroTime } from '../../domain/instant.ts'
import type { ServedPod } from '../../domain/profiles/services/ref.ts'
import { api } from '../../kubernetes/api.ts'
import type { Transport } from '../../kubernetes/transport.ts'

export interface TellPodOptions {
  readonly transport: Transport
  readonly identity: string
  /** Epoch ms. */
  readonly now: () => number
}

/**
 * Writes on the pod itself which of its services are missing and why: the hub shows a pod's Events to its user. One Event
 * a pod, by its name, however many leaders tell it. Never rejects: the log has it too.
 */
export function tellPod({ transport, identity, now }: TellPodOptions): (pod: ServedPod) => Promise<void> {
  const kubernetes = api(transport, { timeoutMs: 5000 })
  return async ({ name, namespace, uid, failures }) => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name}.services-${uid}`, namespace },
      eventTime: sayMicroTime(now()),
      reportingController: 'warmseats',
      reportingInstance: identity,
      action: 'Deploy',
      reason: 'ServiceMissing',
      type: 'Warning',
      note: failures,
      regarding: { apiVersion: 'v1', kind: 'Pod', name, namespace, uid },
    }
    await kubernetes.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, event).catch(() => undefined)
  }
}
