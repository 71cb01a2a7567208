import type { Interval } from '../demand/interval.ts'
import { DAY_MS } from '../duration.ts'

/**
 * The classes of a pool that ask in students, those together that are the same one week after week: what is known of one
 * is known of all of them, and a calendar of thousands of occurrences has a few hundred such.
 */
export const weeklyClasses = (intervals: readonly Interval[], pool: string): readonly (readonly Interval[])[] => [
  ...Map.groupBy(
    intervals.filter((one) => one.pool === pool && isClass(one)),
    ({ uid, summary, startMs, amount }) => JSON.stringify([uid, summary, amount, startMs % (7 * DAY_MS)]),
  ).values(),
]

/** Whether an event asks for students, in a number or not. */
export const isClass = ({ unit, amount, isAuto }: Interval): boolean =>
  unit === 'students' && (amount > 0 || isAuto === true)
