import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectedOf, sayExpected } from '../../../src/domain/forecast/expected.ts'
import { type AllSeries, type Identity, identityOf, keyOf } from '../../../src/domain/forecast/series.ts'
import { interval } from '../../support/calendar.ts'
import { fc } from '../../support/properties.ts'
import { at, DAY } from '../../support/time.ts'

const lab: Identity = identityOf(interval('students', 210, 'Lab'), 'utc')
const key = keyOf(lab)
type Came = readonly [came: number, announced?: number, missed?: boolean]
const after = (...came: Came[]): AllSeries => ({
  [key]: {
    ...lab,
    occasions: came.map(([people, announced = 210, missed = false], week) => ({
      announced,
      startMs: at('09:00') + week * 7 * DAY,
      bins: [people],
      ...(missed ? { missed: true as const } : {}),
    })),
  },
})
const people = (all: AllSeries, announced: number) => expectedOf(all, lab, announced, key).people

describe('how many are expected', () => {
  const table: [string, AllSeries, number, number][] = [
    ['the first time what is announced', {}, 210, 210],
    ['then the most that came, and a margin while these are few', after([80]), 210, 100],
    ['of two a sixteenth more', after([64], [80]), 210, 85],
    ['of the last four', after([71], [83], [76], [80]), 210, 83 * (1 + 0.25 / 16)],
    ['what is announced caps it', after([80]), 90, 92],
    ['but not below what came', after([80]), 60, 92],
    ['an announcement that grew is news', after([80, 100]), 200, 200],
    ['auto: no cap', after([80]), 0, 100],
    ['the third miss in a row holds nothing', after([80], [0, 210, true], [0, 210, true], [0, 210, true]), 210, 0],
    ['nothing is known at all', {}, 0, 30],
  ]
  for (const [name, all, announced, expected] of table)
    it(name, () => assert.ok(Math.abs(people(all, announced) - expected) < 1e-9, String(people(all, announced))))
  it('without history or number: the same title on other days, else the middle of other classes', () => {
    const friday = { ...lab, weekday: 5 }
    assert.equal(expectedOf(after([80]), friday, 0, undefined).people, 100)
    const other = identityOf(interval('students', 1, 'Poetry'), 'utc')
    assert.equal(expectedOf(after([80]), other, 0, undefined).people, 80)
  })

  const history = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 4 })
  it('never falls when more is announced', () =>
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 400 }), fc.nat(200), (came, announced, more) =>
        assert.ok(people(after(...came), announced + more) >= people(after(...came), announced) - 1e-9),
      ),
    ))
  it('is never more than announced, or a seventh more than ever came', () =>
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 400 }), (came, announced) => {
        const most = Math.max(...came.map(([one]) => one))
        assert.ok(people(after(...came), announced) <= Math.max(announced, 1.15 * most) + 1e-9)
      }),
    ))
})

describe('what is said of it', () => {
  const say = (all: AllSeries, announced: number, isOn = true) =>
    sayExpected(expectedOf(all, lab, announced, key), isOn)
  it('the counts that it comes from', () => {
    assert.equal(say(after([71], [83]), 210), 'the last 2 times 71 to 83 came: 89 expected')
    assert.equal(say(after([80]), 210), 'last time 80 came: 100 expected')
    assert.equal(say({}, 210), undefined)
  })
  it('where it is only shown, that it would be so', () =>
    assert.equal(say(after([80]), 210, false), 'last time 80 came: 100 would be expected (forecast.history: on)'))
  it('of fewer than five not how many', () =>
    assert.equal(say(after([2], [4]), 210), 'the last 2 times fewer than 5 came: 5 expected'))
})
