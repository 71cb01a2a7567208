import { DAY_MS } from '../../duration.ts'
import type { ContentLine } from '../text/content-line.ts'
import { durationValue, type NominalDuration, timeValue } from '../text/value.ts'
import { startOfDay } from '../text/wall-time.ts'
import { quote, Unreadable } from '../trouble.ts'
import { toInstant, UTC, type Zone } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'

/** A DATE or DATE-TIME as written, with the zone that it is in. */
export interface Moment {
  readonly wallMs: number
  readonly zone: Zone
  readonly isDate: boolean
}

/** A moment of a list, with its own length where it is a period. */
export interface Dated {
  readonly moment: Moment
  readonly length?: NominalDuration
}

/** @returns what it is, or why it is none: of a list that may be thousands of times, and an Error each would take its time */
function momentOf(line: ContentLine, value: string, zones: Zones): Moment | string {
  let [text, tzid] = [value, line.params.get('TZID')]
  let time = timeValue(text)
  const colon = text.lastIndexOf(':')
  if (time === undefined && tzid !== undefined && colon >= 0) {
    // An unquoted TZID with a colon in it, «(UTC+01:00) Berlin», breaks at the wrong one.
    ;[text, tzid] = [text.slice(colon + 1), `${tzid}:${text.slice(0, colon)}`]
    time = timeValue(text)
  }
  if (time === undefined) return `${line.name} is no date or time: ${quote(value)}`
  if (time.form === 'date' || line.params.get('VALUE')?.toUpperCase() === 'DATE') {
    return { wallMs: startOfDay(time.wallMs), zone: zones.floating, isDate: true }
  }
  const zone = time.form === 'utc' ? UTC : tzid === undefined ? zones.floating : zones.named(tzid)
  return { wallMs: time.wallMs, zone, isDate: false }
}

/** One entry of a list of dates: a moment, or a period. @returns what it is, or why it is none */
export function datedOf(line: ContentLine, value: string, zones: Zones): Dated | string {
  const [from = '', to] = value.split('/', 2)
  const moment = momentOf(line, from, zones)
  if (typeof moment === 'string') return moment
  if (to === undefined) return { moment }
  const end = durationValue(to) ?? momentOf(line, to, zones)
  if (typeof end === 'string') return end
  const length = 'days' in end ? end : between(moment, end)
  return spanOf(length) < 0 ? `${line.name} ends before it starts: ${quote(value)}` : { moment, length }
}

/** The moment of a line that has one. @throws Unreadable naming the value */
export const momentIn = (line: ContentLine, zones: Zones): Moment =>
  readable(line, datedOf(line, line.value, zones)).moment

function readable<T>(line: ContentLine, found: T | string): T {
  if (typeof found === 'string') throw new Unreadable(line.line, found)
  return found
}

export const spanOf = ({ days, ms }: NominalDuration): number => days * DAY_MS + ms

/** When what begins at a wall time ends: nominal days first, then exact milliseconds (§3.3.6). */
export const endOf = (zone: Zone, startWall: number, startMs: number, length: NominalDuration): number =>
  (length.days === 0 ? startMs : toInstant(zone, startWall + length.days * DAY_MS)) + length.ms

const between = (a: Moment, b: Moment): NominalDuration =>
  a.isDate && b.isDate
    ? { days: (b.wallMs - a.wallMs) / DAY_MS, ms: 0 }
    : { days: 0, ms: toInstant(b.zone, b.wallMs) - toInstant(a.zone, a.wallMs) }

const ONE_DAY: NominalDuration = { days: 1, ms: 0 }

/**
 * RFC 5545 §3.6.1: DTEND, or DURATION, or one day for an all-day event, or nothing.
 * @throws Unreadable when it cannot be read, or comes before the start
 */
export function lengthOf(
  start: Moment,
  end: ContentLine | undefined,
  duration: ContentLine | undefined,
  zones: Zones,
): NominalDuration {
  const given = end ?? duration
  if (given === undefined) return start.isDate ? ONE_DAY : { days: 0, ms: 0 }
  const length = end ? between(start, readable(end, momentOf(end, end.value, zones))) : durationValue(given.value)
  if (length === undefined) throw new Unreadable(given.line, `DURATION is none: ${quote(given.value)}`)
  if (spanOf(length) < 0)
    throw new Unreadable(given.line, `the event ends before it starts: ${given.name} ${quote(given.value)}`)
  if (!start.isDate || (end && length.days === 0 && length.ms > 0)) return length
  // Some calendars write DTEND = DTSTART for one whole day; a length in hours is made whole days.
  return { days: Math.max(1, Math.ceil(spanOf(length) / DAY_MS)), ms: 0 }
}
