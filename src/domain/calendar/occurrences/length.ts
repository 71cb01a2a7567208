import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../duration.ts'
import type { ContentLine } from '../text/content-line.ts'
import { durationValue, type NominalDuration } from '../text/value.ts'
import { quote, Unreadable } from '../trouble.ts'
import { toInstant, UTC } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'
import { type Moment, momentOf, readable, spanOf } from './moment.ts'
import { noZone, type Remark, remarkOnForm } from './start.ts'

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
  remark: Remark,
): NominalDuration {
  const given = end ?? duration
  if (given === undefined) return start.isDate ? ONE_DAY : { days: 0, ms: 0 }
  const length = end ? untilEnd(start, end, zones, remark) : durationIn(given, remark)
  if (end && duration) remarkOnDuration(duration, length, remark)
  if (spanOf(length) < 0)
    throw new Unreadable(given.line, `the event ends before it starts: ${given.name} ${quote(given.value)}`)
  if (!start.isDate || (end && length.days === 0 && length.ms > 0)) return length
  // Some calendars write DTEND = DTSTART for one whole day; a length in hours is made whole days.
  return { days: Math.max(1, Math.ceil(spanOf(length) / DAY_MS)), ms: 0 }
}

function untilEnd(start: Moment, line: ContentLine, zones: Zones, remark: Remark): NominalDuration {
  const end = readable(line, momentOf(line, line.value, zones))
  remarkOnForm(line, end, remark)
  if (start.isDate && !end.isDate)
    remark(`line ${line.line}: DTEND has a time of day and DTSTART none: it is read as a start at midnight`)
  if (start.isDate && end.isDate) return { days: (end.wallMs - start.wallMs) / DAY_MS, ms: 0 }
  const startMs = toInstant(start.zone, start.wallMs)
  const [own, beside] = [toInstant(end.zone, end.wallMs), toInstant(start.zone, end.wallMs)]
  if (!(end.isFloating || end.isDate) || own === beside) return { days: 0, ms: own - startMs }
  // Many calendars write one of the two in UTC and the other in their own zone.
  if (start.zone === UTC && beside < startMs && own >= startMs) return { days: 0, ms: own - startMs }
  remark(noZone(line, start.zone.name, 'DTSTART'))
  return { days: 0, ms: beside - startMs }
}

/** Days are nominal, and an hour longer or shorter where clocks change. */
function remarkOnDuration({ line, value }: ContentLine, counted: NominalDuration, remark: Remark): void {
  const said = durationValue(value)
  const apart = said ? Math.abs(spanOf(said) - spanOf(counted)) : 0
  if (apart > (said?.days === counted.days ? 0 : HOUR_MS))
    remark(`line ${line}: DURATION ${quote(value)} is another length than that until DTEND, which counts`)
}

function durationIn(line: ContentLine, remark: Remark): NominalDuration {
  const length = durationValue(line.value)
  if (length === undefined) throw new Unreadable(line.line, `DURATION is none: ${quote(line.value)}`)
  if (!AS_DOCUMENTED.test(line.value.trim()))
    remark(`line ${line.line}: DURATION ${quote(line.value)} is read as \`${sayNominal(length)}\``)
  return length
}

const AS_DOCUMENTED = /^[+-]?P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/i

/** As RFC 5545 has it: `P1DT1H30M`. */
function sayNominal({ days, ms }: NominalDuration): string {
  const parts = [
    [Math.floor(Math.abs(ms) / HOUR_MS), 'H'],
    [Math.floor((Math.abs(ms) % HOUR_MS) / MINUTE_MS), 'M'],
    [Math.floor((Math.abs(ms) % MINUTE_MS) / SECOND_MS), 'S'],
  ] as const
  const time = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('')
  return `${days < 0 || ms < 0 ? '-' : ''}P${days === 0 ? '' : `${Math.abs(days)}D`}${time && `T${time}`}`
}
