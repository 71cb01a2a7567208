import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  cameBetween,
  type Minutes,
  mergeMinutes,
  minuteEndMs,
  minutesWithin,
  NO_MINUTES,
} from '../../../src/domain/forecast/minutes.ts'
import { fc } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'

const some: Minutes = { from: 100, counts: [3, 0, 5] }
const minutes = fc
  .record({ from: fc.nat(30), counts: fc.array(fc.nat(9), { maxLength: 20 }) })
  .map(({ from, counts }) => minutesWithin({ from, counts }, 0, 100))

describe('people by minutes', () => {
  it('are added up over a stretch', () => {
    assert.equal(cameBetween(some, 100 * MINUTE, 103 * MINUTE), 8)
    assert.equal(cameBetween(some, 101 * MINUTE, 102 * MINUTE), 0)
    assert.equal(cameBetween(some, 0, 50 * MINUTE), 0)
  })
  it('the minute that runs counts', () => assert.equal(minuteEndMs(100 * MINUTE + 1), 101 * MINUTE))
  it('are kept without the empty ends', () => {
    assert.deepEqual(minutesWithin(some, 101, 200), { from: 102, counts: [5] })
    assert.deepEqual(minutesWithin(some, 0, 50), NO_MINUTES)
    assert.equal(minutesWithin(some, 0, 200).counts, some.counts)
  })
  it('stretches that meet count everybody once', () =>
    fc.assert(
      fc.property(minutes, fc.nat(60 * MINUTE), (all, at) =>
        assert.equal(cameBetween(all, 0, at) + cameBetween(all, at, 100 * MINUTE), cameBetween(all, 0, 100 * MINUTE)),
      ),
    ))
})

describe('two counts of the same minutes', () => {
  it('become one, of each minute the larger', () =>
    assert.deepEqual(mergeMinutes(some, { from: 101, counts: [2, 4, 1] }), { from: 100, counts: [3, 2, 5, 1] }))
  it('and of a day at most: what a memory that is not sane says of long ago takes no room', () =>
    assert.deepEqual(mergeMinutes({ from: 5, counts: [9] }, { from: 30_000_000, counts: [1] }).counts.length, 1440))
  it('in any order, any grouping, any number of times', () =>
    fc.assert(
      fc.property(minutes, minutes, minutes, (a, b, c) => {
        assert.deepEqual(mergeMinutes(a, a), a)
        assert.deepEqual(mergeMinutes(a, b), mergeMinutes(b, a))
        assert.deepEqual(mergeMinutes(mergeMinutes(a, b), c), mergeMinutes(a, mergeMinutes(b, c)))
      }),
    ))
})
