import type { NodeAction } from '../utilization/node-action.ts'
import { type Action, isCounted, isNodeAction } from './action.ts'

const MESSAGES = {
  create: 'placeholders created',
  scale: 'placeholders scaled',
  heal: 'placeholders healed',
  change: 'placeholders changed',
  return: 'count given back',
}

const DELETED = {
  takeover: 'deployment taken over',
  replaced: 'deployment replaced',
  removed: 'deployment removed',
}

const WRITTEN = {
  cordon: 'node cordoned',
  uncordon: 'node taken back',
  unmark: 'node unmarked',
}

/** What was done, in the words of the log and the page. */
export function messageOf(action: Action): string {
  if (isNodeAction(action)) return nodeMessage(action)
  if (isCounted(action)) return MESSAGES[action.reason]
  if (action.type === 'delete pod') return 'stranded placeholder deleted'
  if (action.type === 'shield') return 'placeholders labelled'
  if (action.type === 'delete buffer') return 'buffer removed'
  return DELETED[action.reason]
}

function nodeMessage(action: NodeAction): string {
  if (action.type === 'create nodes') return 'nodes created'
  if (action.type === 'remove node') return 'node removed'
  return WRITTEN[action.reason]
}
