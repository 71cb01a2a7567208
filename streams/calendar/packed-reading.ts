import type { CalendarProblem, CalendarReading, Occurrence } from '../../src/domain/calendar/occurrence.ts'
import { given } from '../../src/domain/given.ts'

/** What the occurrences of an event have in common. */
type Event = Pick<Occurrence, 'uid' | 'summary' | 'allDay' | 'description' | 'organizer'>

/**
 * A reading as it goes from one thread to another: what events are called and ask once, and their times as numbers. A
 * text that crosses is copied, and ten thousand occurrences of one event would have ten thousand titles.
 */
export interface PackedReading {
  readonly fromMs: number
  readonly toMs: number
  readonly problems: readonly CalendarProblem[]
  readonly remarks?: readonly CalendarProblem[]
  readonly zone?: string
  readonly events: readonly Event[]
  /** For each occurrence the place of its event, its start, its end, and the start that its series gave it or NaN. */
  readonly times: Float64Array<ArrayBuffer>
}

const PER_OCCURRENCE = 4

export function packReading({ occurrences, ...rest }: CalendarReading): PackedReading {
  const events: Event[] = []
  const places = new Map<unknown, Map<string, number>>()
  const times = new Float64Array(PER_OCCURRENCE * occurrences.length)
  for (const [
    at,
    { uid, summary, allDay, description, startMs, endMs, originalMs = Number.NaN, organizer },
  ] of occurrences.entries()) {
    const known = places.get(description) ?? new Map<string, number>()
    places.set(description, known)
    const name = `${allDay} ${uid}\0${summary}\0${organizer}`
    const place = known.get(name) ?? events.push({ uid, summary, allDay, description, ...given({ organizer }) }) - 1
    known.set(name, place)
    times.set([place, startMs, endMs, originalMs], PER_OCCURRENCE * at)
  }
  return { ...rest, events, times }
}

export function unpackReading({ events, times, ...rest }: PackedReading): CalendarReading {
  const occurrences: Occurrence[] = []
  for (let at = 0; at < times.length; at += PER_OCCURRENCE) {
    const [place = 0, startMs = 0, endMs = 0, originalMs = Number.NaN] = times.subarray(at, at + PER_OCCURRENCE)
    const event = events[place]
    if (event === undefined) continue
    const moved = Number.isNaN(originalMs) ? {} : { originalMs }
    occurrences.push({ ...event, startMs, endMs, ...moved })
  }
  return { ...rest, occurrences }
}
