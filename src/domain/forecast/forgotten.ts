import { parseInstant, sayInstant } from '../instant.ts'
import { isMap, parseJson } from '../parsed.ts'
import { type HalfHours, halfHourOf, UNCOUNTED } from './half-hours.ts'
import type { ForecastMemory } from './memory.ts'
import type { AllSeries, Series } from './series.ts'

/**
 * What a person wants forgotten, each with the instant until which: the key of a series, `pool NAME`, or everything. It is
 * an annotation of the state ConfigMap, so all replicas see it, and none of them can bring back by merging what another
 * forgot: whatever remembers a count of before the instant is without it from the next decision on.
 */
export type Forgotten = Readonly<Record<string, number>>

export const FORGET = 'warmseats.io/forget'
export const EVERYTHING = '*'
export const poolKey = (pool: string): string => `pool ${pool}`

/** So many are written at most, the newest; a replica has seen an older one long since, and remembers nothing of it. */
const MOST = 100

/** What the annotation says; what cannot be read in it is nothing. */
export function forgottenFrom(annotation: string | undefined): Forgotten {
  const parsed = parseJson(annotation ?? '')
  if (!isMap(parsed)) return {}
  const all = Object.entries(parsed).flatMap(([what, at]): [string, number][] => {
    const ms = typeof at === 'string' ? parseInstant(at) : undefined
    return ms === undefined ? [] : [[what, ms]]
  })
  return Object.fromEntries(newest(all))
}

/** The annotation with these too. */
export const forgottenText = (before: Forgotten, keys: readonly string[], nowMs: number): string => {
  const all = Object.entries({ ...before, ...Object.fromEntries(keys.map((key) => [key, nowMs])) })
  return JSON.stringify(Object.fromEntries(newest(all).map(([what, ms]) => [what, sayInstant(ms)])))
}

const newest = (all: readonly [string, number][]): [string, number][] =>
  all.toSorted(([, a], [, b]) => b - a).slice(0, MOST)

/**
 * The memory without it; the very same object where there is nothing to forget.
 * @param zone whose clock the half-hours are of
 */
export function withoutForgotten(memory: ForecastMemory, forgotten: Forgotten, zone: string): ForecastMemory {
  if (Object.keys(forgotten).length === 0) return memory
  const untilMs = (...keys: readonly string[]) => Math.max(...[EVERYTHING, ...keys].map((key) => forgotten[key] ?? 0))
  const series = seriesAfter(memory.series, (key, { pool }) => untilMs(key, poolKey(pool)))
  const halfHours = mapped(memory.halfHours, (own, pool) => halfHoursAfter(own, untilMs(poolKey(pool)), zone))
  return series === memory.series && halfHours === memory.halfHours ? memory : { ...memory, series, halfHours }
}

const seriesAfter = (all: AllSeries, untilMs: (key: string, series: Series) => number): AllSeries =>
  mapped(all, (one, key) => {
    const occasions = one.occasions.filter(({ startMs }) => startMs > untilMs(key, one))
    if (occasions.length === one.occasions.length) return one
    return occasions.length > 0 ? { ...one, occasions } : undefined
  })

function halfHoursAfter(all: HalfHours, untilMs: number, zone: string): HalfHours | undefined {
  if (untilMs === 0) return all
  const { week: last, index: until } = halfHourOf(untilMs, zone)
  const weeks = mapped(all, (counts, week) => {
    if (Number(week) !== last) return Number(week) < last ? undefined : counts
    const isOld = (count: number, index: number) => count !== UNCOUNTED && index <= until
    if (!counts.some(isOld)) return counts
    const left = counts.map((count, index) => (isOld(count, index) ? UNCOUNTED : count))
    return left.some((count) => count !== UNCOUNTED) ? left : undefined
  })
  return Object.keys(weeks).length > 0 ? weeks : undefined
}

/** The same record while nothing of it changes. */
function mapped<T>(
  all: Readonly<Record<string, T>>,
  as: (one: T, key: string) => T | undefined,
): Readonly<Record<string, T>> {
  const entries = Object.entries(all).map(([key, one]) => [key, one, as(one, key)] as const)
  if (entries.every(([, before, after]) => before === after)) return all
  return Object.fromEntries(entries.flatMap(([key, , after]) => (after === undefined ? [] : [[key, after]])))
}
