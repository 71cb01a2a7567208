import type { Config, PoolConfig } from './config.ts'
import { demandsAt, type Segment } from './plan.ts'
import type { Timeline } from './timeline.ts'

/** From when something else is asked of a pool, and what. */
export type Change = Pick<Segment, 'fromMs' | 'demands'>

/**
 * The first change of each pool's demand in (fromMs, toMs), by pool; those without one are missing. It is the second
 * segment of `planOf`, but costs one pass over the timeline and stops there: it is asked for while others wait.
 */
export function nextChanges(
  timeline: Timeline,
  config: Config,
  fromMs: number,
  toMs: number,
): ReadonlyMap<string, Change> {
  const touches = (one: Stretch) => one.toMs > fromMs && one.fromMs < toMs
  const intervals = Map.groupBy(timeline.intervals.filter(touches), ({ pool }) => pool)
  const bridges = Map.groupBy(timeline.bridges.filter(touches), ({ pool }) => pool)
  const changes = new Map<string, Change>()
  for (const pool of config.pools.values()) {
    const own = { ...timeline, intervals: intervals.get(pool.name) ?? [], bridges: bridges.get(pool.name) ?? [] }
    const change = firstChange(pool, own, fromMs, toMs)
    if (change) changes.set(pool.name, change)
  }
  return changes
}

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** @param own what of the timeline is of this pool and touches [fromMs, toMs) */
function firstChange(pool: PoolConfig, own: Timeline, fromMs: number, toMs: number): Change | undefined {
  const ends = own.intervals.flatMap((one) => [one.fromMs, one.toMs]).filter((at) => at > fromMs && at < toMs)
  const [intervals, bridges] = [sweep(own.intervals), sweep(own.bridges)]
  const askedAt = (at: number) => demandsAt(pool, { ...own, intervals: intervals(at), bridges: bridges(at) }, at)
  const now = JSON.stringify(askedAt(fromMs))
  for (const at of new Set(ends.sort((a, b) => a - b))) {
    const demands = askedAt(at)
    if (JSON.stringify(demands) !== now) return { fromMs: at, demands }
  }
  return undefined
}

/** Which of these are active, asked at one instant after the other; in their own order, by start within a moment. */
function sweep<T extends Stretch>(all: readonly T[]): (atMs: number) => readonly T[] {
  const sorted = all.toSorted((a, b) => a.fromMs - b.fromMs)
  let active: T[] = []
  let next = 0
  return (atMs) => {
    const begun = next
    while ((sorted[next]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) next += 1
    active = [...active, ...sorted.slice(begun, next)].filter(({ toMs }) => toMs > atMs)
    return active
  }
}
