import type { Timeline } from '../demand/timeline.ts'
import { sayPeople } from '../forecast/expected.ts'
import { HALF_HOURS, headroomIn, weeksOf } from '../forecast/half-hours.ts'
import type { ForecastMemory } from '../forecast/memory.ts'
import { sayHalfHour } from '../forecast/say-week.ts'
import { given } from '../given.ts'
import { compare } from '../order.ts'
import type { Config } from '../settings/config.ts'
import type { HistoryMode } from '../settings/forecast-rules.ts'
import { classesByKey } from './named.ts'
import { type Saved, savedOf } from './saved.ts'
import { type KnownSeries, knownSeries } from './series.ts'

/** What is remembered of who comes to a pool: counts, of fewer than five not even these. */
export interface KnownPool {
  readonly pool: string
  readonly history: HistoryMode
  /** By weekday and time. */
  readonly series: readonly KnownSeries[]
  /** Those in which people come though no event says so, by weekday and time. */
  readonly halfHours: readonly KnownHalfHour[]
  /** What the history would save; undefined while it is not only shown, or not known for long. */
  readonly saved?: Saved
}

export interface KnownHalfHour {
  /** `Thursdays 12:30` */
  readonly when: string
  /** Of the last weeks, the newest first: `76`, `fewer than 5`. */
  readonly came: readonly string[]
  /** For so many room is held. */
  readonly room: number
}

export interface KnownInput {
  readonly config: Config
  readonly memory: ForecastMemory
  /** As the calendar has it: what is not announced is not in its amounts. */
  readonly timeline: Timeline
  /** Whose clock weekdays are of. */
  readonly zone: string
  readonly nowMs: number
  /** Seats of a node of a pool, where that is known. */
  readonly perNode: (pool: string) => number | undefined
}

/** What is known of each pool's classes and half-hours, pools without any included. Pure. */
export function knownOf(input: KnownInput): KnownPool[] {
  const { config, memory } = input
  return [...config.pools.values()].map((pool): KnownPool => {
    const { name, forecast } = pool
    const own = Object.entries(memory.series).filter(([, series]) => series.pool === name)
    const named = classesByKey(name, input)
    const series = own
      .toSorted(([a, x], [b, y]) => x.weekday - y.weekday || x.minute - y.minute || compare(a, b))
      .map(([key, one]) =>
        knownSeries({ key, series: one, named: named.get(key), history: forecast.history, ...input }),
      )
    const all = own.map(([, one]) => one)
    return {
      pool: name,
      history: forecast.history,
      series,
      halfHours: halfHoursOf(memory.halfHours[name] ?? {}),
      ...given({ saved: forecast.history === 'show' ? savedOf(all, input.perNode(name)) : undefined }),
    }
  })
}

const halfHoursOf = (all: ForecastMemory['halfHours'][string]): KnownHalfHour[] =>
  Array.from({ length: HALF_HOURS }, (_, index) => index).flatMap((index) => {
    const weeks = weeksOf(all, index)
    if (weeks.every((people) => people === 0)) return []
    return [{ when: sayHalfHour(index), came: weeks.map(sayPeople), room: Math.ceil(headroomIn(all, index)) }]
  })
