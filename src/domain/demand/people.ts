import type { PeopleUnit } from '../calendar/ask.ts'
import { titleOf } from '../calendar/event-name.ts'
import { given } from '../given.ts'
import type { Interval } from './interval.ts'
import type { Bridge } from './timeline.ts'

/** What events ask of a pool in one of people's units. */
export interface PeopleDemand {
  readonly unit: PeopleUnit
  readonly amount: number
  /** Titles of the events that count. */
  readonly events: readonly string[]
  /** When the earliest of their windows opened. Epoch ms. */
  readonly openedMs: number
  /** Of students: the same for the events that opened later, without those that did before. Default: none. */
  readonly later?: readonly Call[]
  /** Of students, where an event says which class it means: the same for each class by itself. */
  readonly apart?: readonly CallsOfClass[]
  /** Of students: what is made of who came so far; without it whoever is announced and did not come is missing. */
  readonly forecast?: ForecastPeople
}

/** For how many people seats are needed, open ones included, and why. */
export interface ForecastPeople {
  readonly missing: number
  /** The same if nobody had come. */
  readonly most: number
  readonly because: string
}

/** What some of the events ask, and since when somebody who comes may be one of theirs. */
export type Call = Pick<PeopleDemand, 'amount' | 'events' | 'openedMs'>

/** The calls of the events that mean a class, or of those that mean none: `amount`, and the later ones, as in a demand. */
export interface CallsOfClass {
  readonly who: string | undefined
  readonly calls: readonly [Call, ...Call[]]
}

/**
 * Students of different events add up: each sits somewhere. Of seats and nodes, which are totals, the most counts. A
 * short gap between events keeps the lower of both.
 * @param active the pool's intervals that count now
 * @param bridged its bridges now
 */
export function peopleDemands(active: readonly Interval[], bridged: readonly Bridge[] = []): PeopleDemand[] {
  return (['students', 'seats', 'nodes'] as const).flatMap((unit) => {
    const asked = active.filter((interval) => interval.unit === unit)
    const demand = asked.length > 0 ? together(unit, asked) : undefined
    const bridge = bridged.find((one) => one.unit === unit && one.amount > (demand?.amount ?? 0))
    if (bridge) {
      const later = demand ? [demand, ...(demand.later ?? [])] : []
      const apart = given({ apart: demand?.apart })
      return [{ unit, amount: bridge.amount, events: bridge.events, openedMs: bridge.fromMs, later, ...apart }]
    }
    return demand ? [demand] : []
  })
}

function together(unit: PeopleUnit, asked: readonly Interval[]): PeopleDemand {
  if (unit === 'students') {
    const [all, ...later] = callsOf(asked)
    const isApart = asked.some(({ who }) => who !== undefined)
    return { unit, ...all, later, ...(isApart ? { apart: apart(asked) } : {}) }
  }
  const most = Math.max(...asked.map(({ amount }) => amount))
  return { unit, ...sumOf(asked.filter(({ amount }) => amount === most)), amount: most }
}

const apart = (asked: readonly Interval[]): CallsOfClass[] =>
  [...Map.groupBy(asked, ({ who }) => who)].map(([who, own]) => ({ who, calls: callsOf(own) }))

/** What all of them ask, and what those that opened later do, without those before. */
function callsOf(asked: readonly Interval[]): readonly [Call, ...Call[]] {
  const openings = [...new Set(asked.map(({ fromMs }) => fromMs))].toSorted((a, b) => a - b)
  const [all, ...later] = openings.map((openedMs) => sumOf(asked.filter(({ fromMs }) => fromMs >= openedMs)))
  return [all ?? sumOf(asked), ...later]
}

const sumOf = (some: readonly Interval[]): Call => ({
  amount: some.reduce((sum, { amount }) => sum + amount, 0),
  events: [...new Set(some.map(titleOf))],
  openedMs: Math.min(...some.map(({ fromMs }) => fromMs)),
})
