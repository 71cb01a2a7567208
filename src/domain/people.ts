import type { PeopleUnit } from './ask.ts'
import { titleOf } from './event-name.ts'
import type { Pod } from './pod.ts'
import type { Bridge, Interval } from './timeline.ts'

/** What events ask of a pool in one of people's units. */
export interface PeopleDemand {
  readonly unit: PeopleUnit
  readonly amount: number
  /** Titles of the events that count. */
  readonly events: readonly string[]
  /** When the earliest of their windows opened. Epoch ms. */
  readonly openedMs: number
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
    if (bridge)
      return [{ unit, amount: bridge.amount, events: bridge.events, openedMs: demand?.openedMs ?? bridge.fromMs }]
    return demand ? [demand] : []
  })
}

function together(unit: PeopleUnit, asked: readonly Interval[]): PeopleDemand {
  const amounts = asked.map((interval) => interval.amount)
  const most = Math.max(...amounts)
  const counting = unit === 'students' ? asked : asked.filter((interval) => interval.amount === most)
  return {
    unit,
    amount: unit === 'students' ? amounts.reduce((sum, amount) => sum + amount, 0) : most,
    events: [...new Set(counting.map(titleOf))],
    openedMs: Math.min(...counting.map((interval) => interval.fromMs)),
  }
}

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

/** How many placeholders a demand in people's units needs beside what is there. */
export function peopleTarget({ unit, amount, events, openedMs }: PeopleDemand, world: PeopleWorld): PeopleTarget {
  const { users, openSeats } = world
  const who = events.map((title) => `"${title}"`).join(' and ')
  const placeholdersFor = (seats: number) => placeholdersForSeats(seats, world)
  switch (unit) {
    case 'students': {
      const came = users.filter((pod) => pod.createdMs >= openedMs).length
      const placeholders = placeholdersFor(Math.max(0, amount - came) - openSeats)
      const because = `${who} ${asks(events)} ${amount} students; ${came} came, ${sayOpen(openSeats)}, ${perPlaceholder(world)}`
      return { placeholders, withoutRoom: placeholdersFor(amount), because }
    }
    case 'seats': {
      const placeholders = placeholdersFor(amount - users.length - openSeats)
      const because = `${who} ${asks(events)} ${amount} seats; ${users.length} taken, ${openSeats} open, ${perPlaceholder(world)}`
      return { placeholders, withoutRoom: placeholdersFor(amount), because }
    }
    case 'nodes': {
      const because = `${who} ${asks(events)} ${amount} nodes; ${world.keptNodes} are in use`
      return { placeholders: Math.max(0, amount - world.keptNodes), withoutRoom: amount, because }
    }
  }
}

const asks = (events: readonly string[]) => (events.length === 1 ? 'asks' : 'ask')

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
