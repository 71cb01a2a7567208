import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  historyWithin,
  joinHistories,
  KEPT_MINUTES,
  lengthOf,
  mergeHistories,
  NOT_SEEN,
  valueAt,
} from '../../../src/domain/history/lines.ts'
import { histories } from '../../support/memories.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { aPool } from './points.ts'

describe('two histories of a pool', () => {
  it('become one, whoever saw more, in whatever order', () =>
    fc.assert(
      fc.property(histories, histories, histories, (a, b, c) => {
        assert.deepEqual(mergeHistories(a, a), a)
        assert.deepEqual(mergeHistories(a, b), mergeHistories(b, a))
        assert.deepEqual(mergeHistories(mergeHistories(a, b), c), mergeHistories(a, mergeHistories(b, c)))
      }),
      RUNS,
    ))
  it('fill the holes of each other', () =>
    assert.deepEqual(mergeHistories(aPool(100, 3, NOT_SEEN, 3), aPool(101, 5)).lines.seated, [3, 5, 3]))
  it('that follow each other are joined to what merging would make of them', () =>
    fc.assert(
      fc.property(histories, histories, fc.integer({ min: -5, max: 2 * KEPT_MINUTES }), (was, after, gap) => {
        const came = { ...after, from: was.from + lengthOf(was) + gap }
        const to = Math.max(was.from + lengthOf(was), came.from + lengthOf(came))
        const joined = historyWithin(joinHistories(was, came), to - KEPT_MINUTES, to)
        assert.deepEqual(joined, mergeHistories(was, came))
      }),
      RUNS,
    ))
  it('are a day long at most, the last one', () => {
    const merged = mergeHistories(aPool(100, 3), aPool(100 + KEPT_MINUTES, 5))
    assert.deepEqual([merged.from, lengthOf(merged)], [100 + KEPT_MINUTES, 1])
  })
})

it('what is within some minutes begins and ends with one that was seen', () => {
  const pool = aPool(100, 3, NOT_SEEN, 4, 5)
  assert.equal(historyWithin(pool, 0, 900), pool)
  assert.deepEqual(historyWithin(pool, 101, 103), aPool(102, 4))
  assert.equal(historyWithin(pool, 101, 102), undefined)
  assert.deepEqual([valueAt(pool, 'seated', 103), valueAt(pool, 'seated', 104)], [5, NOT_SEEN])
})
