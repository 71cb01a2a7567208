import { DAY_MS } from '../../duration.ts'
import type { ContentLine } from '../text/content-line.ts'
import { durationValue, type NominalDuration, timeValue } from '../text/value.ts'
import { sayWallTime, startOfDay } from '../text/wall-time.ts'
import { quote, Unreadable } from '../trouble.ts'
import { toInstant, UTC, type Zone } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'

/** A DATE or DATE-TIME as written, with the zone that it is in. */
export interface Moment {
  readonly wallMs: number
  readonly zone: Zone
  readonly isDate: boolean
  /** It names no zone, or one that nobody knows: `zone` is that of the calendar, and what it stands beside may know better. */
  readonly isFloating: boolean
}

/** A moment of a list, with its own length where it is a period. */
export interface Dated {
  readonly moment: Moment
  readonly length?: NominalDuration
}

/** The start of an event, or of its series, which others of its times stand beside. */
export interface Beside {
  readonly zone: Zone
  readonly startWall: number
}

/** @returns what it is, or why it is none: of a list that may be thousands of times, and an Error each would take its time */
export function momentOf(line: ContentLine, value: string, zones: Zones): Moment | string {
  let [text, tzid] = [value, line.params.get('TZID') || undefined]
  let time = timeValue(text)
  const colon = text.lastIndexOf(':')
  if (time === undefined && tzid !== undefined && colon >= 0) {
    // An unquoted TZID with a colon in it, «(UTC+01:00) Berlin», breaks at the wrong one.
    ;[text, tzid] = [text.slice(colon + 1), `${tzid}:${text.slice(0, colon)}`]
    time = timeValue(text)
  }
  if (time === undefined) return `${line.name} is no date or time: ${quote(value)}`
  const isDate = time.form === 'date' || (isSaidDate(line) && time.wallMs === startOfDay(time.wallMs))
  if (time.form === 'utc' && !isDate) return { wallMs: time.wallMs, zone: UTC, isDate, isFloating: false }
  const zone = tzid === undefined ? undefined : zones.known(tzid)
  return { wallMs: time.wallMs, zone: zone ?? zones.floating, isDate, isFloating: zone === undefined && !isDate }
}

export const isSaidDate = ({ params }: ContentLine): boolean => params.get('VALUE')?.toUpperCase() === 'DATE'

/** Whether VALUE says that it is a date, or a time, and it is the other. */
export function isOtherForm(line: ContentLine, { isDate }: Moment): boolean {
  const said = line.params.get('VALUE')?.toUpperCase()
  return isDate ? said === 'DATE-TIME' : said === 'DATE'
}

/** One entry of a list of dates: a moment, or a period. @returns what it is, or why it is none */
export function datedOf(line: ContentLine, value: string, zones: Zones, start?: Beside): Dated | string {
  const [from = '', to] = value.split('/', 2)
  const moment = momentOf(line, from, zones)
  if (typeof moment === 'string') return moment
  if (to === undefined) return { moment }
  const end = durationValue(to) ?? momentOf(line, to, zones)
  if (typeof end === 'string') return end
  const length = 'days' in end ? end : between(moment, end, start)
  return spanOf(length) < 0 ? `${line.name} ends before it starts: ${quote(value)}` : { moment, length }
}

function between(from: Moment, to: Moment, start: Beside | undefined): NominalDuration {
  if (from.isDate && to.isDate) return { days: (to.wallMs - from.wallMs) / DAY_MS, ms: 0 }
  const zone = start ? zoneOf(from, start) : from.zone
  return { days: 0, ms: toInstant(to.isFloating ? zone : to.zone, to.wallMs) - toInstant(zone, from.wallMs) }
}

/** The moment of a line that has one. @throws Unreadable naming the value */
export const momentIn = (line: ContentLine, zones: Zones): Moment =>
  readable(line, datedOf(line, line.value, zones)).moment

export function readable<T>(line: ContentLine, found: T | string): T {
  if (typeof found === 'string') throw new Unreadable(line.line, found)
  return found
}

/**
 * The zone of a moment. Without one of its own it is in that of the start that it stands beside; beside one in UTC only
 * where that gives the same time of day, since many calendars write starts in UTC and the rest in their own zone.
 */
export function zoneOf({ wallMs, zone, isFloating }: Moment, start: Beside): Zone {
  if (!isFloating || (start.zone === UTC && timeOfDay(wallMs) !== timeOfDay(start.startWall))) return zone
  return start.zone
}

export const instantOf = (moment: Moment, start: Beside): number => toInstant(zoneOf(moment, start), moment.wallMs)

/** `2026-03-24T09:00:00 Europe/Berlin`, `2026-03-24`. */
export function sayMoment(moment: Moment, start: Beside): string {
  const said = sayWallTime(moment.wallMs)
  return moment.isDate ? said.slice(0, 10) : `${said} ${zoneOf(moment, start).name}`
}

const timeOfDay = (wallMs: number): number => wallMs - startOfDay(wallMs)

export const spanOf = ({ days, ms }: NominalDuration): number => days * DAY_MS + ms

/** When what begins at a wall time ends: nominal days first, then exact milliseconds (§3.3.6). */
export const endOf = (zone: Zone, startWall: number, startMs: number, length: NominalDuration): number =>
  (length.days === 0 ? startMs : toInstant(zone, startWall + length.days * DAY_MS)) + length.ms
