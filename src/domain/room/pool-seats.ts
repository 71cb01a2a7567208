import type { Occupancy } from '../cluster/occupancy.ts'
import type { Pod } from '../cluster/pod.ts'
import type { PeopleDemand } from '../demand/people.ts'
import { type Problem, problem } from '../problem.ts'
import { amountOf, type Resources, sayResources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'
import { type Seat, seatOf } from './seat.ts'
import { countSeats, type Seats } from './seats.ts'
import type { Size } from './size.ts'

/** What demands in people's units read of a pool. */
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

/** A pool in seats: what one is, how many there are, and what demands in people's units read of it. */
export interface PoolSeats {
  readonly seat: Seat
  readonly seats: Seats
  readonly world: PeopleWorld
  readonly problems: readonly Problem[]
}

/** What of a pool's seats outlives a night without users and nodes. */
export interface SeatMemory {
  /** The last learned seat. */
  readonly seat?: Resources
  /** How many seats an empty node had last, and of which size: of another seat it has another number. */
  readonly emptied?: { readonly seats: number; readonly seat: Resources }
}

export interface PoolSeatsInput {
  readonly pool: PoolConfig
  readonly rooms: readonly NodeRoom[]
  readonly occupancy: ReadonlyMap<string, Occupancy>
  readonly users: readonly Pod[]
  readonly size: Size | undefined
  readonly before: SeatMemory | undefined
}

export function poolSeats({ pool, rooms, occupancy, users, size, before }: PoolSeatsInput): PoolSeats {
  const seat = seatOf(pool.seat, users, before?.seat)
  const seats = countSeats({
    rooms,
    occupancy,
    seat: seat.requests,
    placeholder: size?.requests,
    onePerNode: pool.onePerNode,
    pendingUsers: users.filter((pod) => pod.nodeName === undefined).length,
    knownEmptyNode: isSame(before?.emptied?.seat, seat.requests) ? before?.emptied?.seats : undefined,
  })
  const keptNodes = rooms.filter((room) => room.kept && (occupancy.get(room.node.name)?.placeholders ?? 0) === 0).length
  return {
    seat,
    seats,
    problems: size ? problemsOf(pool, seat, seats) : [], // without a size that is the problem, and said elsewhere
    world: {
      users,
      keptNodes,
      openSeats: seats.open,
      seatsPerPlaceholder: seats.perPlaceholder,
      shortSeats: seats.short,
    },
  }
}

const isSame = (a: Resources | undefined, b: Resources): boolean =>
  a !== undefined && [...Object.keys(a), ...Object.keys(b)].every((name) => amountOf(a, name) === amountOf(b, name))

const TOO_SMALL =
  'does not fit into a placeholder, which counts as one seat all the same: too little room is kept; let resources.requests be at least that'

/** Said only while somebody asks in seats. */
function problemsOf(pool: PoolConfig, seat: Seat, seats: Seats): Problem[] {
  const where = `nodePools.${pool.name}.seat.requests`
  const said = JSON.stringify(sayResources(seat.requests)).replaceAll('"', '')
  const problems: Problem[] = []
  if (seat.from === 'assumed')
    problems.push(problem(where, `is not set and the pool has no users to learn it from; ${said} is assumed`))
  if (seats.emptyNode === 0)
    problems.push(problem(where, `a seat of ${said} does not fit on an empty node of the pool's smallest kind`))
  else if (seats.perPlaceholder < 1) problems.push(problem(where, `a seat of ${said} ${TOO_SMALL}`))
  return problems
}

/** Whether a pool's decision needs seats at all. */
export const needsSeats = (pool: PoolConfig, people: readonly PeopleDemand[]): boolean =>
  people.length > 0 || pool.scalingStrategy === 'fit'
