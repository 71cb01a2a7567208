import { LONG_WAIT_MS } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { nearestRank } from '../../domain/order.ts'
import type { Wait } from './tally.ts'

/** How long people waited. Who never got a server counts with the time until they left, or the end. */
export interface Waits {
  readonly people: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly beyond: number
  /** Of these, who went away or still waits at the end without a server. */
  readonly unserved: number
}

/** One person: when they came, and how long they waited. */
export interface Waited {
  readonly atMs: number
  /** Whose nodes they came for. */
  readonly pool?: string
  readonly waitedMs: number
  readonly served: boolean
}

/** @param endMs who still waits has waited until then */
export function waitedOf({ arrivedMs, pool, waitMs, gaveUpMs }: Wait, endMs: number): Waited {
  const came = { atMs: arrivedMs, ...given({ pool }) }
  if (waitMs !== undefined) return { ...came, waitedMs: waitMs, served: true }
  return { ...came, waitedMs: (gaveUpMs ?? endMs) - arrivedMs, served: false }
}

/** What they add up to. */
export function waitsOf(everybody: readonly Waited[]): Waits {
  const sorted = everybody.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b)
  return {
    people: sorted.length,
    p50Ms: nearestRank(sorted, 0.5) ?? 0,
    p99Ms: nearestRank(sorted, 0.99) ?? 0,
    maxMs: sorted.at(-1) ?? 0,
    beyond: sorted.filter((ms) => ms > LONG_WAIT_MS).length,
    unserved: everybody.filter(({ served, waitedMs }) => !served && waitedMs > LONG_WAIT_MS).length,
  }
}
