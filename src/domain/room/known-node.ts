import { keepingLast, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { EmptyNode } from './empty-nodes.ts'
import { areAlike, mainKind } from './main-kind.ts'
import { seatsIn } from './seat.ts'
import { isOnePerNode, type Size } from './size.ts'

/** What an empty node of the pool holds: so much room comes where a placeholder has to come yet. */
export interface KnownNode {
  readonly seats: number
  /** What a seat was then. */
  readonly seat: Resources
  /** What it offers; undefined: an older version remembered its seats alone. */
  readonly empty?: Resources
  /** CPU and memory of the machine; undefined as well where an older version remembered it. */
  readonly capacity?: Resources
}

export interface EmptyNodeInput {
  readonly nodes: readonly EmptyNode[]
  readonly size: Size
  readonly seat: Resources
  /** The last one, for when there is no node, or none that tells. */
  readonly known: KnownNode | undefined
  /** An event counts: what it was counted in stays meanwhile, as the size does, while there is such a node. */
  readonly eventCounts: boolean
}

/** @returns undefined when no node tells, and none ever did */
export function emptyNodeOf({ nodes, size, seat, known, eventCounts }: EmptyNodeInput): KnownNode | undefined {
  const remembered = known && inSeatsOf(known, seat)
  const { worths, middle } = fittingIn(nodes)(size)
  if (eventCounts && remembered && worths.has(remembered.seats)) return remembered
  return middle ? { seats: middle.worth, seat, empty: middle.empty, capacity: middle.capacity } : remembered
}

interface Fitting {
  /** That a placeholder fits. */
  readonly worths: ReadonlySet<number>
  /** Of the kind of these that placeholders are made after; undefined: none fits. */
  readonly middle: EmptyNode | undefined
}

const fittingIn = oncePerObject((nodes: readonly EmptyNode[]) =>
  keepingLast(
    (size: Size): Fitting => {
      const fitting = nodes.filter(({ empty }) => seatsIn(empty, size.requests) > 0)
      const kind = mainKind(ownKind(size, fitting)).toSorted((a, b) => b.worth - a.worth)
      return { worths: new Set(fitting.map(({ worth }) => worth)), middle: kind[(kind.length - 1) >> 1] }
    },
    ([a], [b]) => a.from === b.from && isSameList(a.requests, b.requests),
  ),
)

/** What it holds of such seats: of another seat another number. @returns undefined: that is not known */
export function inSeatsOf(known: KnownNode, seat: Resources): KnownNode | undefined {
  if (known.empty) return { ...known, seats: seatsIn(known.empty, seat), seat }
  return isSame(known.seat, seat) ? known : undefined
}

/** How many placeholders share an empty node, at least 1. @returns undefined: no node ever told */
export function placeholdersPerNode(
  pool: Pick<PoolConfig, 'onePerNode'>,
  size: Size,
  emptied: KnownNode | undefined,
): number | undefined {
  if (!emptied?.empty) return undefined
  return isOnePerNode(pool, size) ? 1 : Math.max(1, seatsIn(emptied.empty, size.requests))
}

const isSame = (a: Resources, b: Resources): boolean =>
  [...Object.keys(a), ...Object.keys(b)].every((name) => amountOf(a, name) === amountOf(b, name))

/** Of the nodes that a placeholder fits those that it was made after, where it was. */
function ownKind({ from, requests }: Size, fitting: readonly EmptyNode[]): readonly EmptyNode[] {
  if (from !== 'nodes' && from !== 'last known') return fitting
  const own = fitting.filter((node) => areAlike(node.offer, requests, ['cpu', 'memory']))
  return own.length > 0 ? own : fitting
}
