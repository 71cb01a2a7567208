import type { CalendarPart } from '../calendar/merge-calendars.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'

/** One calendar by its name: its address is a secret. */
export interface CalendarView {
  readonly name: string
  /** `in the values`: it is the schedule, which is read with the config. */
  readonly state: 'in the values' | 'loading' | 'good' | 'failing'
  readonly events: number
  /** When what counts was last known to be right; of a failing one that never was, missing. */
  readonly goodAt?: string
  readonly failingSince?: string
  readonly because?: string
  /** The pools that it may ask for; missing: all. */
  readonly pools?: readonly string[]
}

/** @param heardMs when each last answered, by name: what has not changed is not read anew, but asked for */
export const calendarsOf = (parts: readonly CalendarPart[], heardMs: ReadonlyMap<string, number>): CalendarView[] =>
  parts.map((part) => ({
    name: part.name,
    events: part.state.reading.occurrences.length,
    ...given({ pools: part.pools }),
    ...healthOf(part, heardMs.get(part.name) ?? 0),
  }))

function healthOf({ state: { health } }: CalendarPart, heardMs: number): Omit<CalendarView, 'name' | 'events'> {
  switch (health.at) {
    case 'none':
      return { state: 'in the values' }
    case 'loading':
      return { state: 'loading' }
    case 'good':
      return { state: 'good', goodAt: sayInstant(Math.max(health.readMs, heardMs)) }
    case 'failing': {
      const { sinceMs, lastGoodMs, because } = health
      const goodAt = lastGoodMs === undefined ? {} : { goodAt: sayInstant(lastGoodMs) }
      return { state: 'failing', failingSince: sayInstant(sinceMs), ...goodAt, because }
    }
  }
}
