/** Nodes and pods: what is there now, by place, so that pages and watches tell the same. */
import { nodeText } from './node-text.ts'
import { podText } from './pod-text.ts'
import { ALLOCATABLE, homesOf, podsANode, poolNames, type Shape, seatOf } from './shape.ts'

/** One collection that is too large for a map of objects. */
export interface Collection {
  readonly kind: string
  /** Places that hold something, or held it. */
  readonly size: () => number
  /** undefined: nothing is there any more. */
  readonly at: (place: number) => string | undefined
}

const DAY_MS = 86_400_000

/** Users' nodes, and those where placeholders are at home. Nothing happens to them. */
export function nodesOf(shape: Shape, nowMs: number): Collection {
  const pools = poolNames(shape)
  const homes = homesOf(shape)
  return {
    kind: 'Node',
    size: () => shape.nodes + homes.length,
    at: (index) => {
      const home = homes[index - shape.nodes]
      if (home) return nodeText({ ...home, index, version: 1, madeMs: nowMs })
      const pool = pools[index % pools.length] ?? ''
      return nodeText({ name: `node-${index}`, index, pool, version: 1, madeMs: nowMs - DAY_MS })
    },
  }
}

/** The only one with room: all of its users together ask for next to nothing. */
export const ROOMY = 0
const TINY = { cpuMilli: 10, memoryMiB: 64 } as const
/** What fills it. */
const FILLING = { cpuMilli: ALLOCATABLE.cpuMilli - 900, memoryMiB: ALLOCATABLE.memoryMiB - 8 * 1024 } as const

export interface Pods extends Collection {
  /** A user's pod changes what it asks for by little; the text of it as it is then. */
  readonly touch: (version: number) => string
  /** A pod of this name comes and is there until `went`: on the roomy node, which it fills, or on a full one, where it is nothing. */
  readonly came: (name: string, fills: boolean, version: number) => string
  readonly went: (name: string, version: number) => string
  /** The same for pods whose text is not ours. */
  readonly put: (name: string, text: string) => void
  readonly drop: (name: string) => void
}

/** @param random uniform in [0, 1) */
export function podsOf(shape: Shape, nowMs: number, random: () => number): Pods {
  const each = podsANode(shape)
  const users = each * shape.nodes
  const seat = seatOf(shape)
  const versions = new Float64Array(users).fill(1)
  const others = new Map<string, string>()
  const kept = new Map<string, { readonly index: number; readonly fills: boolean }>()
  let visits = 0

  const user = (index: number): string => {
    const on = Math.floor(index / each)
    const version = versions[index] ?? 1
    const asks = on === ROOMY ? TINY : { ...seat, cpuMilli: seat.cpuMilli + (version % 2) }
    return podText({
      name: `jupyter-user-${index}`,
      kind: 'bbbb',
      index,
      node: `node-${on}`,
      version,
      madeMs: nowMs - DAY_MS,
      ...asks,
    })
  }
  const visitor = (name: string, version: number): string => {
    const { index, fills } = kept.get(name) ?? { index: 0, fills: false }
    const node = `node-${fills ? ROOMY : shape.nodes - 1}`
    return podText({ name, kind: 'cccc', index, node, version, madeMs: nowMs, ...(fills ? FILLING : TINY) })
  }
  return {
    kind: 'Pod',
    size: () => users + others.size,
    at: (place) => (place < users ? user(place) : [...others.values()][place - users]),
    touch: (version) => {
      const index = each + Math.floor(random() * (users - each))
      versions[index] = version
      return user(index)
    },
    came: (name, fills, version) => {
      kept.set(name, { index: ++visits, fills })
      const text = visitor(name, version)
      others.set(name, text)
      return text
    },
    went: (name, version) => {
      const text = visitor(name, version)
      others.delete(name)
      kept.delete(name)
      return text
    },
    put: (name, text) => void others.set(name, text),
    drop: (name) => void others.delete(name),
  }
}
