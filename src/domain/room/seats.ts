import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { given } from '../given.ts'
import { type Resources, subtract } from '../scheduling/resources.ts'
import type { NodeRoom } from './room.ts'
import { seatsIn } from './seat.ts'

/** What a pool offers in seats. */
export interface Seats {
  /** Free on kept nodes less the Pending users, at least 0: arriving users sit there without a placeholder. */
  readonly open: number
  /** Free on kept nodes, by node name. */
  readonly byNode: ReadonlyMap<string, number>
  /** Of an empty node of the smallest kind; undefined without nodes. */
  readonly emptyNode?: number
  /** That one placeholder holds. */
  readonly perPlaceholder: number
  /** By so many bound placeholders hold fewer where they sit: somebody else is on the node, or its pod slots run out. */
  readonly short: number
}

export interface SeatsInput {
  readonly rooms: readonly NodeRoom[]
  readonly occupancy: ReadonlyMap<string, Occupancy>
  readonly seat: Resources
  /** Requests of a placeholder; undefined when its size is not known. */
  readonly placeholder: Resources | undefined
  readonly onePerNode: boolean
  readonly pendingUsers: number
  /** The last known seats of an empty node. */
  readonly knownEmptyNode?: number | undefined
}

/**
 * Counts seats by bin packing over every resource that the seat names. Only kept nodes count, and without any grace:
 * users pin them. A Pending user is subtracted here and never elsewhere, so that binding it to a free seat changes
 * nothing.
 */
export function countSeats(input: SeatsInput): Seats {
  const { rooms, occupancy, seat, pendingUsers } = input
  const byNode = new Map<string, number>()
  let emptyNode = Number.POSITIVE_INFINITY
  for (const { node, usable, kept } of rooms) {
    if (!usable) continue
    const taken = occupancy.get(node.name) ?? NO_OCCUPANCY
    emptyNode = Math.min(emptyNode, seatsIn(freeOf(node.allocatable, taken.daemons, taken.daemonPods), seat))
    if (kept) byNode.set(node.name, seatsIn(freeOf(node.allocatable, taken.requests, taken.pods), seat))
  }
  const free = [...byNode.values()].reduce((sum, seats) => sum + seats, 0)
  const ofEmptyNode = Number.isFinite(emptyNode) ? emptyNode : input.knownEmptyNode
  const each = perPlaceholder(input, ofEmptyNode)
  return {
    byNode,
    open: Math.max(0, free - pendingUsers),
    perPlaceholder: each,
    // Where no seat fits even an empty node, more placeholders would not help.
    short: ofEmptyNode === 0 ? 0 : shortOf(input, byNode, each),
    ...given({ emptyNode: ofEmptyNode }),
  }
}

/**
 * What the placeholders of each node seem to hold, with what is open beside them, less the seats that are there once they
 * have given way.
 */
function shortOf({ rooms, occupancy, seat }: SeatsInput, open: ReadonlyMap<string, number>, each: number): number {
  let short = 0
  for (const { node, usable } of rooms) {
    const taken = occupancy.get(node.name)
    if (!usable || !taken || taken.ownPlaceholders === 0) continue
    const others = subtract(taken.requests, taken.underPlaceholders)
    const there = seatsIn(freeOf(node.allocatable, others, taken.pods - taken.ownPlaceholders), seat)
    short += Math.max(0, taken.ownPlaceholders * each + (open.get(node.name) ?? 0) - there)
  }
  return short
}

/** Pod slots are counted where the node says how many it has. */
export function freeOf(allocatable: Resources, taken: Resources, pods: number): Resources {
  const free = subtract(allocatable, taken)
  return allocatable.pods === undefined ? free : { ...free, pods: allocatable.pods - pods }
}

/** A placeholder that leaves no room for a second one holds the whole node: its eviction frees all the seats there. */
function perPlaceholder({ seat, placeholder, onePerNode, rooms }: SeatsInput, emptyNode: number | undefined): number {
  if (!placeholder) return emptyNode ?? 0
  const isNodeSized =
    onePerNode || rooms.some(({ node, usable }) => usable && seatsIn(node.allocatable, placeholder) < 2)
  if (isNodeSized && emptyNode !== undefined) return emptyNode
  const named = Object.fromEntries(Object.entries(seat).filter(([name]) => name in placeholder))
  return seatsIn(placeholder, Object.keys(named).length > 0 ? named : seat)
}
