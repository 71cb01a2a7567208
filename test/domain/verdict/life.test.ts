import assert from 'node:assert/strict'
import { it } from 'node:test'
import {
  countAt,
  isEmptyLife,
  lifeWithin,
  mergeLives,
  NO_LIFE,
  type PoolLife,
  sampleOf,
} from '../../../src/domain/verdict/life.ts'
import { fc } from '../../support/properties.ts'

const minutes = fc.record({ from: fc.integer({ min: 100, max: 110 }), counts: fc.array(fc.nat(9), { maxLength: 9 }) })
const life: fc.Arbitrary<PoolLife> = fc
  .record({ sampled: fc.nat(120), late: minutes, longest: minutes, open: minutes, coming: minutes })
  // As they are kept: without zeros at either end.
  .map((one) => lifeWithin(one, 0, 1000))

it('lives merge as the larger of each minute, in whatever order', () => {
  fc.assert(
    fc.property(life, life, life, (a, b, c) => {
      assert.deepEqual(mergeLives(a, a), a)
      assert.deepEqual(lifeWithin(mergeLives(a, b), 0, 1000), lifeWithin(mergeLives(b, a), 0, 1000))
      assert.deepEqual(
        lifeWithin(mergeLives(mergeLives(a, b), c), 0, 1000),
        lifeWithin(mergeLives(a, mergeLives(b, c)), 0, 1000),
      )
      for (let minute = 95; minute < 125; minute += 1)
        assert.equal(
          countAt(mergeLives(a, b).open, minute) ?? 0,
          Math.max(countAt(a.open, minute) ?? 0, countAt(b.open, minute) ?? 0),
        )
    }),
  )
})

it('a sample is of one minute, and what is long ago goes', () => {
  const two = mergeLives(sampleOf(100, { open: 4, coming: 28 }), sampleOf(101, { open: 2, coming: 0 }))
  assert.deepEqual([countAt(two.open, 100), countAt(two.coming, 100), countAt(two.open, 101)], [4, 28, 2])
  assert.equal(countAt(two.open, 99), undefined)
  assert.deepEqual(lifeWithin(two, 101, 200).open, { from: 101, counts: [2] })
  assert.equal(isEmptyLife(lifeWithin(two, 102, 200)), true)
  assert.equal(isEmptyLife(NO_LIFE), true)
})
