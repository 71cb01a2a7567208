import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import type { Effect } from '../../src/domain/act/effect.ts'
import { outcomeLog } from '../../src/sinks/log-outcome.ts'
import { apply } from '../support/action.ts'

/** The lines, from `info` on, about one action and what became of each try. */
function logged(...effects: readonly Effect[]): string[] {
  const lines: string[] = []
  const write = (text: string) => {
    const { level, msg, error } = JSON.parse(text)
    lines.push([level, msg, error].filter(Boolean).join(' '))
  }
  const formatters = { level: (level: string) => ({ level }) }
  const tell = outcomeLog(pino({ formatters }, { write }))
  for (const effect of effects) tell({ action: apply(), effect, tookMs: 1 })
  return lines
}

const failed = (because: string): Effect => ({ at: 'failed', because })
const broke = (because: string): Effect => ({ at: 'failed', because, isUnreachable: true })
const done: Effect = { at: 'done' }

describe('what became of actions, in the log', () => {
  const table: readonly (readonly [what: string, effects: readonly Effect[], lines: readonly string[]])[] = [
    ['a cause is a line, however often it is tried', [failed('a'), failed('a')], ['error write failed a']],
    ['another cause is another one', [failed('a'), failed('b')], ['error write failed a', 'error write failed b']],
    [
      'a network that flaps breaks connections in many ways, and is one cause',
      [broke('read ECONNRESET'), broke('connect ECONNRESET'), broke('read ECONNRESET')],
      ['error write failed read ECONNRESET'],
    ],
    [
      'after a success it is news again',
      [broke('x'), done, broke('y')],
      ['error write failed x', 'info placeholders scaled', 'error write failed y'],
    ],
  ]
  for (const [what, effects, lines] of table) it(what, () => assert.deepEqual(logged(...effects), lines))
})
