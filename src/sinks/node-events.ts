import { sayMicroTime } from '../domain/instant.ts'
import type { NodeAction } from '../domain/utilization/node-action.ts'
import type { Steering } from '../domain/utilization/steer.ts'
import { api } from '../kubernetes/api.ts'
import { type EventSinkOptions, LONGEST_NOTE } from './events.ts'

/** Tells on each Node what the utilization policy did to it or would do, for `kubectl describe node`. */
export interface NodeEvents {
  outcome(action: NodeAction, effect: string, because: string): Promise<void>
  /** What is only recommended, said once for as long as it is. */
  recommended(steering: Steering): Promise<void>
}

/** Events on what has no namespace stand in this one. */
const NAMESPACE = 'default'
const DONE = { cordon: 'Cordoned', uncordon: 'TakenBack', unmark: 'Unmarked' }

/** A courtesy, as for Deployments: one that cannot be written is lost. Never rejects. */
export function nodeEventSink({ transport, identity, now }: EventSinkOptions): NodeEvents {
  const kubernetes = api(transport, { timeoutMs: 5000 })
  const failing = new Map<string, string>()
  let said = new Set<string>()
  const write = async (name: string, reason: string, note: string, type = 'Normal') => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name}.${now().toString(16)}.${reason.toLowerCase()}`, namespace: NAMESPACE },
      eventTime: sayMicroTime(now()),
      reportingController: 'warmseats',
      reportingInstance: identity,
      action: 'Utilization',
      reason,
      type,
      note: note.slice(0, LONGEST_NOTE),
      // The kubelet's own Events name a node by its name, and `kubectl describe` looks for that.
      regarding: { apiVersion: 'v1', kind: 'Node', name, uid: name },
    }
    await kubernetes.create(`/apis/events.k8s.io/v1/namespaces/${NAMESPACE}/events`, event).catch(() => undefined)
  }
  return {
    outcome: async (action, effect, because) => {
      if (action.type === 'create nodes' || effect === 'conflict' || effect === 'dry run') return
      const { name } = action
      if (effect === 'done') {
        failing.delete(name)
        await write(name, action.type === 'remove node' ? 'Removed' : DONE[action.reason], action.because)
      } else if (failing.get(name) !== because) {
        failing.set(name, because)
        await write(name, 'NotWritten', because, 'Warning')
      }
    },
    recommended: async ({ plan, isActing }) => {
      const steps = plan && !isActing ? plan : { cordon: [], uncordon: [], shutdown: [] }
      const wishes = [
        ...steps.cordon.map((step) => ({ ...step, reason: 'WouldCordon' })),
        ...steps.uncordon.map((step) => ({ ...step, reason: 'WouldTakeBack' })),
        ...steps.shutdown.map((step) => ({ ...step, reason: 'WouldRemove' })),
      ]
      const news = wishes.filter(({ node, reason }) => !said.has(`${reason} ${node}`))
      said = new Set(wishes.map(({ node, reason }) => `${reason} ${node}`))
      for (const { node, reason, because } of news) await write(node, reason, because)
    },
  }
}
