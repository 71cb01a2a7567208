import type { PeopleDemand } from '../demand/people.ts'
import { given } from '../given.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import type { KnownNode } from './known-node.ts'
import { type Users, waitingIn } from './pool-users.ts'
import type { NodeRoom } from './room.ts'
import type { Seat } from './seat.ts'
import { countSeats, type Seats } from './seats.ts'
import { isOnePerNode, type Size } from './size.ts'

/** What demands in people's units read of a pool. */
export interface PeopleWorld {
  /** The pool's user pods, on a node or waiting for one. */
  readonly users: Users
  readonly openSeats: number
  readonly seatsPerPlaceholder: number
  /** That placeholders would hold elsewhere and do not where they sit. */
  readonly shortSeats: number
  /** Where its nodes differ: what the poorest and the richest hold when they are empty. */
  readonly range?: readonly [least: number, most: number]
  /** Kept nodes that host no bound placeholder. */
  readonly keptNodes: number
}

/** A pool in seats: what one is, how many there are, and what demands in people's units read of it. */
export interface PoolSeats {
  readonly seat: Seat
  readonly seats: Seats
  /** Those on which a seat fits. */
  readonly nodes: readonly EmptyNode[]
  readonly world: PeopleWorld
}

/** What of a pool's seats outlives a night without users and nodes. */
export interface SeatMemory {
  /** The last learned seat. */
  readonly seat?: Resources
  /** What an empty node held last. */
  readonly emptied?: KnownNode
}

export interface PoolSeatsInput {
  readonly pool: PoolConfig
  readonly rooms: readonly NodeRoom[]
  readonly seat: Seat
  /** Those of `rooms` on which a seat fits. */
  readonly nodes: readonly EmptyNode[]
  readonly users: Users
  readonly size: Size
  readonly emptied: KnownNode | undefined
}

export function poolSeats(input: PoolSeatsInput): PoolSeats {
  const { pool, rooms, seat, nodes, users, size, emptied } = input
  const seats = countSeats({
    pool,
    rooms,
    nodes,
    emptied,
    size,
    seat: seat.requests,
    onePerNode: isOnePerNode(pool, size),
    pendingUsers: waitingIn(users).length,
  })
  const keptNodes = rooms.filter((room) => room.kept && room.occupancy.placeholders === 0).length
  return {
    seat,
    seats,
    nodes,
    world: {
      users,
      keptNodes,
      openSeats: seats.open,
      seatsPerPlaceholder: seats.perPlaceholder,
      shortSeats: seats.short,
      ...given({ range: seats.range }),
    },
  }
}

/** Whether a pool's decision needs seats at all. */
export const needsSeats = (pool: PoolConfig, people: readonly PeopleDemand[]): boolean =>
  people.length > 0 || pool.scalingStrategy === 'fit'
