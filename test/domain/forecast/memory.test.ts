import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type ForecastMemory,
  forecastsUntil,
  mergeForecasts,
  NO_FORECASTS,
} from '../../../src/domain/forecast/memory.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'
import { forecastMemories, minutesOf } from './support/random.ts'

describe('two memories of the same people', () => {
  it('become one in any order, any grouping, any number of times', () =>
    fc.assert(
      fc.property(forecastMemories, forecastMemories, forecastMemories, (a, b, c) => {
        assert.deepEqual(mergeForecasts(a, a), a)
        assert.deepEqual(mergeForecasts(a, b), mergeForecasts(b, a))
        assert.deepEqual(mergeForecasts(mergeForecasts(a, b), c), mergeForecasts(a, mergeForecasts(b, c)))
      }),
      RUNS,
    ))
  it('what both know changes nothing, however often it is heard again', () =>
    fc.assert(
      fc.property(forecastMemories, forecastMemories, (a, b) => {
        const both = mergeForecasts(a, b)
        assert.deepEqual(mergeForecasts(both, b), both)
        assert.deepEqual(mergeForecasts(a, NO_FORECASTS), a)
      }),
      RUNS,
    ))
})

describe('what a clock that was ahead counted', () => {
  const memory: ForecastMemory = {
    arrivals: { user: minutesOf([3, 1, 4], '09:00'), gpu: minutesOf([2], '11:00') },
    halfHours: {},
    series: {},
  }
  it('is dropped, and nothing else', () =>
    assert.deepEqual(forecastsUntil(memory, at('09:01')), {
      ...memory,
      arrivals: { user: minutesOf([3, 1], '09:00') },
    }))
})
