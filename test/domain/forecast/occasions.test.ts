import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BINS } from '../../../src/domain/forecast/bins.ts'
import {
  binsOf,
  binsOfPool,
  cameTo,
  inWholePeople,
  latestSeries,
  learnedOf,
  MOST_SERIES,
  mergeSeries,
  missesOf,
} from '../../../src/domain/forecast/occasions.ts'
import type { Occasion, Series } from '../../../src/domain/forecast/series.ts'
import { fc } from '../../support/properties.ts'
import { at, DAY } from '../../support/time.ts'

const occasion = (week: number, people: number, missed = false): Occasion => ({
  startMs: at('09:00') + week * 7 * DAY,
  announced: 100,
  bins: [people, ...Array.from<number>({ length: BINS - 1 }).fill(0)],
  ...(missed ? { missed: true as const } : {}),
})
const series = (...occasions: Occasion[]): Series => ({
  pool: 'user',
  uid: 'u',
  words: ['lab'],
  exam: '',
  weekday: 2,
  minute: 540,
  occasions,
})

describe('what is remembered of a series', () => {
  it('are the last eight; the last four that were learned say how many come', () => {
    const all = [
      ...[0, 1, 2, 3, 4, 5].map((week) => occasion(week, 50 + week)),
      ...[6, 7, 8, 9].map((week) => occasion(week, 0, true)),
    ]
    const kept = all.map((one) => series(one)).reduce(mergeSeries)
    assert.deepEqual(learnedOf(kept).map(cameTo), [52, 53, 54, 55])
    assert.equal(kept.occasions.length, 8)
    assert.equal(missesOf(kept), 4)
  })
  it('a miss before somebody came again is none', () =>
    assert.equal(missesOf(series(occasion(0, 0, true), occasion(1, 40))), 0))
  it('older occasions say less of how people come, and few people nothing', () => {
    assert.equal(binsOf(series(occasion(0, 40), occasion(1, 20), occasion(2, 5)))[0], 40 * 0.75 + 20)
    assert.equal(
      binsOfPool({ a: series(occasion(0, 40)), b: { ...series(occasion(0, 70)), pool: 'gpu' } }, 'user')[0],
      40,
    )
  })
  it('series of long ago go, and of very many the oldest', () => {
    const [old, recent] = [series(occasion(0, 9)), series(occasion(61, 9))]
    assert.deepEqual(latestSeries({ old, recent }, at('09:00') + 61 * 7 * DAY), { recent })
    const many = Object.fromEntries(
      Array.from({ length: MOST_SERIES + 5 }, (_, n) => [`s${n}`, series(occasion(n % 50, 9))]),
    )
    assert.equal(Object.keys(latestSeries(many, at('09:00') + 50 * 7 * DAY)).length, MOST_SERIES)
  })
})

describe('shares of people in whole people', () => {
  it('add up to as many, half up', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 90, noNaN: true }), { maxLength: BINS }), (shares) => {
        const people = inWholePeople(shares)
        const all = shares.reduce((sum, share) => sum + share, 0)
        assert.equal(
          people.reduce((sum, one) => sum + one, 0),
          Math.floor(all + 0.5),
        )
        assert.ok(people.every((one) => Number.isInteger(one) && one >= 0))
      }),
    ))
})

describe('two that remember the same series', () => {
  const some = fc
    .array(fc.record({ week: fc.nat(8), people: fc.nat(60), missed: fc.boolean() }), { minLength: 1, maxLength: 9 })
    .map((all) => all.map(({ week, people, missed }) => series(occasion(week, people, missed))).reduce(mergeSeries))
  it('remember one: of each occasion the larger, in any order, any grouping, any number of times', () =>
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        assert.deepEqual(mergeSeries(a, a), a)
        assert.deepEqual(mergeSeries(a, b), mergeSeries(b, a))
        assert.deepEqual(mergeSeries(mergeSeries(a, b), b), mergeSeries(a, b))
        assert.deepEqual(mergeSeries(mergeSeries(a, b), c), mergeSeries(a, mergeSeries(b, c)))
      }),
    ))
})
