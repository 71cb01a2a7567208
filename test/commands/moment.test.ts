import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf } from '../../src/commands/moment.ts'
import { sayInstant } from '../../src/domain/instant.ts'

/** A Saturday, the day before the clocks of Berlin change. */
const NOW = Date.parse('2026-03-28T09:30:00Z')
const read = (text: string, more: object = {}) =>
  sayInstant(momentOf('--at', text, { zone: 'Europe/Berlin', nowMs: NOW, ...more }))

describe('an instant on a command line', () => {
  for (const [text, instant] of [
    ['now', '2026-03-28T09:30:00Z'],
    ['today', '2026-03-27T23:00:00Z'],
    ['Tomorrow', '2026-03-28T23:00:00Z'],
    ['yesterday', '2026-03-26T23:00:00Z'],
    ['14:30', '2026-03-28T13:30:00Z'],
    ['+2h', '2026-03-28T11:30:00Z'],
    ['-90m', '2026-03-28T08:00:00Z'],
    ['+1h30m', '2026-03-28T11:00:00Z'],
    // Days keep the time of day.
    ['+7d', '2026-04-04T08:30:00Z'],
    ['+1w', '2026-04-04T08:30:00Z'],
    ['2026-03-30T09:00', '2026-03-30T07:00:00Z'],
    ['2026-03-30T09:00Z', '2026-03-30T09:00:00Z'],
  ] as const)
    it(text, () => assert.equal(read(text), instant))

  it('counts from another instant, where there is one', () =>
    assert.equal(read('+1d', { sinceMs: Date.parse('2026-01-01T00:00:00Z') }), '2026-01-02T00:00:00Z'))

  for (const text of ['soon', '24:00', '9:75', '+', '+x', '', '2026-02-30'])
    it(`not ${JSON.stringify(text)}`, () =>
      assert.throws(() => read(text), { name: 'InputError', message: /^--at .* is no instant; write now, today, / }))
})
