import type { Interval } from '../demand/interval.ts'
import { TO_MS } from '../forecast/bins.ts'
import { classesOf } from '../forecast/classes.ts'
import { weeklyClasses } from '../forecast/weekly.ts'
import type { KnownInput } from './known.ts'

/**
 * The class of the calendar that is of each series, by the series' key: the next of them, else the last. The memory has
 * fingerprints of titles alone; what a series is called is what the calendar calls it now.
 */
export function classesByKey(pool: string, { timeline, memory, zone, nowMs }: Omit<KnownInput, 'perNode' | 'config'>) {
  const isComing = ({ startMs }: Interval) => startMs + TO_MS > nowMs
  const ones = weeklyClasses(timeline.intervals, pool).flatMap((same) => {
    const sorted = same.toSorted((a, b) => a.startMs - b.startMs)
    return sorted.find(isComing) ?? sorted.at(-1) ?? []
  })
  const named = new Map<string, Interval>()
  for (const { key, interval } of classesOf(ones, memory.series, { history: 'show', zone })) {
    const other = named.get(key)
    if (!other || isBefore(interval, other, isComing)) named.set(key, interval)
  }
  return named
}

/** The next goes before later ones, and these before those that were. */
const isBefore = (one: Interval, other: Interval, isComing: (one: Interval) => boolean): boolean =>
  isComing(one) === isComing(other)
    ? isComing(one)
      ? one.startMs < other.startMs
      : one.startMs > other.startMs
    : isComing(one)
