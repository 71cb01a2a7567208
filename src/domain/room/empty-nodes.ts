import { isOnlyCordoned, type Node } from '../cluster/node.ts'
import type { Occupancy } from '../cluster/occupancy.ts'
import { userTolerations } from '../cluster/pool.ts'
import { keepingEach, keepingLast, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'
import { freeOf, seatsIn } from './seat.ts'

/** A node of a pool as it is without users and placeholders. */
export interface EmptyNode {
  readonly name: string
  readonly allocatable: Resources
  /** CPU and memory of the machine: what limits of a cloud and of an autoscaler count. */
  readonly capacity: Resources
  /** Allocatable less its DaemonSets. */
  readonly empty: Resources
  /** CPU and memory of a placeholder that fills it, but for a margin. */
  readonly offer: Resources
  /** How many seats fit; where nobody knows what a seat is its memory, which is only compared. */
  readonly worth: number
  /** By what kinds of nodes are told apart: amounts of these. */
  readonly traits: readonly string[]
  /** The amounts. */
  readonly key: string
}

/**
 * The usable nodes that tell what a node of the pool is. One on which no seat fits tells nothing, nor one that lacks what the
 * seat names: a GPU node is Ready minutes before its device plugin says that it has GPUs. Nor does one that offers nothing yet.
 * The same list again as long as it is of the same nodes, as they are when they are empty.
 */
export const emptyNodes = (
  pool: PoolConfig,
  rooms: readonly NodeRoom[],
  seat: Resources | undefined,
): readonly EmptyNode[] => tellingOf(pool).usable(seat)(rooms)

/** Those of a pool that a cordon alone keeps from it: they hold nobody, and tell as well what other nodes will be. Likewise. */
export const cordonedNodes = (
  pool: PoolConfig,
  rooms: readonly NodeRoom[],
  seat: Resources | undefined,
): readonly EmptyNode[] => tellingOf(pool).cordoned(seat)(rooms)

/** Both together. Likewise. */
export function tellingNodes(
  pool: PoolConfig,
  rooms: readonly NodeRoom[],
  seat: Resources | undefined,
): readonly EmptyNode[] {
  return tellingOf(pool).together(emptyNodes(pool, rooms, seat), cordonedNodes(pool, rooms, seat))
}

const tellingOf = oncePerObject((pool: PoolConfig) => {
  const tolerations = userTolerations(pool)
  return {
    usable: telling(({ usable }) => usable),
    cordoned: telling(({ node }) => isOnlyCordoned(node, tolerations)),
    together: keepingLast((usable: readonly EmptyNode[], cordoned: readonly EmptyNode[]) =>
      cordoned.length > 0 ? [...usable, ...cordoned] : usable,
    ),
  }
})

const telling = (isOne: (room: NodeRoom) => boolean) =>
  keepingLast(
    (seat: Resources | undefined) => {
      const each = keepingEach((room: NodeRoom) => (isOne(room) ? tellingIn(room, seat) : undefined))
      const those = keepingLast((some: readonly (EmptyNode | undefined)[]) => some.filter((one) => one !== undefined))
      return (rooms: readonly NodeRoom[]) => those(each(rooms))
    },
    ([a], [b]) => isSameSeat(a, b),
  )

/** undefined: it tells nothing. */
function tellingIn({ node, occupancy }: NodeRoom, seat: Resources | undefined): EmptyNode | undefined {
  const one = remembered(node, occupancy, seat)
  return one.worth > 0 && amountOf(one.offer, 'cpu') > 0 && amountOf(one.offer, 'memory') > 0 ? one : undefined
}

interface Known {
  readonly daemons: Resources
  readonly daemonPods: number
  readonly seat: Resources | undefined
  readonly made: EmptyNode
}

/** Who comes to a node changes nothing of what it is without them. */
const known = new WeakMap<Node, Known>()

function remembered(node: Node, { daemons, daemonPods }: Occupancy, seat: Resources | undefined): EmptyNode {
  const last = known.get(node)
  if (last?.daemonPods === daemonPods && isSameList(last.daemons, daemons) && isSameSeat(last.seat, seat))
    return last.made
  const made = emptied(node, daemons, daemonPods, seat)
  known.set(node, { daemons, daemonPods, seat, made })
  return made
}

const isSameSeat = (a: Resources | undefined, b: Resources | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && isSameList(a, b))

function emptied(
  { name, allocatable, memoryBytes }: Node,
  daemons: Resources,
  pods: number,
  seat: Resources | undefined,
): EmptyNode {
  const empty = freeOf(allocatable, daemons, pods)
  const traits = [...new Set(['memory', 'cpu', 'pods', ...Object.keys(seat ?? {})])]
  return {
    name,
    allocatable,
    // Whole cores, of which systems keep a part of one.
    capacity: { cpu: Math.ceil(amountOf(allocatable, 'cpu') / 1000) * 1000, memory: memoryBytes },
    empty,
    offer: offerOf(allocatable, empty),
    worth: seat ? seatsIn(empty, seat) : amountOf(empty, 'memory'),
    traits,
    key: traits.map((trait) => amountOf(empty, trait)).join(' '),
  }
}

const MARGIN_RATIO = 0.05
const MARGIN_MEMORY_BYTES = 256 * 2 ** 20
const MI = 2 ** 20

function offerOf(allocatable: Resources, empty: Resources): Resources {
  const memory = amountOf(allocatable, 'memory')
  const memoryMargin = Math.max(memory * MARGIN_RATIO, MARGIN_MEMORY_BYTES)
  return {
    cpu: Math.floor(amountOf(empty, 'cpu') - amountOf(allocatable, 'cpu') * MARGIN_RATIO),
    memory: Math.floor((amountOf(empty, 'memory') - memoryMargin) / MI) * MI,
  }
}
