import { isOnlyNotReady } from '../cluster/node.ts'
import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import type { NodeRoom } from '../room/room.ts'
import { freeOf, seatsIn } from '../room/seat.ts'
import { type Resources, subtract } from '../scheduling/resources.ts'
import type { Toleration } from '../scheduling/taint.ts'

export interface SeatsThere {
  /** On nodes that serve: what users find, and what placeholders give way for. */
  readonly open: number
  /** Of nodes that do not serve yet. */
  readonly coming: number
}

/**
 * The seats that people would find now and soon, whoever holds them. O(nodes of the pool)
 * @param tolerations of the pool's users
 */
export function seatsThere(
  rooms: readonly NodeRoom[],
  occupancy: ReadonlyMap<string, Occupancy>,
  seat: Resources,
  tolerations: readonly Toleration[],
): SeatsThere {
  let [open, coming] = [0, 0]
  for (const { node, usable } of rooms) {
    const taken = occupancy.get(node.name) ?? NO_OCCUPANCY
    const others = subtract(taken.requests, taken.underPlaceholders)
    const seats = seatsIn(freeOf(node.allocatable, others, taken.pods - taken.ownPlaceholders), seat)
    if (usable) open += seats
    else if (isOnlyNotReady(node, tolerations)) coming += seats
  }
  return { open, coming }
}
