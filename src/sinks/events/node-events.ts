import { isNodeAction } from '../../domain/act/action.ts'
import type { Listener } from '../../domain/act/listener.ts'
import type { NODE_REASONS } from '../../domain/notices/reasons.ts'
import type { NodeAction } from '../../domain/utilization/node-action.ts'
import type { Steering } from '../../domain/utilization/steer.ts'
import { eventWriter, type LeaderEventOptions, type ToldEvent } from './write-event.ts'

/** Tells on each Node what the utilization policy did to it or would do, for `kubectl describe node`. */
export interface NodeEvents {
  outcome(action: NodeAction, effect: string, because: string): Promise<void>
  /** What is only recommended, said once for as long as it is. */
  recommended(steering: Steering): Promise<void>
}

/** Events on what has no namespace stand in this one. */
const NAMESPACE = 'default'
const DONE = { cordon: 'Cordoned', uncordon: 'TakenBack', unmark: 'Unmarked' } as const

/** Never rejects. */
export function nodeEventSink(options: LeaderEventOptions): NodeEvents {
  const write = eventWriter(options)
  const failing = new Map<string, string>()
  let said = new Set<string>()
  const tell = (name: string, reason: keyof typeof NODE_REASONS, note: string, type: ToldEvent['type'] = 'Normal') =>
    write({
      name: `${name}.${options.now().toString(16)}.${reason.toLowerCase()}`,
      namespace: NAMESPACE,
      action: 'Utilization',
      reason,
      type,
      note,
      // The kubelet's own Events name a node by its name, and `kubectl describe` looks for that.
      regarding: { apiVersion: 'v1', kind: 'Node', name, uid: name },
    })
  return {
    outcome: async (action, effect, because) => {
      if (action.type === 'create nodes' || effect === 'conflict' || effect === 'dry run') return
      const { name } = action
      if (effect === 'done') {
        failing.delete(name)
        await tell(name, action.type === 'remove node' ? 'Removed' : DONE[action.reason], action.because)
      } else if (failing.get(name) !== because) {
        failing.set(name, because)
        await tell(name, 'NotWritten', because, 'Warning')
      }
    },
    recommended: async ({ plan, isActing }) => {
      const steps = plan && !isActing ? plan : { cordon: [], uncordon: [], shutdown: [] }
      const wishes = [
        ...steps.cordon.map((step) => ({ ...step, reason: 'WouldCordon' as const })),
        ...steps.uncordon.map((step) => ({ ...step, reason: 'WouldTakeBack' as const })),
        ...steps.shutdown.map((step) => ({ ...step, reason: 'WouldRemove' as const })),
      ]
      const news = wishes.filter(({ node, reason }) => !said.has(`${reason} ${node}`))
      said = new Set(wishes.map(({ node, reason }) => `${reason} ${node}`))
      for (const { node, reason, because } of news) await tell(node, reason, because)
    },
  }
}

/** The Events of Nodes as one of those who are told. */
export function nodeEvents(options: LeaderEventOptions): Listener {
  const sink = nodeEventSink(options)
  return {
    step: ({ leading, steering }) => {
      if (leading) void sink.recommended(steering)
    },
    outcome: ({ action, effect }) => {
      if (isNodeAction(action)) void sink.outcome(action, effect.at, 'because' in effect ? effect.because : '')
    },
  }
}
