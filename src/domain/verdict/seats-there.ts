import { isOnlyNotReady } from '../cluster/node.ts'
import { NO_OCCUPANCY, type PodsView } from '../cluster/occupancy.ts'
import { pullsUntilMs } from '../cluster/pulling.ts'
import type { NodeRoom } from '../room/room.ts'
import { freeOf, seatsIn } from '../room/seat.ts'
import { type Resources, subtract } from '../scheduling/resources.ts'
import type { Toleration } from '../scheduling/taint.ts'

export interface SeatsThere {
  /** On nodes that serve and have users' images: what users find, and what placeholders give way for. */
  readonly open: number
  /** Of nodes that do not serve yet, or still pull these images: who is put there waits. */
  readonly coming: number
}

export interface SeatsThereInput {
  readonly pods: Pick<PodsView, 'occupancy' | 'imagePullers' | 'carriers'>
  readonly seat: Resources
  /** Of the pool's users. */
  readonly tolerations: readonly Toleration[]
  readonly nowMs: number
}

/** The seats that people would find now and soon, whoever holds them. O(nodes of the pool) */
export function seatsThere(
  rooms: readonly NodeRoom[],
  { pods, seat, tolerations, nowMs }: SeatsThereInput,
): SeatsThere {
  let [open, coming] = [0, 0]
  for (const { node, usable } of rooms) {
    const taken = pods.occupancy.get(node.name) ?? NO_OCCUPANCY
    const others = subtract(taken.requests, taken.underPlaceholders)
    const seats = seatsIn(freeOf(node.allocatable, others, taken.pods - taken.ownPlaceholders), seat)
    if (usable && pullsUntilMs(node, pods, nowMs) === undefined) open += seats
    else if (usable || isOnlyNotReady(node, tolerations)) coming += seats
  }
  return { open, coming }
}
