import { cutToBytes, LONGEST_NOTE } from '../../domain/cut-to-bytes.ts'
import { intentHash } from '../../domain/scheduling/intent-hash.ts'
import { type EventSinkOptions, eventWriter } from '../events/write-event.ts'

/** A pod whose services are missing, or a ConfigMap whose template is why. */
export interface Told {
  readonly kind: 'Pod' | 'ConfigMap'
  readonly name: string
  readonly namespace: string
  readonly uid: string
}

/**
 * Writes on the object itself which services are missing and why: the hub shows a pod's Events to its user. Told once,
 * whoever tells it: an Event's name says what it tells. Never rejects.
 */
export function tellMissing(options: EventSinkOptions) {
  const write = eventWriter(options)
  return async ({ kind, name, namespace, uid }: Told, because: string): Promise<void> => {
    const note = cutToBytes(because, LONGEST_NOTE)
    await write({
      name: `${name.slice(0, 200)}.${intentHash([uid, note])}`,
      namespace,
      action: 'Deploy',
      reason: 'ServiceMissing',
      type: 'Warning',
      note,
      regarding: { apiVersion: 'v1', kind, name, namespace, uid },
    })
  }
}
