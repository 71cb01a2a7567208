import { compare } from '../../order.ts'
import { MOST } from '../text/budget.ts'
import { dayNamed } from '../text/nearest-day.ts'
import { sortedInSteps } from '../text/sorted.ts'
import type { Steps } from '../text/steps.ts'
import { startOfDay } from '../text/wall-time.ts'
import { aboutEvent, type Report, type Told } from '../trouble.ts'
import { toInstant, toWall, UTC } from '../zones/zone.ts'
import { withCopies } from './copied-series.ts'
import type { CalendarEvent } from './event.ts'
import { instantOf, type Moment } from './moment.ts'

/** All VEVENTs of one UID. */
export interface Series {
  readonly uid: string
  /** The events themselves: one, except in calendars that give several events the same UID. */
  readonly masters: readonly CalendarEvent[]
  /** VEVENTs with a RECURRENCE-ID, one for each. */
  readonly overrides: readonly Override[]
}

export type Override = CalendarEvent & Required<Pick<CalendarEvent, 'recurrence'>>

/** So many events are sorted in at once; then others get the floor. */
const PIECE = 256

/**
 * Groups events by UID, whatever their order in the file. Of several revisions the highest SEQUENCE counts (RFC 5545
 * §3.8.7.4), then the latest one. Events with the same UID and SEQUENCE but other times are kept: they are other events.
 */
export function* seriesOf(events: readonly CalendarEvent[], told: Told): Steps<Series[]> {
  const groups = new Map<string, Group>()
  for (const [at, event] of events.entries()) {
    if (at % PIECE === PIECE - 1) yield
    const group = groups.get(event.uid) ?? { masters: new Map(), overrides: new Map() }
    groups.set(event.uid, group)
    putInto(group, event, told.report)
  }
  const series: Series[] = []
  for (const [uid, group] of groups) {
    if (series.length % PIECE === PIECE - 1) yield
    const { masters, overrides } = withCopies(group, told)
    const newest = [...masters.values()].reduce(
      (most, { sequence }) => Math.max(most, sequence),
      Number.NEGATIVE_INFINITY,
    )
    const isNewest = ({ sequence }: CalendarEvent) => sequence === newest
    series.push({
      uid,
      masters: [...masters.values()].filter(isNewest).sort(byStart),
      overrides: [...overrides.values()].sort(byStart),
    })
  }
  return yield* sortedInSteps(series, (a, b) => compare(a.uid, b.uid))
}

/** Those of one UID, each by what names it. */
export interface Group {
  readonly masters: Map<string, CalendarEvent>
  readonly overrides: Map<string, Override>
}

function putInto({ masters, overrides }: Group, event: CalendarEvent, report: Report): void {
  const isKept = isOverride(event)
    ? keepNewer(overrides, keyOf(event), event, MOST.changedOfUid)
    : keepNewer(masters, `${event.startMs} ${event.endMs}`, event, MOST.eventsOfUid)
  if (isKept) return
  const text = isOverride(event)
    ? `more than ${MOST.changedOfUid} of its occurrences were moved or changed; the others stay where the series has them`
    : `more than ${MOST.eventsOfUid} events have this UID and the others are left out; each needs one of its own`
  report(aboutEvent(event, text))
}

const isOverride = (event: CalendarEvent): event is Override => event.recurrence !== undefined

function keyOf(event: Override): string {
  const { moment } = event.recurrence
  return moment.isDate ? `day ${moment.wallMs}` : `${instantOf(moment, event)}`
}

/** @returns whether there was room for it, or for the one that it replaces */
function keepNewer<T extends CalendarEvent>(kept: Map<string, T>, key: string, event: T, most: number): boolean {
  const other = kept.get(key)
  if (other === undefined && kept.size >= most) return false
  if (other === undefined || isNewer(event, other)) kept.set(key, event)
  return true
}

/** By SEQUENCE, then by date; the last comparison only makes the order of the file irrelevant. */
function isNewer(a: CalendarEvent, b: CalendarEvent): boolean {
  const difference = a.sequence - b.sequence || a.revisedMs - b.revisedMs
  return difference === 0 ? contentOf(a) < contentOf(b) : difference > 0
}

const contentOf = ({ text, summary, cancelled, endMs }: CalendarEvent) =>
  JSON.stringify([text, summary, cancelled, endMs])
const byStart = (a: CalendarEvent, b: CalendarEvent) => a.startMs - b.startMs || a.endMs - b.endMs

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
    else this.#instants.set(instantOf(moment, this.#master), value)
  }

  get(startMs: number, startWall: number): T | undefined {
    return this.#instants.get(startMs) ?? this.#days.get(startOfDay(startWall))
  }
}

/** The day that a date or time names in an all-day series: Exchange writes such dates as midnights, local or in UTC. */
function dayOf({ wallMs, zone, isDate }: Moment, master: CalendarEvent): number {
  if (isDate || wallMs === startOfDay(wallMs)) return startOfDay(wallMs)
  const there = toWall(master.zone, toInstant(zone, wallMs))
  if (zone === UTC) return dayNamed(wallMs, there).day
  return startOfDay(there === startOfDay(there) ? there : wallMs)
}

/** The start, in the master's wall time, that a listed date or time names: a date means that day's usual time. */
export function wallIn(master: CalendarEvent, moment: Moment): number {
  if (master.allDay) return dayOf(moment, master)
  if (moment.isDate) return moment.wallMs + master.startWall - startOfDay(master.startWall)
  return toWall(master.zone, instantOf(moment, master))
}
