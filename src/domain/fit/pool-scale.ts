import { given } from '../given.ts'
import { inSeatsOf, type KnownNode, placeholdersPerNode } from '../room/known-node.ts'
import { seatsPerPlaceholder } from '../room/seats.ts'
import { isOnePerNode, type Size } from '../room/size.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { PoolConfig, SpareRoom } from '../settings/config.ts'

/** How people, placeholders and nodes of a pool turn into each other. */
export interface PoolScale {
  /** Requests of one user; undefined: neither configured nor ever seen, so nothing is said of people. */
  readonly seat?: Resources
  /** Requests of a placeholder. */
  readonly placeholder: Resources
  /** Placeholders are as large as a seat only until a node has told its size: their number says nothing yet. */
  readonly isGuess: boolean
  /** CPU and memory of a whole node; undefined: no node ever told. */
  readonly node?: Resources
  /** Whether spare room is held beside the seats of a class. */
  readonly spareRoom: SpareRoom
  /** Seats that one placeholder holds, at least 1. */
  readonly perPlaceholder: number
  /** Seats on an empty node. */
  readonly perNode?: number
  /** Placeholders that share a node, at least 1. */
  readonly placeholdersPerNode?: number
}

export interface PoolScaleInput {
  readonly pool: PoolConfig
  readonly size: Size
  readonly seat: Resources | undefined
  /** What an empty node held last. */
  readonly emptied: KnownNode | undefined
}

export function poolScale({ pool, size, seat, emptied }: PoolScaleInput): PoolScale {
  const onePerNode = isOnePerNode(pool, size)
  const known = seat && emptied && inSeatsOf(emptied, seat)
  return {
    placeholder: size.requests,
    isGuess: size.from === 'seat',
    spareRoom: pool.spareRoom,
    perPlaceholder: seat ? Math.max(1, seatsPerPlaceholder({ seat, size, onePerNode, emptied: known })) : 1,
    ...given({ seat }),
    ...given({
      placeholdersPerNode: placeholdersPerNode(pool, size, emptied),
      node: emptied?.capacity ?? emptied?.empty,
      perNode: known && known.seats > 0 ? known.seats : undefined,
    }),
  }
}
