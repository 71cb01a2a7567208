import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hoursMore, sayHours } from '../../../src/simulation/report/numbers.ts'

it('a difference of hours is that of the numbers which are shown', () => {
  assert.equal(hoursMore(25.16, 24.33), 0.9)
  assert.equal(sayHours(25.16 - 24.33), '0.8')
  assert.equal(hoursMore(24.34, 24.26), 0)
})
