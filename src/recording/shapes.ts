/** What the pools look like, as far as it was seen: what a scenario says of them. */
import type { Aggregate } from '../../streams/watch/reflect.ts'
import { isReady, type Node } from '../domain/cluster/node.ts'
import { poolOfLabels } from '../domain/cluster/pool.ts'
import {
  add,
  amountOf,
  extendedNames,
  larger,
  NOTHING,
  type Resources,
  subtract,
} from '../domain/scheduling/resources.ts'
import type { Config } from '../domain/settings/config.ts'
import type { Visit } from './book.ts'
import type { RecordedPod } from './recorded-pod.ts'

export interface PoolShape {
  /** Allocatable of its most frequent kind of node, and what DaemonSet pods took of one at most. */
  readonly node: Resources
  readonly daemons: Resources
  /** What most servers requested; undefined: there was none. */
  readonly seat?: Resources | undefined
  /** Nodes when the recording began, and the most at once. */
  readonly there: number
  readonly most: number
  /** Whether Karpenter made its nodes. */
  readonly isKarpenters: boolean
}

export interface Shapes {
  readonly pods: Aggregate<RecordedPod>
  readonly nodes: Aggregate<Node>
  begin(): void
  visited(visits: readonly Visit[]): void
  /** Of a pool of which a node was seen. */
  of(pool: string): PoolShape | undefined
}

interface Seen {
  readonly sizes: Map<string, number>
  readonly seats: Map<string, number>
  readonly nodes: Set<string>
  daemons: Resources
  there: number
  most: number
  isKarpenters: boolean
}

/** As Karpenter labels each node that it makes. */
const KARPENTERS = 'karpenter.sh/nodepool'

export function shapes(config: Config): Shapes {
  const seen = new Map<string, Seen>()
  const poolOfNode = new Map<string, string>()
  const daemonsOn = new Map<string, Resources>()

  const seenOf = (pool: string): Seen => {
    const known = seen.get(pool) ?? nothing()
    seen.set(pool, known)
    return known
  }
  const weighDaemons = (node: string) => {
    const pool = poolOfNode.get(node)
    if (pool === undefined) return
    const one = seenOf(pool)
    one.daemons = larger(one.daemons, daemonsOn.get(node) ?? NOTHING)
  }
  const changeDaemons = (pod: RecordedPod['pod'] | undefined, by: typeof add) => {
    if (pod?.kind !== 'daemon' || pod.nodeName === undefined || pod.terminal) return
    daemonsOn.set(pod.nodeName, by(daemonsOn.get(pod.nodeName) ?? NOTHING, pod.requests))
  }

  return {
    pods: {
      applied: ({ pod }, previous) => {
        changeDaemons(previous?.pod, subtract)
        changeDaemons(pod, add)
        if (pod.kind === 'daemon' && pod.nodeName !== undefined) weighDaemons(pod.nodeName)
      },
      deleted: ({ pod }) => changeDaemons(pod, subtract),
    },
    nodes: {
      applied: (node) => {
        const pool = poolOfLabels(node.labels, config)?.pool
        if (pool === undefined || !isReady(node)) return
        const one = seenOf(pool)
        poolOfNode.set(node.name, pool)
        weighDaemons(node.name)
        if (one.nodes.has(node.uid)) return
        one.nodes.add(node.uid)
        one.isKarpenters ||= node.labels[KARPENTERS] !== undefined
        one.most = Math.max(one.most, one.nodes.size)
        count(one.sizes, sizeOf(node.allocatable))
      },
      deleted: ({ uid, name }) => {
        const pool = poolOfNode.get(name)
        if (pool === undefined || !seenOf(pool).nodes.delete(uid)) return
        poolOfNode.delete(name)
        daemonsOn.delete(name)
      },
    },
    begin: () => {
      for (const one of seen.values()) one.there = one.nodes.size
    },
    visited: (visits) => {
      for (const { pool, requests } of visits) count(seenOf(pool).seats, kept(requests, ['cpu', 'memory']))
    },
    of: (pool) => {
      const one = seen.get(pool)
      const node = one && mostFrequent(one.sizes)
      if (!one || !node) return undefined
      const { daemons, there, most, isKarpenters } = one
      const seat = mostFrequent(one.seats)
      return { node, daemons: kept(daemons, ['cpu', 'memory']), seat, there, most, isKarpenters }
    },
  }
}

const nothing = (): Seen => ({
  sizes: new Map(),
  seats: new Map(),
  nodes: new Set(),
  daemons: NOTHING,
  there: 0,
  most: 0,
  isKarpenters: false,
})

const sizeOf = (allocatable: Resources) => kept(allocatable, ['cpu', 'memory', 'pods', ...extendedNames(allocatable)])

const kept = (resources: Resources, names: readonly string[]): Resources =>
  Object.fromEntries(names.map((name) => [name, amountOf(resources, name)]))

function count(counts: Map<string, number>, resources: Resources): void {
  const key = JSON.stringify(resources)
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const mostFrequent = (counts: ReadonlyMap<string, number>): Resources | undefined => {
  const [key] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? []
  return key === undefined ? undefined : (JSON.parse(key) as Resources)
}
