/**
 * Who comes and goes, kept as it happens: of each server since when it is there, in what pool, and what it requests. What
 * ended while nobody was heard ends when it was last seen: never later than it did, and nothing is made up.
 */
import type { Freshness } from '../../streams/watch/freshness.ts'
import type { Aggregate } from '../../streams/watch/reflect.ts'
import type { Node } from '../domain/cluster/node.ts'
import type { Pod } from '../domain/cluster/pod.ts'
import { poolOfLabels, poolOfPending } from '../domain/cluster/pool.ts'
import { given } from '../domain/given.ts'
import type { Resources } from '../domain/scheduling/resources.ts'
import type { Config } from '../domain/settings/config.ts'
import type { RecordedPod } from './recorded-pod.ts'

/** One server of a user; nothing in it says whose. Epoch ms. */
export interface Visit {
  readonly pool: string
  readonly requests: Resources
  readonly createdMs: number
  /** undefined: it goes on. */
  readonly endedMs?: number
}

export interface Book {
  readonly pods: Aggregate<RecordedPod>
  readonly nodes: Aggregate<Node>
  /** Whether pods are heard of now. */
  heard(freshness: Freshness): void
  /** The recording begins: what has ended before is none of it. */
  begin(): void
  /** Those that ended since it was asked last. */
  ended(): readonly Visit[]
  /** Those that are there, who came first before others. */
  present(): readonly Visit[]
  /** How many ended that were in no pool. */
  readonly outside: number
}

interface Standing extends RecordedPod {
  /** Known once its node is; until then where it may land. */
  readonly pool?: string | undefined
  readonly isOver: boolean
}

/** @param now epoch ms */
export function book(config: Config, now: () => number): Book {
  const here = new Map<string, Standing>()
  const poolOfNode = new Map<string, { readonly uid: string; readonly pool: string | undefined }>()
  /** Servers whose node was not heard of yet, by its name. */
  const homeless = new Map<string, Set<string>>()
  let ended: Visit[] = []
  let outside = 0
  let lastHeardMs: number | undefined

  function poolFor(pod: Pod, before: string | undefined): string | undefined {
    const { nodeName, uid } = pod
    if (nodeName === undefined) return poolOfPending(pod, config)
    const node = poolOfNode.get(nodeName)
    if (node) return node.pool
    homeless.set(nodeName, (homeless.get(nodeName) ?? new Set()).add(uid))
    return before
  }
  function end(standing: Standing): void {
    const seenMs = lastHeardMs ?? now()
    const visit = visitOf(standing, Math.min(standing.endedMs ?? seenMs, seenMs))
    if (visit) ended.push(visit)
    else outside += 1
  }

  return {
    pods: {
      applied: ({ pod, endedMs }) => {
        if (pod.kind !== 'user') return
        const before = here.get(pod.uid)
        const isBound = before?.pod.nodeName !== undefined && before.pool !== undefined
        const pool = isBound ? before.pool : poolFor(pod, before?.pool)
        const standing = { pod, pool, isOver: pod.terminal, ...given({ endedMs }) }
        here.set(pod.uid, standing)
        if (standing.isOver && !before?.isOver) end(standing)
      },
      deleted: ({ pod: { uid } }) => {
        const standing = here.get(uid)
        here.delete(uid)
        if (standing && !standing.isOver) end(standing)
      },
    },
    nodes: {
      applied: ({ uid, name, labels }) => {
        const pool = poolOfLabels(labels, config)?.pool
        poolOfNode.set(name, { uid, pool })
        for (const one of homeless.get(name) ?? []) {
          const standing = here.get(one)
          if (standing) here.set(one, { ...standing, pool })
        }
        homeless.delete(name)
      },
      deleted: ({ uid, name }) => {
        if (poolOfNode.get(name)?.uid === uid) poolOfNode.delete(name)
      },
    },
    heard: (freshness) => {
      lastHeardMs = freshness.at === 'stale' ? freshness.sinceMs : undefined
    },
    begin: () => {
      ended = []
      outside = 0
    },
    ended: () => {
      const all = ended
      ended = []
      return all
    },
    present: () =>
      [...here.values()]
        .filter(({ isOver }) => !isOver)
        .flatMap((standing) => visitOf(standing, endBy(standing, now())) ?? [])
        .toSorted((a, b) => a.createdMs - b.createdMs),
    get outside() {
      return outside
    },
  }
}

/** It is being deleted: it ends by then. */
const endBy = ({ endedMs }: Standing, nowMs: number) => (endedMs === undefined ? undefined : Math.min(endedMs, nowMs))

const visitOf = ({ pod, pool }: Standing, endedMs: number | undefined): Visit | undefined =>
  pool === undefined
    ? undefined
    : {
        pool,
        requests: pod.requests,
        createdMs: pod.createdMs,
        ...given({ endedMs: endedMs === undefined ? undefined : Math.max(pod.createdMs, endedMs) }),
      }
