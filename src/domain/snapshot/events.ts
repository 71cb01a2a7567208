import type { Unit } from '../calendar/ask.ts'
import { titleOf } from '../calendar/event-name.ts'
import type { CalendarPart } from '../calendar/merge-calendars.ts'
import type { Interval } from '../demand/interval.ts'
import type { Timeline } from '../demand/timeline.ts'
import { HOUR_MS } from '../duration.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'

/** An occurrence that counts now or soon. */
export interface EventView {
  readonly title: string
  readonly from: string
  readonly to: string
  readonly isNow: boolean
  /** The calendars that have it, where there are several. */
  readonly calendars: readonly string[]
  readonly asks: readonly AskView[]
}

/** What it asks of one pool, and when that counts, lead and trail time included. */
export interface AskView {
  readonly pool: string
  readonly amount: number
  readonly unit: Unit
  /** `students: auto`, and nobody knows how many come; `amount` is 0. */
  readonly isAuto?: true
  /** `students: auto`: `amount` is what would be expected now. */
  readonly isExpected?: true
  readonly countsFrom: string
  readonly countsTo: string
}

/** So far the page looks ahead. */
export const AHEAD_MS = 12 * HOUR_MS
/** More than these are too much also for programs. */
const MOST_EVENTS = 1000

export interface EventsView {
  readonly events: readonly EventView[]
  /** How many come after these. */
  readonly furtherEvents: number
}

/** Occurrences that count now, then those of the next hours, by the instant from which they count. */
export function eventsOf(timeline: Timeline, calendars: readonly CalendarPart[], nowMs: number): EventsView {
  const soon = timeline.intervals.filter(({ fromMs, toMs }) => toMs > nowMs && fromMs < nowMs + AHEAD_MS)
  const byOccurrence = [...Map.groupBy(soon, keyOf).values()]
  const named = calendars.length > 1 ? namesByOccurrence(calendars, new Set(soon.map(keyOf))) : undefined
  const events = byOccurrence.slice(0, MOST_EVENTS).flatMap((intervals) => {
    const [first] = intervals
    return first ? [eventOf(first, intervals, named?.get(keyOf(first)) ?? [], nowMs)] : []
  })
  return { events, furtherEvents: byOccurrence.length - events.length }
}

const keyOf = ({ uid, startMs }: Pick<Interval, 'uid' | 'startMs'>) => `${uid} ${startMs}`

function namesByOccurrence(calendars: readonly CalendarPart[], keys: ReadonlySet<string>): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { name, state } of calendars)
    for (const key of state.reading.occurrences.map(keyOf))
      if (keys.has(key)) names.set(key, [...(names.get(key) ?? []), name])
  return names
}

const eventOf = (
  first: Interval,
  intervals: readonly Interval[],
  calendars: readonly string[],
  nowMs: number,
): EventView => ({
  title: titleOf(first),
  from: sayInstant(first.startMs),
  to: sayInstant(first.endMs),
  isNow: intervals.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs),
  calendars,
  asks: intervals.map(({ pool, amount, unit, isAuto, isExpected, fromMs, toMs }) => ({
    pool,
    amount,
    unit,
    ...given({ isAuto, isExpected }),
    countsFrom: sayInstant(fromMs),
    countsTo: sayInstant(toMs),
  })),
})
