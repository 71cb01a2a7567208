import type { Step } from '../../act/step.ts'
import type { Pod } from '../../cluster/pod.ts'
import { poolOfPending } from '../../cluster/pool.ts'
import { LONG_WAIT_MS } from '../../duration.ts'
import { given } from '../../given.ts'
import { sayInstant } from '../../instant.ts'
import { type Coming, comingTo } from './coming.ts'

/** The people of one pool who wait for a node. */
export interface PoolWait {
  /** Missing: nobody can tell which. */
  readonly pool?: string
  readonly people: number
  /** Of these so many for over 30 s. */
  readonly long: number
  /** Since when the longest of them waits. */
  readonly since: string
  readonly longestSeconds: number
  /** Nodes that are on their way; missing: nobody knows of any. */
  readonly coming?: Coming
  /** Whether nodes are on their way for all who have waited for over 30 s. */
  readonly isServed: boolean
}

/** Who waits for a node, by pool, the longest first. O(waiting users and nodes) */
export function waitsIn(step: Step, nowMs: number): PoolWait[] {
  const { config, pods } = step.observed
  const byPool = Map.groupBy(pods.pendingUsers.values(), (pod) => poolOfPending(pod, config))
  return [...byPool].map(([pool, waiting]) => waitOf(step, pool, waiting, nowMs)).toSorted(byLongest)
}

const byLongest = (a: PoolWait, b: PoolWait): number => b.longestSeconds - a.longestSeconds

function waitOf(step: Step, name: string | undefined, waiting: readonly Pod[], nowMs: number): PoolWait {
  const sinceMs = waiting.reduce((least, { createdMs }) => Math.min(least, createdMs), nowMs)
  const long = waiting.filter(({ createdMs }) => nowMs - createdMs >= LONG_WAIT_MS).length
  const pool = name === undefined ? undefined : step.observed.config.pools.get(name)
  const decided = name === undefined ? undefined : step.decision.pools.get(name)
  const coming = pool && decided && comingTo(pool, decided, step.observed, nowMs)
  return {
    ...given({ pool: name }),
    people: waiting.length,
    long,
    since: sayInstant(sinceMs),
    longestSeconds: Math.round((nowMs - sinceMs) / 1000),
    ...given({ coming }),
    isServed: long === 0 || (coming !== undefined && (coming.seats ?? long) >= long),
  }
}
