import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayHalfHour, sayMinute, sayWeekly } from '../../../src/domain/forecast/say-week.ts'

it('times of the week are said by weekday and clock', () => {
  assert.equal(sayWeekly(2, 545), 'Tuesdays 09:05')
  assert.deepEqual([0, 47, 48, 335].map(sayHalfHour), [
    'Mondays 00:00',
    'Mondays 23:30',
    'Tuesdays 00:00',
    'Sundays 23:30',
  ])
})
it('a minute of the day before or after is one of the clock', () =>
  assert.deepEqual([-10, 0, 1439.6, 1450].map(sayMinute), ['23:50', '00:00', '00:00', '00:10']))
