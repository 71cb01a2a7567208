import { eventSeat } from '../demand/event-seat.ts'
import { given } from '../given.ts'
import { inSeatsOf, type KnownNode, placeholdersPerNode } from '../room/known-node.ts'
import { seatsIn } from '../room/seat.ts'
import { seatsPerPlaceholder } from '../room/seats.ts'
import { isOnePerNode, type Size } from '../room/size.ts'
import { isSameList, larger, type Resources } from '../scheduling/resources.ts'
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
  /** For larger seats: what an empty node offers, and whether a placeholder has it for itself. */
  readonly onNode?: { readonly empty: Resources; readonly onePerNode: boolean }
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

export function poolScale(input: PoolScaleInput): PoolScale {
  const { pool, size, seat, emptied } = input
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
      onNode: emptied?.empty && { empty: emptied.empty, onePerNode },
      perNode: known && known.seats > 0 ? known.seats : undefined,
    }),
  }
}

/** The same while a seat requests more, as events say; placeholders and nodes are as they are. */
export function scaleFor(scale: PoolScale, demands: readonly { readonly seat?: Resources }[]): PoolScale {
  const asked = eventSeat(demands)
  if (!asked) return scale
  const seat = larger(scale.seat ?? {}, asked)
  if (isSameList(seat, scale.seat ?? {})) return scale
  const { onNode, perNode: _, ...rest } = scale
  const perNode = onNode && seatsIn(onNode.empty, seat)
  const emptied = onNode && { empty: onNode.empty, seats: perNode ?? 0, seat }
  const size: Size = { requests: scale.placeholder, from: 'last known' }
  const onePerNode = onNode?.onePerNode ?? false
  const perPlaceholder = Math.max(1, seatsPerPlaceholder({ seat, size, onePerNode, emptied }))
  return { ...rest, seat, perPlaceholder, ...given({ onNode, perNode: perNode || undefined }) }
}

/** Not one of them fits on the pool's nodes. */
export const fitsNoNode = ({ seat, onNode }: PoolScale): boolean =>
  seat !== undefined && onNode !== undefined && seatsIn(onNode.empty, seat) === 0
