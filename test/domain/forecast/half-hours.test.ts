import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  HALF_HOURS,
  type HalfHours,
  halfHourOf,
  headroomIn,
  mergeHalfHours,
  UNCOUNTED,
  usualIn,
  weeksOf,
  withHalfHour,
} from '../../../src/domain/forecast/half-hours.ts'
import { parseInstant } from '../../../src/domain/instant.ts'
import { fc } from '../../support/properties.ts'

const instant = (text: string) => parseInstant(text) ?? assert.fail()
const NINE = 2 * 48 + 18
const weeks = (...counts: number[]): HalfHours =>
  counts.reduce<HalfHours>((all, people, week) => withHalfHour(all, { week: 100 + week, index: NINE }, people), {})

describe('the half-hour of an instant', () => {
  it('is that of the week by the clock of its zone', () => {
    assert.deepEqual(halfHourOf(instant('2026-03-25T09:10:00Z'), 'utc'), { week: 2934, index: NINE })
    assert.equal(halfHourOf(instant('2026-03-25T16:29:59Z'), 'America/Los_Angeles').index, NINE)
  })
  it('the week begins on Monday', () => {
    const [sunday, monday] = ['2026-03-22T23:59:00Z', '2026-03-23T00:00:00Z'].map((at) =>
      halfHourOf(instant(at), 'utc'),
    )
    assert.deepEqual([sunday?.week, sunday?.index, monday?.week, monday?.index], [2933, 335, 2934, 0])
  })
  it('a change of clocks moves nothing', () => {
    const zone = 'America/Los_Angeles'
    const [before, after] = ['2026-10-30T16:00:00Z', '2026-11-06T17:00:00Z'].map((at) => halfHourOf(instant(at), zone))
    assert.equal(before?.index, after?.index)
    assert.equal((before?.week ?? 0) + 1, after?.week)
  })
})

describe('what comes without an event', () => {
  it('for nobody knows whom there is no room', () => assert.equal(headroomIn({}, NINE), 0))
  it('after one week for half of them', () => assert.equal(headroomIn(weeks(80), NINE), 40))
  it('then for the second largest of the last four weeks', () => {
    assert.equal(headroomIn(weeks(76, 81), NINE), 76)
    assert.equal(headroomIn(weeks(500, 76, 81, 92, 79), NINE), 81)
  })
  it('usual is the lower median', () => assert.equal(usualIn(weeks(4, 9, 6, 30), NINE), 6))
  it('where always is an event what other weekdays have at that hour', () => {
    const others = withHalfHour(weeks(8), { week: 100, index: 48 + 18 }, 4)
    assert.equal(usualIn(others, 18), 4)
    assert.equal(usualIn(others, 5 * 48 + 18), 0)
  })
  it('the newest week is said first', () => assert.deepEqual(weeksOf(weeks(1, 2, 3), NINE), [3, 2, 1]))
  it('holds five weeks of 336 half-hours and no more', () => {
    const all = weeks(1, 2, 3, 4, 5, 6, 7, 8)
    assert.deepEqual(Object.keys(all), ['103', '104', '105', '106', '107'])
    assert.ok(Object.values(all).every(({ length }) => length === HALF_HOURS))
  })
  it('counted twice the larger count stays', () => {
    const all = weeks(5)
    assert.equal(withHalfHour(all, { week: 100, index: NINE }, 3), all)
    assert.equal(headroomIn(withHalfHour(all, { week: 100, index: NINE }, 8), NINE), 4)
  })
})

describe('two memories of the same half-hours', () => {
  const week = fc
    .array(fc.integer({ min: UNCOUNTED, max: 9 }), { minLength: 4, maxLength: 4 })
    .map((few) => Array.from({ length: HALF_HOURS }, (_, index) => few[index] ?? UNCOUNTED))
  const some = fc
    .dictionary(fc.constantFrom('100', '101', '102', '103', '104', '105', '106'), week)
    .map((all) => mergeHalfHours(all, {}))
  it('become one in any order, any grouping, any number of times', () =>
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        assert.deepEqual(mergeHalfHours(a, a), a)
        assert.deepEqual(mergeHalfHours(a, b), mergeHalfHours(b, a))
        assert.deepEqual(mergeHalfHours(mergeHalfHours(a, b), c), mergeHalfHours(a, mergeHalfHours(b, c)))
      }),
    ))
})
