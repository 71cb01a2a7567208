import { BIN_MS, BINS, FROM_MS } from './bins.ts'

/** The share of a class's people that comes in each bin; together 1. */
export type Curve = readonly number[]

/** Percent that have come by the end of each bin, set by hand between two data sets; docs/forecast.md says which. */
const PRIOR_PERCENT = [1, 3, 6, 11, 20, 36, 55, 72, 83, 90, 94, 96, 97.5, 99, 100]

/** How people come to a class of which nothing is known. */
export const PRIOR: Curve = PRIOR_PERCENT.map((percent, at) => (percent - (PRIOR_PERCENT[at - 1] ?? 0)) / 100)

/** So many people weigh what is known beforehand: of a pool the prior, of a series its pool. */
const PRIOR_PEOPLE = 200
const POOL_PEOPLE = 60

/** The share that has come by `xMs` after the start (before it: negative), linear within a bin. */
export function shareBy(curve: Curve, xMs: number): number {
  const at = (xMs - FROM_MS) / BIN_MS
  if (at <= 0) return 0
  if (at >= BINS) return 1
  const whole = Math.floor(at)
  let share = 0
  for (let bin = 0; bin < whole; bin += 1) share += curve[bin] ?? 0
  return share + (curve[whole] ?? 0) * (at - whole)
}

/** People counted in each bin. */
export type BinCounts = readonly number[]

/** @param counts of all classes of the pool that are remembered, added up */
export const poolCurve = (counts: BinCounts): Curve => mixed(PRIOR, PRIOR_PEOPLE, counts)

/** @param counts of the series itself, the older ones less */
export const seriesCurve = (pool: Curve, counts: BinCounts): Curve => mixed(pool, POOL_PEOPLE, counts)

/** How much of a curve is still what is assumed of all: 1 to begin with, less with everybody who was counted. */
export const unsureness = (ofPool: BinCounts, own: BinCounts): number =>
  weightOf(PRIOR_PEOPLE, ofPool) * weightOf(POOL_PEOPLE, own)

const weightOf = (weight: number, counts: BinCounts): number =>
  weight / (weight + counts.reduce((sum, count) => sum + count, 0))

function mixed(before: Curve, weight: number, counts: BinCounts): Curve {
  const people = counts.reduce((sum, count) => sum + count, 0)
  return before.map((share, bin) => (weight * share + (counts[bin] ?? 0)) / (weight + people))
}
