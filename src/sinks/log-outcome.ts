import type { Logger } from 'pino'
import { type Action, isCounted, isNodeAction, objectOf } from '../domain/act/action.ts'
import { messageOf } from '../domain/act/action-message.ts'
import { hintOf } from '../domain/act/hint.ts'
import type { Outcome } from '../domain/act/outcome.ts'
import { given } from '../domain/given.ts'
import { nodeFields } from './log-utilization.ts'

/** What became of actions. What fails for the same cause again is no news: an error line a cause, not a line a try. */
export function outcomeLog(log: Logger): (outcome: Outcome) => void {
  const isNews = failures()
  return ({ action, effect }) => {
    const fields = fieldsOf(action)
    const isNew = isNews({ action, effect })
    switch (effect.at) {
      case 'done':
        // Nothing was done: each plan asks for nodes until they are there.
        if (effect.isOnTheWay) return
        log.info(fields, messageOf(action))
        if (effect.unordered !== undefined)
          log.warn({ pool: action.pool, error: effect.unordered }, 'deletion order not written')
        return
      case 'dry run':
        log.info({ ...fields, dryRun: true }, messageOf(action))
        return
      case 'conflict':
        log.debug({ ...fields, conflict: effect.because }, 'write overtaken')
        return
      case 'failed':
        log[isNew ? 'error' : 'debug']({ ...fields, error: effect.because }, 'write failed')
        return
      case 'held back':
        log[isNew ? 'warn' : 'debug']({ ...fields, error: effect.because }, 'write held back')
    }
  }
}

/** Whether an object fails, or is held back, for another cause than before. */
function failures(): (outcome: Pick<Outcome, 'action' | 'effect'>) => boolean {
  const failing = new Map<string, string>()
  return ({ action, effect }) => {
    const object = objectOf(action)
    if (effect.at === 'done' || effect.at === 'dry run') failing.delete(object)
    if (effect.at !== 'failed' && effect.at !== 'held back') return false
    const cause = causeOf(effect)
    const isNew = failing.get(object) !== cause
    failing.set(object, cause)
    return isNew
  }
}

/** Of a hold the sentence says for how long, which changes; a network that flaps breaks connections now so, now so. */
function causeOf(effect: Extract<Outcome['effect'], { at: 'failed' | 'held back' }>): string {
  if (effect.at === 'held back') return effect.at
  return effect.isUnreachable ? 'unreachable' : effect.because
}

function fieldsOf(action: Action): object {
  if (isNodeAction(action)) return nodeFields(action)
  const { pool, because } = action
  if (action.type === 'shield') return { pool, name: action.shields.map(({ name }) => name).join(', '), because }
  if (!isCounted(action)) return { pool, name: action.name, because }
  const { from, to, scaledBy } = action
  const difference = action.type === 'scale' ? undefined : action.difference
  const object = action.type === 'apply' ? undefined : objectOf(action)
  const hint = scaledBy === undefined ? undefined : hintOf(action)
  return { pool, ...given({ object, from }), to, because, ...given({ scaledBy, hint, difference }) }
}
