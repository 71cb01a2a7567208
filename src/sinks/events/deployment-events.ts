import type { Action } from '../../domain/act/action.ts'
import type { Listener } from '../../domain/act/listener.ts'
import { hintOf } from '../hint.ts'
import { eventWriter, type LeaderEventOptions } from './write-event.ts'

/** Tells on the Deployment itself what was done and because of what, for `kubectl describe`. */
export type EventSink = (action: Action, effect: string, because: string) => Promise<void>

const REASONS = { create: 'Created', scale: 'Scaled', heal: 'Healed', change: 'Changed' }

/** Never rejects. */
export function eventSink(options: LeaderEventOptions): EventSink {
  const write = eventWriter(options)
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
    await write({
      name: `${name}.${options.now().toString(16)}`,
      namespace,
      action: 'Apply',
      reason: done ? REASONS[action.reason] : 'NotWritten',
      type: done ? 'Normal' : 'Warning',
      note,
      regarding: { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace, uid: action.uid },
    })
  }
}

/** The Events of Deployments as one of those who are told. */
export function deploymentEvents(options: LeaderEventOptions): Listener {
  const tell = eventSink(options)
  return { outcome: ({ action, effect }) => void tell(action, effect.at, 'because' in effect ? effect.because : '') }
}
