import leven from 'leven'
import { type Ask, UNITS, type Unit } from './ask.ts'
import type { Config, PoolConfig } from './config.ts'
import type { Occurrence } from './occurrence.ts'
import { type Problem, problem } from './problem.ts'

/** What one occurrence asks of one pool, half-open [fromMs, toMs): its lead and trail time are in it. */
export interface Interval {
  readonly pool: string
  readonly fromMs: number
  readonly toMs: number
  readonly unit: Unit
  readonly amount: number
  readonly uid: string
  readonly summary: string
  /** The event's own start, without lead time. */
  readonly startMs: number
}

/** The calendar as per-pool intervals, sorted by start, and every instant at which its answer may change. */
export interface Timeline {
  readonly intervals: readonly Interval[]
  readonly boundaries: readonly number[]
  readonly problems: readonly Problem[]
}

export const EMPTY_TIMELINE: Timeline = { intervals: [], boundaries: [], problems: [] }

/** Reads occurrences in the light of the config: which pools there are, and each one's lead and trail time. */
export function timelineOf(occurrences: readonly Occurrence[], config: Config): Timeline {
  const intervals: Interval[] = []
  const problems = new Map<string, Problem>()
  for (const occurrence of occurrences) {
    for (const [name, ask] of occurrence.description.asks) {
      const pool = config.pools.get(name)
      if (pool) intervals.push(...intervalsOf(occurrence, pool, ask))
      else problems.set(`${occurrence.uid} ${name}`, problem(sayEvent(occurrence), noSuchPool(name, config)))
    }
  }
  intervals.sort((a, b) => a.fromMs - b.fromMs || compare(a.pool, b.pool) || compare(a.uid, b.uid) || a.toMs - b.toMs)
  const boundaries = [...new Set(intervals.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b)
  return { intervals, boundaries, problems: [...problems.values()] }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export const sayEvent = ({ summary, uid }: { readonly summary: string; readonly uid: string }): string =>
  `event "${summary || 'without a title'}" (uid ${uid})`

function intervalsOf(occurrence: Occurrence, pool: PoolConfig, ask: Ask): Interval[] {
  const { uid, summary, startMs, endMs, description } = occurrence
  // Integers default to no lead time: calendars written for the predecessor keep their meaning.
  const fromMs = startMs - (description.leadTimeMs ?? pool.leadTimeMs ?? 0)
  const toMs = endMs + (description.trailTimeMs ?? pool.trailTimeMs ?? 0)
  if (toMs <= fromMs) return []
  return UNITS.flatMap((unit) => {
    const amount = ask[unit]
    return amount === undefined ? [] : [{ pool: pool.name, fromMs, toMs, unit, amount, uid, summary, startMs }]
  })
}

function noSuchPool(name: string, config: Config): string {
  const pools = [...config.pools.keys()]
  const nearest = pools.toSorted((a, b) => leven(a, name) - leven(b, name))[0]
  const close = nearest !== undefined && leven(nearest, name) <= Math.max(2, name.length / 3)
  const known = pools.length
    ? `the pools are ${pools.map((pool) => `\`${pool}\``).join(', ')}`
    : 'no pool is configured'
  return `no pool \`${name}\`; ${close ? `did you mean \`${nearest}\`?` : known}`
}

/** The intervals of a pool that count at an instant. */
export const activeAt = (timeline: Timeline, pool: string, nowMs: number): Interval[] =>
  timeline.intervals.filter((one) => one.pool === pool && one.fromMs <= nowMs && nowMs < one.toMs)

/** The first instant after `nowMs` at which the timeline's answer may change; undefined when it never does. */
export function nextBoundary(timeline: Timeline, nowMs: number): number | undefined {
  const { boundaries } = timeline
  let [low, high] = [0, boundaries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((boundaries[middle] ?? Number.POSITIVE_INFINITY) <= nowMs) low = middle + 1
    else high = middle
  }
  return boundaries[low]
}
