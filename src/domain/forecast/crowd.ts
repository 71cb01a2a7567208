import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import { FROM_MS, TO_MS } from './bins.ts'
import { addMinutes, lessMinutes, type Minutes, minutesWithin, NO_MINUTES } from './minutes.ts'

/** Who came to a pool, told apart as far as events name classes of the config. Each is one of `others`, or of one class. */
export interface Crowd {
  /** Everybody. */
  readonly all: Minutes
  /** Whoever is of no class, and who is of one while none of its events is near: nobody's, or an event's that names no class. */
  readonly others: Minutes
  /** The people of a class. */
  of(who: string): Minutes
}

/** Those who may be of an event that means this class, or none. */
export const peopleOf = ({ others, of }: Crowd, who: string | undefined): Minutes =>
  who === undefined ? others : of(who)

/**
 * @param accounts those of no class (`undefined`), and those of each class of the config
 * @param intervals the pool's; while one of a class is near, who comes of it is nobody else's
 */
export function crowdOf(accounts: ReadonlyMap<string | undefined, Minutes>, intervals: readonly Interval[]): Crowd {
  let all = NO_MINUTES
  for (const one of accounts.values()) all = addMinutes(all, one)
  let others = all
  for (const [who, people] of accounts)
    if (who !== undefined) others = lessMinutes(others, near(people, who, intervals))
  return { all, others, of: (who) => accounts.get(who) ?? NO_MINUTES }
}

/** Of a class's people those who came in the window of one of its events. */
function near(people: Minutes, who: string, intervals: readonly Interval[]): Minutes {
  const { from, counts } = people
  if (counts.length === 0) return people
  const windows = intervals
    .filter((one) => one.who === who)
    .map(({ startMs }) => [minute(startMs + FROM_MS), minute(startMs + TO_MS)] as const)
    .filter(([start, end]) => start < from + counts.length && end > from)
  if (windows.length === 0) return NO_MINUTES
  const kept = counts.map((count, at) =>
    windows.some(([start, end]) => start <= from + at && from + at < end) ? count : 0,
  )
  return minutesWithin({ from, counts: kept }, from, from + kept.length)
}

/** As `cameBetween` takes it. */
const minute = (ms: number): number => Math.round(ms / MINUTE_MS)
