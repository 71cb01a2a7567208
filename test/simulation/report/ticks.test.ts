import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ticksOf } from '../../../src/simulation/report/ticks.ts'
import { read } from '../scenario/support.ts'

const HOUR = 3_600_000
const rehearsal = await read()

const textsOf = (hours: number): string[] => {
  const { startMs } = rehearsal.scenario
  const scenario = { ...rehearsal.scenario, endMs: startMs + hours * HOUR }
  return ticksOf({ ...rehearsal, scenario }).map(({ text }) => text)
}

it('round times of the own day, weekdays in a week, dates beyond, never more than have room', () => {
  assert.deepEqual(textsOf(3), ['08:30', '09:00', '09:30', '10:00', '10:30'])
  assert.deepEqual(textsOf(7 * 24), ['Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue'])
  assert.deepEqual(textsOf(14 * 24).slice(0, 2), ['26 Mar', '28 Mar'])
  for (const hours of [1, 5, 12, 24, 72, 400, 1000]) assert.ok(textsOf(hours).length <= 8, `${hours} h`)
})
