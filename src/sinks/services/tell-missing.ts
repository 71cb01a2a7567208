import { sayMicroTime } from '../../domain/instant.ts'
import { intentHash } from '../../domain/intent-hash.ts'
import { api } from '../../kubernetes/api.ts'
import type { Transport } from '../../kubernetes/transport.ts'

export interface TellMissingOptions {
  readonly transport: Transport
  readonly identity: string
  /** Epoch ms. */
  readonly now: () => number
}

/** A pod whose services are missing, or a ConfigMap whose template is why. */
export interface Told {
  readonly kind: 'Pod' | 'ConfigMap'
  readonly name: string
  readonly namespace: string
  readonly uid: string
}

/** The API server's limit on a note. */
const LONGEST_NOTE = 1024

/**
 * Writes on the object itself which services are missing and why: the hub shows a pod's Events to its user. Told once,
 * whoever tells it: an Event's name says what it tells. Never rejects: the log has it too.
 */
export function tellMissing({ transport, identity, now }: TellMissingOptions) {
  const kubernetes = api(transport, { timeoutMs: 5000 })
  return async ({ kind, name, namespace, uid }: Told, because: string): Promise<void> => {
    const note = because.slice(0, LONGEST_NOTE)
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name.slice(0, 200)}.${intentHash([uid, note])}`, namespace },
      eventTime: sayMicroTime(now()),
      reportingController: 'warmseats',
      reportingInstance: identity,
      action: 'Deploy',
      reason: 'ServiceMissing',
      type: 'Warning',
      note,
      regarding: { apiVersion: 'v1', kind, name, namespace, uid },
    }
    await kubernetes.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, event).catch(() => undefined)
  }
}
