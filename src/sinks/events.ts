import type { Action } from '../domain/action.ts'
import { sayMicroTime } from '../domain/instant.ts'
import { api } from '../kubernetes/api.ts'
import type { Transport } from '../kubernetes/transport.ts'
import { hintOf } from './hint.ts'

/** Tells on the Deployment itself what was done and because of what, for `kubectl describe`. */
export type EventSink = (action: Action, effect: string, because: string) => Promise<void>

export interface EventSinkOptions {
  readonly transport: Transport
  readonly identity: string
  /** Epoch ms. */
  readonly now: () => number
}

/** The API server's limit on a note. */
export const LONGEST_NOTE = 1024
const REASONS = { create: 'Created', scale: 'Scaled', heal: 'Healed', change: 'Changed' }

/** An Event is a courtesy: one that cannot be written is lost, the log has it too. Never rejects. */
export function eventSink({ transport, identity, now }: EventSinkOptions): EventSink {
  const kubernetes = api(transport, { timeoutMs: 5000 })
  const failing = new Map<string, string>()
  return async (action, effect, because) => {
    // Without the object's uid `kubectl describe` would not find it.
    if (action.type !== 'apply' || action.uid === undefined || effect === 'conflict' || effect === 'dry run') return
    const { name, namespace } = action.manifest.metadata
    const done = effect === 'done'
    // Said once for each cause, not for each try.
    if (failing.get(name) === because) return
    if (done) failing.delete(name)
    else failing.set(name, because)
    const note = [done ? `${action.from} to ${action.to}: ${action.because}` : because, hintOf(action)]
      .filter(Boolean)
      .join('; ')
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name}.${now().toString(16)}`, namespace },
      eventTime: sayMicroTime(now()),
      reportingController: 'warmseats',
      reportingInstance: identity,
      action: 'Apply',
      reason: done ? REASONS[action.reason] : 'NotWritten',
      type: done ? 'Normal' : 'Warning',
      note: note.slice(0, LONGEST_NOTE),
      regarding: { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace, uid: action.uid },
    }
    await kubernetes.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, event).catch(() => undefined)
  }
}
