import assert from 'node:assert/strict'
import { it } from 'node:test'
import { GRACE_MS, rightCounts } from './right.ts'

it('what the calendar asks, less the nodes that have had room for the grace period', () => {
  const right = rightCounts()
  assert.equal(right.at('user', 0), 0)
  right.asks('user', 5, 1000)
  right.room('user', 'n1', true, 2000)
  right.asks('user', 7, 10_000)
  right.room('user', 'n1', false, 20_000)
  assert.deepEqual(
    [999, 1000, 1999 + GRACE_MS, 2000 + GRACE_MS, 10_000, 20_000].map((ms) => right.at('user', ms)),
    [0, 5, 5, 4, 6, 7],
  )
  assert.equal(right.at('lab', 20_000), 0)
})

it('the least takes the fewest asked and the most room of the stretch together', () => {
  const right = rightCounts()
  right.asks('user', 5, 0)
  right.room('user', 'n1', true, 1000)
  right.room('user', 'n1', true, 1500)
  right.room('user', 'n1', false, 5000)
  right.asks('user', 8, 6000)
  assert.equal(right.least('user', 1000, 4000), 4)
  assert.equal(right.least('user', 0, 999), 5)
  assert.equal(right.least('user', 5000, 5500), 5)
  assert.equal(right.least('user', 4000, 9000), 4)
  assert.equal(right.least('user', 6500, 9000), 8)
})

it('never below none', () => {
  const right = rightCounts()
  right.asks('user', 0, 0)
  right.room('user', 'n1', true, 0)
  assert.equal(right.at('user', GRACE_MS), 0)
})
