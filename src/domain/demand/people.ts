import type { PeopleUnit } from '../calendar/ask.ts'
import { sayTitles, titleOf } from '../calendar/event-name.ts'
import type { Pod } from '../cluster/pod.ts'
import type { Bridge, Interval } from './timeline.ts'

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
}

/** What some of the events ask, and since when somebody who comes may be one of theirs. */
export type Call = Pick<PeopleDemand, 'amount' | 'events' | 'openedMs'>

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
      return [{ unit, amount: bridge.amount, events: bridge.events, openedMs: bridge.fromMs, later }]
    }
    return demand ? [demand] : []
  })
}

function together(unit: PeopleUnit, asked: readonly Interval[]): PeopleDemand {
  if (unit === 'students') {
    const openings = [...new Set(asked.map(({ fromMs }) => fromMs))].toSorted((a, b) => a - b)
    const [all, ...later] = openings.map((openedMs) => sumOf(asked.filter(({ fromMs }) => fromMs >= openedMs)))
    return { unit, ...(all ?? sumOf(asked)), later }
  }
  const most = Math.max(...asked.map(({ amount }) => amount))
  return { unit, ...sumOf(asked.filter(({ amount }) => amount === most)), amount: most }
}

const sumOf = (some: readonly Interval[]): Call => ({
  amount: some.reduce((sum, { amount }) => sum + amount, 0),
  events: [...new Set(some.map(titleOf))],
  openedMs: Math.min(...some.map(({ fromMs }) => fromMs)),
})

export interface PeopleWorld {
  /** The pool's user pods, on a node or waiting for one. */
  readonly users: readonly Pod[]
  readonly openSeats: number
  readonly seatsPerPlaceholder: number
  /** That placeholders would hold elsewhere and do not where they sit. */
  readonly shortSeats: number
  /** Kept nodes that host no bound placeholder. */
  readonly keptNodes: number
}

export interface PeopleTarget {
  readonly placeholders: number
  /** The same with no room and no users at all. */
  readonly withoutRoom: number
  readonly because: string
}

/**
 * How many placeholders a demand in people's units needs beside what is there. Who came since an event's window opened may
 * be one of its students, or of one that opened before: so each event and those that opened later need what they ask
 * less who came since, and the most of that counts. (Less all who came since the earliest, a few hours of tutoring
 * for ten would let those who sit there since the morning pass for the students of the exam.)
 */
export function peopleTarget(demand: PeopleDemand, world: PeopleWorld): PeopleTarget {
  const { unit, amount, events, openedMs, later = [] } = demand
  const { users, openSeats } = world
  const placeholdersFor = (seats: number) => placeholdersForSeats(seats, world)
  switch (unit) {
    case 'students': {
      const calls = [{ amount, events, openedMs }, ...later].map((call) => {
        const came = users.filter((pod) => pod.createdMs >= call.openedMs).length
        return { ...call, came, missing: Math.max(0, call.amount - came) }
      })
      const worst = calls.reduce((most, call) => (call.missing > most.missing ? call : most))
      const because = `${sayAsk(worst)} students; ${worst.came} came, ${sayOpen(openSeats)}, ${perPlaceholder(world)}`
      const withoutRoom = placeholdersFor(Math.max(...calls.map((call) => call.amount)))
      return { placeholders: placeholdersFor(worst.missing - openSeats), withoutRoom, because }
    }
    case 'seats': {
      const placeholders = placeholdersFor(amount - users.length - openSeats)
      const because = `${sayAsk(demand)} seats; ${users.length} taken, ${openSeats} open, ${perPlaceholder(world)}`
      return { placeholders, withoutRoom: placeholdersFor(amount), because }
    }
    case 'nodes': {
      const because = `${sayAsk(demand)} nodes; ${world.keptNodes} are in use`
      return { placeholders: Math.max(0, amount - world.keptNodes), withoutRoom: amount, because }
    }
  }
}

const sayAsk = ({ events, amount }: Pick<Call, 'events' | 'amount'>): string =>
  `${sayTitles(events)} ${events.length === 1 ? 'asks' : 'ask'} ${amount}`

/** How many placeholders make up for so many missing seats. */
export function placeholdersForSeats(
  missing: number,
  { seatsPerPlaceholder, shortSeats }: Pick<PeopleWorld, 'seatsPerPlaceholder' | 'shortSeats'>,
): number {
  return missing > 0 ? Math.ceil((missing + shortSeats) / Math.max(1, seatsPerPlaceholder)) : 0
}

const perPlaceholder = (world: PeopleWorld) =>
  `a placeholder holds ${Math.max(1, world.seatsPerPlaceholder)}${world.shortSeats > 0 ? `, ${sayShort(world)}` : ''}`

/** Why there are more placeholders than seats are missing. */
export const sayShort = ({ shortSeats }: Pick<PeopleWorld, 'shortSeats'>): string =>
  `those on shared nodes ${shortSeats} fewer together`

export const sayOpen = (seats: number): string => `${seats} ${seats === 1 ? 'seat is' : 'seats are'} open`
