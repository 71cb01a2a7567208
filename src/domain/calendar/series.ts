import type { CalendarEvent, Moment } from './event.ts'
import { startOfDay } from './wall-time.ts'
import { toInstant, toWall } from './zone.ts'

/** All VEVENTs of one UID. */
export interface Series {
  readonly uid: string
  /** The events themselves: one, except in calendars that give several events the same UID. */
  readonly masters: readonly CalendarEvent[]
  /** VEVENTs with a RECURRENCE-ID, one for each. */
  readonly overrides: readonly Override[]
}

export type Override = CalendarEvent & Required<Pick<CalendarEvent, 'recurrence'>>

/**
 * Groups events by UID, whatever their order in the file. Of several revisions the highest SEQUENCE counts (RFC 5545
 * §3.8.7.4), then the latest one. Events with the same UID and SEQUENCE but other times are kept: they are other events.
 */
export function seriesOf(events: readonly CalendarEvent[]): Series[] {
  const byUid = Map.groupBy(events, (event) => event.uid)
  return [...byUid]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uid, group]) => {
      const masters = group.filter((event) => event.recurrence === undefined)
      const newest = Math.max(...masters.map((event) => event.sequence))
      return {
        uid,
        masters: newestOf(
          masters.filter((event) => event.sequence === newest),
          (event) => `${event.startMs} ${event.endMs}`,
        ),
        overrides: newestOf(group.filter(isOverride), (event) => keyOf(event.recurrence.moment)),
      }
    })
}

const isOverride = (event: CalendarEvent): event is Override => event.recurrence !== undefined
const keyOf = (moment: Moment) => (moment.isDate ? `day ${moment.wallMs}` : `${toInstant(moment.zone, moment.wallMs)}`)

function newestOf<T extends CalendarEvent>(events: readonly T[], key: (event: T) => string): T[] {
  const groups = [...Map.groupBy(events, key).values()]
  return groups.flatMap((group) => group.toSorted(byRevision).slice(0, 1)).sort((a, b) => a.startMs - b.startMs)
}

/** Newest first; the last comparisons only make the order of the file irrelevant. */
const byRevision = (a: CalendarEvent, b: CalendarEvent) =>
  b.sequence - a.sequence ||
  b.revisedMs - a.revisedMs ||
  compare(JSON.stringify([a.text, a.summary, a.cancelled]), JSON.stringify([b.text, b.summary, b.cancelled]))

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The occurrences of one master that a list of dates names: EXDATE, RECURRENCE-ID. */
export class Named<T> {
  readonly #instants = new Map<number, T>()
  readonly #days = new Map<number, T>()
  readonly #master: CalendarEvent

  constructor(master: CalendarEvent) {
    this.#master = master
  }

  set(moment: Moment, value: T): void {
    if (this.#master.allDay || moment.isDate) this.#days.set(dayOf(moment, this.#master), value)
    else this.#instants.set(toInstant(moment.zone, moment.wallMs), value)
  }

  get(startMs: number, startWall: number): T | undefined {
    return this.#instants.get(startMs) ?? this.#days.get(startOfDay(startWall))
  }
}

/**
 * The day that a date or time names in an all-day series. Exchange writes such dates as midnights, local or in UTC;
 * another time in UTC is some zone's midnight.
 */
export function dayOf({ wallMs, zone, isDate }: Moment, master: CalendarEvent): number {
  const midnight = wallMs === startOfDay(wallMs)
  if (isDate || midnight || zone === master.zone) return startOfDay(wallMs)
  return startOfDay(toWall(master.zone, toInstant(zone, wallMs)))
}
