import type { Occupancy } from '../cluster/occupancy.ts'
import { given } from '../given.ts'
import { keepingEach, keepingLast, once, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, type Resources, subtract } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import type { KnownNode } from './known-node.ts'
import { ALIKE } from './main-kind.ts'
import type { NodeRoom } from './room.ts'
import { freeOf, seatsIn } from './seat.ts'
import type { Size } from './size.ts'

/** What a pool offers in seats. */
export interface Seats {
  /** Free on kept nodes less the Pending users, at least 0: arriving users sit there without a placeholder. */
  readonly open: number
  /** Free on kept nodes, by node name. */
  readonly byNode: ReadonlyMap<string, number>
  /** Of an empty node of the pool's main kind; undefined when no node ever told. */
  readonly emptyNode?: number
  /** Where nodes differ: of the poorest and the richest on which a seat fits. */
  readonly range?: readonly [least: number, most: number]
  /** That one placeholder holds. */
  readonly perPlaceholder: number
  /** By so many bound placeholders hold fewer where they sit: somebody else is on the node, it is smaller, or its pod slots run out. */
  readonly short: number
}

export interface SeatsInput {
  readonly pool: PoolConfig
  readonly rooms: readonly NodeRoom[]
  /** Those of `rooms` on which a seat fits. */
  readonly nodes: readonly EmptyNode[]
  /** What an empty node holds; undefined when none ever told. */
  readonly emptied: KnownNode | undefined
  readonly seat: Resources
  readonly size: Size
  /** At most one placeholder a node. */
  readonly onePerNode: boolean
  readonly pendingUsers: number
}

/**
 * Counts seats by bin packing over every resource that the seat names. Only kept nodes that have the users' images count,
 * and without any grace: users pin them. A Pending user is subtracted here and never elsewhere, so that binding it to a free seat changes
 * nothing.
 */
export function countSeats(input: SeatsInput): Seats {
  const { pool, rooms, nodes, emptied, seat, pendingUsers } = input
  const open = openOn(pool)(seat)(rooms)
  const free = open.reduce<number>((sum, seats = 0) => sum + seats, 0)
  const each = seatsPerPlaceholder(input)
  const byNode = once(() => namedIn(rooms, open))
  return {
    get byNode() {
      return byNode()
    },
    open: Math.max(0, free - pendingUsers),
    perPlaceholder: each,
    short: shortOf(input, open, each),
    ...given({ emptyNode: emptied?.seats, range: rangeOf(nodes) }),
  }
}

function namedIn(rooms: readonly NodeRoom[], open: Open): Seats['byNode'] {
  const byNode = new Map<string, number>()
  for (const [at, { node }] of rooms.entries()) {
    const seats = open[at]
    if (seats !== undefined) byNode.set(node.name, seats)
  }
  return byNode
}

type Open = readonly (number | undefined)[]

/** Free on each node, in the order of the nodes; undefined: it does not count. */
const openOn = oncePerObject((_: PoolConfig) =>
  keepingLast(
    (seat: Resources) =>
      keepingEach(({ node: { allocatable }, kept, judgement, occupancy: { requests, pods } }: NodeRoom) =>
        kept && judgement.at !== 'no image' ? seatsIn(freeOf(allocatable, requests, pods), seat) : undefined,
      ),
    ([a], [b]) => isSameList(a, b),
  ),
)

const rangeOf = oncePerObject((nodes: readonly EmptyNode[]): Seats['range'] => {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const { worth } of nodes) [least, most] = [Math.min(least, worth), Math.max(most, worth)]
  return least < ALIKE * most ? [least, most] : undefined
})

/**
 * What the placeholders of each node seem to hold, with what is open beside them, less the seats that are there once they
 * have given way. Not where no seat fits at all: another placeholder would not help where its node does not have its GPUs
 * yet, and may come to such a node again. Nor where they are smaller than they are to be: each is about to be replaced, and
 * where its successor will sit nobody knows.
 */
function shortOf({ rooms, nodes, seat, size }: SeatsInput, open: Open, each: number): number {
  let short = 0
  for (const [at, { node, occupancy: taken }] of rooms.entries()) {
    if (taken.ownPlaceholders === 0 || !areNamed(nodes).has(node.name) || areOutgrown(taken, size)) continue
    const others = subtract(taken.requests, taken.underPlaceholders)
    const there = seatsIn(freeOf(node.allocatable, others, taken.pods - taken.ownPlaceholders), seat)
    short += Math.max(0, taken.ownPlaceholders * each + (open[at] ?? 0) - there)
  }
  return short
}

const areNamed = oncePerObject((nodes: readonly EmptyNode[]) => new Set(nodes.map(({ name }) => name)))

const areOutgrown = ({ ownPlaceholders, underPlaceholders }: Occupancy, { requests }: Size): boolean =>
  Object.entries(requests).some(([name, each]) => amountOf(underPlaceholders, name) < ownPlaceholders * each)

/** A placeholder that leaves no room for a second one holds the whole node: its eviction frees all the seats there. */
export function seatsPerPlaceholder({
  seat,
  size,
  onePerNode,
  emptied,
}: Pick<SeatsInput, 'seat' | 'size' | 'onePerNode' | 'emptied'>): number {
  if (emptied && (onePerNode || isNodeSized(size, emptied))) return emptied.seats
  const named = Object.fromEntries(Object.entries(seat).filter(([name]) => name in size.requests))
  return seatsIn(size.requests, Object.keys(named).length > 0 ? named : seat)
}

const isNodeSized = ({ requests }: Size, { empty }: KnownNode): boolean =>
  empty !== undefined && seatsIn(empty, requests) < 2
