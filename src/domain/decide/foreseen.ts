import { minuteOf } from '../cluster/arrivals.ts'
import type { Interval } from '../demand/interval.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import type { PeopleDemand } from '../demand/people.ts'
import type { Timeline } from '../demand/timeline.ts'
import { windowOf } from '../forecast/class.ts'
import { classesOf } from '../forecast/classes.ts'
import { accountOf, COUNTED_MINUTES, countArrivals } from '../forecast/counted.ts'
import { type Crowd, crowdOf } from '../forecast/crowd.ts'
import { type ForecastInput, forecastOf, forecastRevisitAt } from '../forecast/forecast.ts'
import { withoutForgotten } from '../forecast/forgotten.ts'
import { halfHourOf, usualIn } from '../forecast/half-hours.ts'
import { learnHalfHours } from '../forecast/learn.ts'
import { learnSeries } from '../forecast/learn-series.ts'
import type { ForecastMemory } from '../forecast/memory.ts'
import { type Minutes, mergeMinutes, minutesWithin, NO_MINUTES } from '../forecast/minutes.ts'
import type { AllSeries } from '../forecast/series.ts'
import { given } from '../given.ts'
import { oncePerObject } from '../remembered.ts'
import type { PoolConfig } from '../settings/config.ts'
import { type ForecastReactions, isReacting } from '../settings/forecast-rules.ts'
import { type Observed, weekZoneOf } from './observed.ts'

/** What the forecast says of one pool. */
export interface Foreseen {
  /** undefined: nobody is expected. */
  readonly students: PeopleDemand | undefined
  readonly revisitAt?: number
}

/** Who came to a pool of late, and the classes that people come to. */
export interface Lived {
  readonly came: Crowd
  /** Of its events those that ask in students. */
  readonly students: readonly Interval[]
  /** So many come in the half-hour of an instant without any event. */
  readonly usual: (ms: number) => number
  /** As it was known before this decision. */
  readonly series: AllSeries
}

export interface Foresight {
  /** Also of a pool that does not react. */
  livedIn(pool: PoolConfig): Lived
  /** @returns undefined for a pool that does not react: what is announced counts as it is */
  of(pool: PoolConfig, leadTime: LeadTime): Foreseen | undefined
  /** After all pools were asked for. */
  memory(): ForecastMemory
}

export interface ForesightInput {
  readonly world: Observed
  readonly timeline: Timeline
  readonly before: ForecastMemory
  /** For times of day. */
  readonly zone: string
  readonly nowMs: number
  /** Until when is known who came; earlier than now where somebody looks ahead. */
  readonly livedMs: number
}

/** The forecasts of one decision, and what they remember for the next. */
export function foresee(input: ForesightInput): Foresight {
  const { world, nowMs, timeline } = input
  const weekZone = weekZoneOf(world)
  const ofWeek = { ...input, zone: weekZone }
  const kept = (memory: ForecastMemory) => withoutForgotten(memory, world.forgotten ?? {}, weekZone)
  const before = kept(input.before)
  const counted = countArrivals(world, nowMs)
  const arrivals: Record<string, Minutes> = {}
  const halfHours = { ...before.halfHours }
  let { series } = before
  const intervalsOf = oncePerObject(({ name }: PoolConfig) => timeline.intervals.filter((one) => one.pool === name))
  const cameOf = oncePerObject((pool: PoolConfig): Crowd => {
    const accounts = new Map<string | undefined, Minutes>()
    for (const who of [undefined, ...world.config.classes.keys()]) {
      const account = accountOf(pool.name, who)
      const people = cameTo(counted(account), before.arrivals[account], nowMs)
      accounts.set(who, people)
      if (people.counts.length > 0) arrivals[account] = people
    }
    return crowdOf(accounts, intervalsOf(pool))
  })
  const usualOf = ({ name }: PoolConfig) => {
    const known = halfHours[name] ?? {}
    return (ms: number) => usualIn(known, halfHourOf(ms, weekZone).index)
  }
  return {
    livedIn: (pool) => ({
      came: cameOf(pool),
      students: intervalsOf(pool).filter(isClass),
      usual: usualOf(pool),
      series: before.series,
    }),
    of(pool, { ms: leadMs }) {
      const { name, forecast: rules } = pool
      if (!isReacting(rules)) return undefined
      const came = cameOf(pool)
      const intervals = intervalsOf(pool)
      const learned = learnHalfHours(halfHours[name] ?? {}, { ...ofWeek, intervals, came })
      if (Object.keys(learned).length > 0) halfHours[name] = learned
      const { reactions, history } = rules
      const students = intervals.filter(isClass)
      series = learnSeries(series, { ...ofWeek, history, came, usual: usualOf(pool), intervals: students })
      const open = students.filter((one) => isOpen(one, leadMs, pool, nowMs))
      const forecast: ForecastInput = {
        ...input,
        weekZone,
        reactions: intervals.some((one) => isForAll(one, nowMs)) ? withoutSurprise(reactions) : reactions,
        came,
        leadMs,
        halfHours: learned,
        classes: classesOf(open, series, { history, zone: weekZone }),
      }
      const opensMs = students.map((one) => windowOf(one, leadMs, reactions).opensMs)
      return { students: demandOf(forecast), ...given({ revisitAt: forecastRevisitAt(forecast, opensMs) }) }
    },
    memory: () => kept({ arrivals, halfHours, series }),
  }
}

const isClass = ({ unit, amount, isAuto }: Interval): boolean => unit === 'students' && (amount > 0 || isAuto === true)

/** An event in anything but students says how much room there is for all who come: who comes then is no surprise. */
const isForAll = ({ unit, amount, fromMs, toMs }: Interval, nowMs: number): boolean =>
  unit !== 'students' && amount > 0 && fromMs <= nowMs && nowMs < toMs

const withoutSurprise = (reactions: ForecastReactions): ForecastReactions => ({
  ...reactions,
  baseline: false,
  surge: false,
})

/** What is seen now and what was counted before: of each minute the larger. */
function cameTo(seen: Minutes, before: Minutes = NO_MINUTES, nowMs: number): Minutes {
  const to = minuteOf(nowMs) + 1
  return minutesWithin(mergeMinutes(seen, before), to - COUNTED_MINUTES, to)
}

function isOpen(interval: Interval, leadMs: number, { forecast }: PoolConfig, nowMs: number): boolean {
  const { opensMs, closesMs } = windowOf(interval, leadMs, forecast.reactions)
  return opensMs <= nowMs && nowMs < closesMs
}

function demandOf(input: ForecastInput): PeopleDemand | undefined {
  const forecast = forecastOf(input)
  if (!forecast) return undefined
  const { missing, most, because, amount, events, openedMs } = forecast
  return { unit: 'students', amount, events, openedMs, forecast: { missing, most, because } }
}
