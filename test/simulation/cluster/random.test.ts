import assert from 'node:assert/strict'
import { it } from 'node:test'
import { seeded, suffix } from '../../../src/simulation/cluster/random.ts'
import { several } from '../support.ts'

it('the same seed gives the same numbers, another one others', () => {
  const draw = (seed: number) => several(5, seeded(seed))
  assert.deepEqual(draw(7), draw(7))
  assert.notDeepEqual(draw(7), draw(8))
})

it('the numbers are spread evenly over [0, 1)', () => {
  const random = seeded(1)
  const numbers = several(10_000, random)
  assert.ok(numbers.every((number) => number >= 0 && number < 1))
  const tenths = Map.groupBy(numbers, (number) => Math.floor(number * 10))
  assert.equal(tenths.size, 10)
  for (const tenth of tenths.values()) assert.ok(Math.abs(tenth.length - 1000) < 120, `${tenth.length} of 1000`)
})

it('a suffix is five letters of the API server', () => {
  assert.match(suffix(seeded(3)), /^[bcdfghjklmnpqrstvwxz2456789]{5}$/)
})
