import { DAY_MS } from '../duration.ts'
import { sum } from './attribution.ts'
import { BINS } from './bins.ts'
import type { BinCounts } from './curve.ts'
import type { AllSeries, Occasion, Series } from './series.ts'

/** So many of a series say how many come; and after so many that were missed nobody is expected. */
const LEARNED = 4
export const MISSED = 3
/** So many are remembered, whatever became of them. */
const KEPT = 8
/** Next year's course begins with what is known of this year's; of more series the oldest go. */
const FORGOTTEN_AFTER_MS = 60 * 7 * DAY_MS
export const MOST_SERIES = 300
/** An older occasion says less of how people come. */
const DECAY = 0.75
/** So few say nothing of it. */
const LEAST_FOR_CURVE = 10

export const cameTo = ({ bins }: Occasion): number => sum(bins)

export const learnedOf = ({ occasions }: Pick<Series, 'occasions'>): Occasion[] =>
  occasions.filter(({ missed }) => !missed).slice(-LEARNED)

/** How many in a row were missed, up to now. */
export function missesOf({ occasions }: Pick<Series, 'occasions'>): number {
  const last = learnedOf({ occasions }).at(-1)?.startMs ?? Number.NEGATIVE_INFINITY
  return occasions.filter(({ missed, startMs }) => missed && startMs > last).length
}

/** How the people of a series came, the older ones less. */
export function binsOf(series: Pick<Series, 'occasions'>): BinCounts {
  const telling = learnedOf(series).filter((one) => cameTo(one) >= LEAST_FOR_CURVE)
  return telling.reduce<number[]>((all, { bins }) => all.map((count, bin) => count * DECAY + (bins[bin] ?? 0)), empty())
}

/** How people came to all classes of a pool that are remembered. */
export function binsOfPool(all: AllSeries, pool: string): BinCounts {
  const counts = empty()
  for (const series of Object.values(all)) {
    if (series.pool !== pool) continue
    for (const one of learnedOf(series))
      if (cameTo(one) >= LEAST_FOR_CURVE)
        for (const [bin, count] of one.bins.entries()) counts[bin] = (counts[bin] ?? 0) + count
  }
  return counts
}

const empty = (): number[] => Array.from<number>({ length: BINS }).fill(0)

/** Whole people whose sum is that of the shares, half up. */
export function inWholePeople(shares: readonly number[]): number[] {
  let [before, all] = [0, 0]
  return shares.map((share) => {
    all += share
    const people = Math.floor(all + 0.5) - before
    before += people
    return people
  })
}

/**
 * Of two that remember the same series: of each occasion that to which more came, and the last of them. By what it is told again
 * may differ, since a title may change under one UID: of two of these always the same.
 */
export function mergeSeries(a: Series, b: Series): Series {
  const byStart = new Map<number, Occasion>()
  for (const one of [...a.occasions, ...b.occasions]) {
    const other = byStart.get(one.startMs)
    byStart.set(one.startMs, other ? larger(one, other) : one)
  }
  const occasions = [...byStart.values()].sort((x, y) => x.startMs - y.startMs)
  return { ...(toldBy(a) >= toldBy(b) ? a : b), occasions: occasions.slice(-KEPT) }
}

const toldBy = ({ uid, pool, words, exam, weekday, minute }: Series): string =>
  JSON.stringify([uid, pool, words, exam, weekday, minute])

function larger(a: Occasion, b: Occasion): Occasion {
  const by = cameTo(a) - cameTo(b)
  if (by !== 0) return by > 0 ? a : b
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b
}

/** Those that are worth remembering: the latest. */
export function latestSeries(all: AllSeries, nowMs: number): AllSeries {
  const lastMs = ({ occasions }: Series) => occasions.at(-1)?.startMs ?? 0
  const entries = Object.entries(all)
  const kept = entries.filter(([, one]) => lastMs(one) > nowMs - FORGOTTEN_AFTER_MS)
  if (kept.length === entries.length && kept.length <= MOST_SERIES) return all
  const sorted = kept.sort(([keyA, a], [keyB, b]) => lastMs(b) - lastMs(a) || (keyA < keyB ? -1 : 1))
  return Object.fromEntries(sorted.slice(0, MOST_SERIES))
}
