/**
 * What forecasts promise, whatever comes: more announced never expects less, no more is expected than announced or hardly more than
 * ever came, and so on. (Of these, two are in `expected.test.ts`, and how two memories become one in `memory.test.ts`.)
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TO_MS } from '../../../src/domain/forecast/bins.ts'
import { dueOf } from '../../../src/domain/forecast/class.ts'
import { PRIOR, shareBy } from '../../../src/domain/forecast/curve.ts'
import { type ForecastInput, forecastOf } from '../../../src/domain/forecast/forecast.ts'
import { cameBetween, NO_MINUTES } from '../../../src/domain/forecast/minutes.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { crowd } from './support/crowd.ts'
import { ALL_ON, arrivals, classes, classOf, forecastMemories, inputOf, withOneMore } from './support/random.ts'

const NINE = at('09:00')
const NEAR = 1e-6
const lead = fc.integer({ min: 1, max: 20 }).map((minutes) => minutes * MINUTE)
const x = fc.integer({ min: -60, max: 44 })
const missing = (input: ForecastInput): number => forecastOf(input)?.missing ?? 0
const calm = { ...ALL_ON, surge: false }

describe('of a class of which nothing is known and to which nobody came', () => {
  it('by the end of its curve all that is announced is due, and never more', () =>
    fc.assert(
      fc.property(fc.nat(1000), lead, x, (students, leadMs, minutes) => {
        const one = classOf(students)
        const due = (nowMs: number) => dueOf(one, students, nowMs, leadMs, ALL_ON)
        assert.ok(Math.abs(due(NINE + TO_MS) - students) < NEAR)
        assert.ok(due(NINE + minutes * MINUTE) <= students + NEAR)
        assert.ok(due(NINE + minutes * MINUTE) <= due(NINE + (minutes + 1) * MINUTE) + NEAR)
      }),
      RUNS,
    ))
  it('at most ten seats are held ten minutes after its start, whatever its curve and its number', () =>
    fc.assert(
      fc.property(
        fc.array(classes, { minLength: 1, maxLength: 4 }),
        lead,
        fc.integer({ min: 10, max: 44 }),
        (all, leadMs, minutes) => {
          const nowMs = NINE + minutes * MINUTE
          assert.ok(missing(inputOf({ nowMs, leadMs, classes: all })) <= 10 * all.length + NEAR)
        },
      ),
      RUNS,
    ))
})

describe('whoever comes', () => {
  it('one person more never raises what is needed by more than the people that the curve says one stands for', () =>
    fc.assert(
      fc.property(classes, arrivals, lead, x, fc.nat(60), (one, came, leadMs, minutes, before) => {
        const nowMs = NINE + minutes * MINUTE
        const share = shareBy(one.curve, minutes * MINUTE)
        fc.pre(share >= 0.08)
        const input = inputOf({ nowMs, leadMs, classes: [one], reactions: calm, came })
        const more = withOneMore(came, Math.floor(nowMs / MINUTE) - before)
        const raised = missing({ ...input, came: crowd(more) }) - missing(input)
        // Who came is there: less one.
        assert.ok(raised <= 1.25 / share - 1 + NEAR, `${raised} where one stands for ${1.25 / share}`)
      }),
      RUNS,
    ))
  it('who comes later than now says nothing yet', () =>
    fc.assert(
      fc.property(fc.array(classes, { maxLength: 3 }), arrivals, x, (all, came, minutes) => {
        const nowMs = NINE + minutes * MINUTE
        const input = inputOf({ nowMs, classes: all, came })
        const until = Math.floor(nowMs / MINUTE) + 1
        const known = { from: came.from, counts: came.counts.slice(0, Math.max(0, until - came.from)) }
        assert.equal(missing(input), missing({ ...input, came: crowd(known) }))
      }),
      RUNS,
    ))
  it('of several classes together no more have come than came', () =>
    fc.assert(
      fc.property(fc.array(classes, { minLength: 1, maxLength: 4 }), arrivals, (all, came) => {
        const unrevised = { ...ALL_ON, revision: false, surge: false, baseline: false }
        const input = inputOf({
          nowMs: NINE + 44 * MINUTE,
          leadMs: 20 * MINUTE,
          classes: all,
          reactions: unrevised,
          came,
        })
        const people = cameBetween(came, 0, Number.MAX_SAFE_INTEGER)
        const expected = all.reduce((sum, { expected: its }) => sum + its, 0)
        assert.ok(missing(input) >= expected - people - NEAR)
      }),
      RUNS,
    ))
})

describe('without classes', () => {
  it('and anybody who came, at a time at which nobody ever came, nothing is held, whatever is remembered of others', () =>
    fc.assert(
      fc.property(forecastMemories, lead, fc.integer({ min: 0, max: 4 }), (memory, leadMs, hour) => {
        // The weeks of these memories begin with Monday; their people come in its first two hours.
        const nowMs = at('2026-03-24T00:00:00Z') + hour * 60 * MINUTE
        for (const halfHours of Object.values(memory.halfHours))
          assert.equal(forecastOf(inputOf({ nowMs, leadMs, halfHours })), undefined)
      }),
      RUNS,
    ))
  it('nobody is expected of a curve alone', () =>
    assert.equal(missing(inputOf({ nowMs: NINE, classes: [classOf(0, { curve: PRIOR })], came: NO_MINUTES })), 0))
})
