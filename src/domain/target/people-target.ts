import { sayTitles } from '../calendar/event-name.ts'
import type { Pod } from '../cluster/pod.ts'
import type { Call, ForecastPeople, PeopleDemand } from '../demand/people.ts'
import type { PeopleWorld } from '../room/pool-seats.ts'
import { countSince, countUsers, type Users } from '../room/pool-users.ts'

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
 * @param forWhoever open seats that are for whoever comes
 */
export function peopleTarget(demand: PeopleDemand, world: PeopleWorld, forWhoever = 0): PeopleTarget {
  const { unit, amount } = demand
  const { users } = world
  const openSeats = Math.max(0, world.openSeats - forWhoever)
  if (demand.forecast) return forecastTarget(demand.forecast, openSeats, world)
  const placeholdersFor = (seats: number) => placeholdersForSeats(seats, world)
  switch (unit) {
    case 'students': {
      const { missing, most, said } = studentsMissing(demand, users)
      const because = `${said}, ${sayOpen(openSeats)}, ${perPlaceholder(world)}`
      return { placeholders: placeholdersFor(missing - openSeats), withoutRoom: placeholdersFor(most), because }
    }
    case 'seats': {
      const taken = countUsers(users)
      const placeholders = placeholdersFor(amount - taken - openSeats)
      const because = `${sayAsk(demand)} seats; ${taken} taken, ${openSeats} open, ${perPlaceholder(world)}`
      return { placeholders, withoutRoom: placeholdersFor(amount), because }
    }
    case 'nodes': {
      const because = `${sayAsk(demand)} nodes; ${world.keptNodes} are in use`
      return { placeholders: Math.max(0, amount - world.keptNodes), withoutRoom: amount, because }
    }
  }
}

interface Missing {
  readonly missing: number
  /** The same if nobody had come. */
  readonly most: number
  readonly said: string
}

/** Classes that are told apart add up, for they are not the same people. */
function studentsMissing({ amount, events, openedMs, later = [], apart }: PeopleDemand, users: Users): Missing {
  const all = worstOf([{ amount, events, openedMs }, ...later], (sinceMs) => countSince(users, sinceMs), '')
  if (apart === undefined) return all
  const named = new Set(apart.map(({ who }) => who))
  const each = apart.map(({ who, calls }) => {
    const isOwn = ({ ofClass }: Pod) =>
      who === undefined ? !named.has(ofClass) || ofClass === undefined : ofClass === who
    return worstOf(calls, (sinceMs) => countSince(users, sinceMs, isOwn), who === undefined ? '' : ` of ${who}`)
  })
  const together = {
    missing: each.reduce((sum, { missing }) => sum + missing, 0),
    most: each.reduce((sum, { most }) => sum + most, 0),
    said: each.map(({ said }) => said).join('; '),
  }
  // A bridge holds what was asked before: more than all of them ask now.
  return all.most > together.most && all.missing > together.missing ? all : together
}

function worstOf(calls: readonly Call[], cameSince: (ms: number) => number, of: string): Missing {
  const counted = calls.map((call) => {
    const came = cameSince(call.openedMs)
    return { ...call, came, missing: Math.max(0, call.amount - came) }
  })
  const worst = counted.reduce((most, call) => (call.missing > most.missing ? call : most))
  const most = Math.max(...calls.map((call) => call.amount))
  return { missing: worst.missing, most, said: `${sayAsk(worst)} students; ${worst.came}${of} came` }
}

function forecastTarget(
  { missing, most, because }: ForecastPeople,
  openSeats: number,
  world: PeopleWorld,
): PeopleTarget {
  return {
    placeholders: placeholdersForSeats(Math.ceil(missing - openSeats - ROUNDING), world),
    withoutRoom: placeholdersForSeats(Math.ceil(most - ROUNDING), world),
    because: `${because}; ${sayOpen(openSeats)}, ${perPlaceholder(world)}`,
  }
}

/** Sums of shares of people: what is a whole number but for the arithmetic is none more. */
const ROUNDING = 1e-6

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
  `a placeholder holds ${Math.max(1, world.seatsPerPlaceholder)}${sayRange(world)}${world.shortSeats > 0 ? `, ${sayShort(world)}` : ''}`

/** That the pool's nodes differ, so that the number is not that of each. */
export const sayRange = ({ range }: Pick<PeopleWorld, 'range'>): string =>
  range ? ` (its nodes hold ${range[0]} to ${range[1]})` : ''

/** Why there are more placeholders than seats are missing. */
export const sayShort = ({ shortSeats, range }: Pick<PeopleWorld, 'shortSeats' | 'range'>): string =>
  `those on shared ${range ? 'or smaller ' : ''}nodes ${shortSeats} fewer together`

export const sayOpen = (seats: number): string => `${seats} ${seats === 1 ? 'seat is' : 'seats are'} open`
