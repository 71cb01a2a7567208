import { MINUTE_MS } from '../duration.ts'
import { merged } from '../merged.ts'
import { type HalfHours, halfHoursUntil, mergeHalfHours } from './half-hours.ts'
import { type Minutes, mergeMinutes, minutesWithin } from './minutes.ts'
import { mergeSeries } from './occasions.ts'
import type { AllSeries } from './series.ts'

/** What forecasts remember, by pool: counts only, never who it was. Plain JSON, bounded. */
export interface ForecastMemory {
  readonly arrivals: Readonly<Record<string, Minutes>>
  readonly halfHours: Readonly<Record<string, HalfHours>>
  /** Of all pools. */
  readonly series: AllSeries
}

export const NO_FORECASTS: ForecastMemory = { arrivals: {}, halfHours: {}, series: {} }

/** Two memories of the same people as one: of each count the larger. Idempotent, commutative and associative. */
export const mergeForecasts = (a: ForecastMemory, b: ForecastMemory): ForecastMemory => ({
  arrivals: merged(a.arrivals, b.arrivals, mergeMinutes),
  halfHours: merged(a.halfHours, b.halfHours, mergeHalfHours),
  series: merged(a.series, b.series, mergeSeries),
})

/** Without what was counted by a clock that was ahead. */
export function forecastsUntil({ arrivals, halfHours, series }: ForecastMemory, nowMs: number): ForecastMemory {
  const end = Math.floor(nowMs / MINUTE_MS) + 1
  return {
    arrivals: kept(
      arrivals,
      (one) => minutesWithin(one, 0, end),
      ({ counts }) => counts.length > 0,
    ),
    halfHours: kept(
      halfHours,
      (one) => halfHoursUntil(one, nowMs),
      (one) => Object.keys(one).length > 0,
    ),
    series: kept(
      series,
      (one) => ({ ...one, occasions: one.occasions.filter(({ startMs }) => startMs <= nowMs) }),
      ({ occasions }) => occasions.length > 0,
    ),
  }
}

const kept = <T>(all: Readonly<Record<string, T>>, as: (one: T) => T, isLeft: (one: T) => boolean): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all)
      .map(([key, one]) => [key, as(one)] as const)
      .filter(([, one]) => isLeft(one)),
  )
