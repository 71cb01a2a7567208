import assert from 'node:assert/strict'
import { it } from 'node:test'
import pino from 'pino'
import { withLastWords } from '../../../src/commands/run/last-words.ts'

it('what ends the controller is a line of level fatal first', async () => {
  const lines: Record<string, unknown>[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) })
  const listeners = process.listenerCount('uncaughtException')
  await assert.rejects(
    withLastWords(log, async () => {
      throw new Error('no decision')
    }),
    /no decision/,
  )
  assert.deepEqual(
    lines.map(({ level, because, msg }) => [level, because, msg]),
    [[60, 'Error: no decision', 'stopped by a fault']],
  )
  assert.match(String(lines[0]?.stack), /last-words\.test/)
  await withLastWords(log, async () => undefined)
  assert.equal(lines.length, 1)
  assert.equal(process.listenerCount('uncaughtException'), listeners)
})
