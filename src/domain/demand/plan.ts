import type { Unit } from '../calendar/ask.ts'
import { given } from '../given.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { demandAt } from './demand.ts'
import { eventSeat } from './event-seat.ts'
import type { Interval } from './interval.ts'
import { peopleDemands } from './people.ts'
import { activeAt, bridgesAt, type Timeline } from './timeline.ts'

/** How much of a unit is asked, and by which events; by none where the config asks. */
export interface PlannedDemand {
  readonly unit: Unit
  readonly amount: number
  readonly events: readonly string[]
  /** What a seat requests at least, as one of the events says. */
  readonly seat?: Resources
  /** Of some of the students nobody wrote how many (`auto`), nor knows it: these are not in the amount. */
  readonly isAuto?: true
  /** Of some nobody wrote how many: as many are in it as would be expected now. */
  readonly isExpected?: true
}

/** What is asked of a pool in a stretch of time, half-open [fromMs, toMs), in which it does not change. */
export interface Segment {
  readonly fromMs: number
  readonly toMs: number
  /** Placeholders (`integer`) always, people's units while an event asks in them. */
  readonly demands: readonly PlannedDemand[]
}

export type Plan = ReadonlyMap<string, readonly Segment[]>

/** The demand of each pool over [fromMs, toMs): segments that cover it, one for each time that something changes. */
export function planOf(timeline: Timeline, config: Config, fromMs: number, toMs: number): Plan {
  const own = byPool(timeline, fromMs, toMs)
  return new Map(
    [...config.pools.values()].map((pool) => {
      const changes = [...changesOf(pool, own(pool), fromMs, toMs)]
      const segments = changes.map((change, at): Segment => ({ ...change, toMs: changes[at + 1]?.fromMs ?? toMs }))
      return [pool.name, segments]
    }),
  )
}

/** So many starts and ends of events are looked at for the next change of what is asked. */
const MOST_LOOKED = 30

/** From when something is asked of a pool, and what. */
export type Change = Omit<Segment, 'toMs'>

/**
 * The first change of each pool's demand in (fromMs, toMs), by pool; those without one are missing. The second segments
 * of `planOf`, but looked for no further: it is asked while others wait. Where a calendar has thousands of events beside
 * each other that ask less than others, it is missing too.
 */
export function nextChanges(
  timeline: Timeline,
  config: Config,
  fromMs: number,
  toMs: number,
): ReadonlyMap<string, Change> {
  const own = byPool(timeline, fromMs, toMs)
  return new Map(
    [...config.pools.values()].flatMap((pool): [string, Change][] => {
      const [, next] = changesOf(pool, own(pool), fromMs, toMs, MOST_LOOKED)
      return next ? [[pool.name, next]] : []
    }),
  )
}

interface Stretch {
  readonly pool: string
  readonly fromMs: number
  readonly toMs: number
}

/** What of a timeline is of a pool and touches [fromMs, toMs). One pass for all pools. */
function byPool(timeline: Timeline, fromMs: number, toMs: number): (pool: PoolConfig) => Timeline {
  const touching = <T extends Stretch>(all: readonly T[]) =>
    Map.groupBy(
      all.filter((one) => one.toMs > fromMs && one.fromMs < toMs),
      ({ pool }) => pool,
    )
  const [intervals, bridges] = [touching(timeline.intervals), touching(timeline.bridges)]
  return ({ name }) => ({ ...timeline, intervals: intervals.get(name) ?? [], bridges: bridges.get(name) ?? [] })
}

/**
 * What is asked of a pool at fromMs, and each change of it before toMs; computed as far as somebody reads on.
 * @param own what of the timeline is of this pool and touches [fromMs, toMs)
 * @param most starts and ends that are looked at
 */
function* changesOf(
  pool: PoolConfig,
  own: Timeline,
  fromMs: number,
  toMs: number,
  most = Number.POSITIVE_INFINITY,
): Generator<Change> {
  const ends = own.intervals.flatMap((one) => [one.fromMs, one.toMs]).filter((at) => at > fromMs && at < toMs)
  const [intervals, bridges] = [sweep(own.intervals), sweep(own.bridges)]
  let last: string | undefined
  const instants = [...new Set([fromMs, ...ends].sort((a, b) => a - b))]
  for (const at of instants.slice(0, most)) {
    const demands = demandsAt(pool, { ...own, intervals: intervals(at), bridges: bridges(at) }, at)
    const said = JSON.stringify(demands)
    if (said !== last) yield { fromMs: at, demands }
    last = said
  }
}

/** Which of these are active, asked at one instant after the other; in their own order, by start within a moment. */
function sweep<T extends Stretch>(all: readonly T[]): (atMs: number) => readonly T[] {
  const sorted = all.toSorted((a, b) => a.fromMs - b.fromMs)
  let active: T[] = []
  let next = 0
  return (atMs) => {
    const begun = next
    while ((sorted[next]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) next += 1
    active = [...active, ...sorted.slice(begun, next)].filter(({ toMs }) => toMs > atMs)
    return active
  }
}

/** What is asked of a pool at an instant. */
function demandsAt(pool: PoolConfig, timeline: Timeline, nowMs: number): PlannedDemand[] {
  const { integer, events } = demandAt(pool, timeline, nowMs)
  const active = activeAt(timeline, pool.name, nowMs)
  const people = peopleDemands(active, bridgesAt(timeline, pool.name, nowMs))
  const seat = eventSeat(active)
  const known = given({ isAuto: anyOf(active, 'isAuto'), isExpected: anyOf(active, 'isExpected') })
  return [
    { unit: 'integer', amount: integer, events },
    ...people.map(({ unit, amount, events }) => ({
      unit,
      amount,
      events,
      ...(unit === 'students' ? known : {}),
      ...(unit === 'nodes' ? {} : given({ seat })),
    })),
  ]
}

const anyOf = (active: readonly Interval[], key: 'isAuto' | 'isExpected'): true | undefined =>
  active.some((one) => one[key]) ? true : undefined

/** Titles of the events that ask in any unit. */
export const eventsOf = ({ demands }: Segment): string[] => [...new Set(demands.flatMap(({ events }) => events))]
