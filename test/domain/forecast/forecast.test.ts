import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import type { Class } from '../../../src/domain/forecast/class.ts'
import { type ForecastInput, forecastOf, forecastRevisitAt } from '../../../src/domain/forecast/forecast.ts'
import { fc } from '../../support/properties.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'
import { ALL, classAt } from '../verdict/support/class.ts'
import { crowd } from './support/crowd.ts'

/** So many people in each of the last three minutes, at 09:01. */
const inThreeMinutes = (each: number): ForecastInput['came'] =>
  crowd({ from: minuteOf(at('08:59')), counts: [each, each, each] })

const forecast = (classes: readonly Class[], more: Partial<ForecastInput> = {}) =>
  forecastOf({
    ...{
      reactions: ALL,
      classes,
      came: inThreeMinutes(40),
      halfHours: {},
      leadMs: 8 * MINUTE,
      zone: 'utc',
      weekZone: 'utc',
    },
    ...{ nowMs: at('09:01'), livedMs: at('09:01') },
    ...more,
  })?.missing ?? 0

describe('a surge', () => {
  it('in which nobody is expected is followed by three times as many', () => assert.equal(forecast([]), 200))
  it('is of the class that is on: with those who are due and came it is a fifth larger at most', () => {
    const one = classAt('09:00', 300)
    const [with_, without] = [forecast([one]), forecast([one], { reactions: { ...ALL, surge: false } })]
    assert.ok(with_ > without, `${with_} and ${without}`)
    assert.ok(120 + with_ <= 1.2 * 300 + 1, `120 came, room for ${with_}`)
  })
  it('of which more came already than were expected is no class of a known size', () => {
    const one = classAt('09:00', 40)
    assert.ok(forecast([one]) > 150, `${forecast([one])}`)
  })
})

it('when time alone changes it is always to come, however long nodes take', () =>
  fc.assert(
    fc.property(fc.nat({ max: 6 * 60 }), fc.nat({ max: 24 * HOUR }), (leadMinutes, laterMs) => {
      const nowMs = at('00:00') + laterMs
      const input = { reactions: ALL, classes: [], came: crowd({ from: 0, counts: [1] }), halfHours: {}, zone: 'utc' }
      const more = { weekZone: 'utc', leadMs: leadMinutes * MINUTE, nowMs, livedMs: nowMs }
      const revisitAt = forecastRevisitAt({ ...input, ...more }, [])
      assert.ok(revisitAt !== undefined && revisitAt > nowMs, `${revisitAt} is not after ${nowMs}`)
    }),
  ))
