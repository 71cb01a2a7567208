import { type Rule, readRule } from '../rules/rule.ts'
import { BadRule } from '../rules/rule-parts.ts'
import type { Component } from '../text/component.ts'
import type { ContentLine } from '../text/content-line.ts'
import { durationValue, type NominalDuration, textValue, timeValue } from '../text/value.ts'
import { DAY_MS, startOfDay } from '../text/wall-time.ts'
import { aboutEvent, type EventName, quote, type Report, Unreadable } from '../trouble.ts'
import { toInstant, toWall, UTC, type Zone } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'

/** A DATE or DATE-TIME as written, with the zone that it is in. */
export interface Moment {
  readonly wallMs: number
  readonly zone: Zone
  readonly isDate: boolean
}

/** One VEVENT, read: a single event, a series, or the override of one occurrence (or of it and all after it). */
export interface CalendarEvent extends EventName {
  readonly line: number
  readonly sequence: number
  /** Orders revisions of the same SEQUENCE; 0 when the event has no date of its own writing. */
  readonly revisedMs: number
  readonly cancelled: boolean
  readonly allDay: boolean
  readonly zone: Zone
  readonly startWall: number
  readonly startMs: number
  readonly endMs: number
  /** DTEND gives an exact length, DURATION and all-day events a nominal one (RFC 5545 §3.8.5.3). */
  readonly length: NominalDuration
  readonly rules: readonly Rule[]
  readonly exRules: readonly Rule[]
  readonly rdates: readonly { readonly moment: Moment; readonly length?: NominalDuration }[]
  readonly exdates: readonly Moment[]
  readonly recurrence?: { readonly moment: Moment; readonly andFuture: boolean }
  /** The description as plain text or as an editor's HTML. */
  readonly text: string
}

/** Each day of thirteen years. */
const MAX_DATES = 5000

/** When an occurrence that begins at a wall time ends: nominal days first, then exact milliseconds (§3.3.6). */
export const endOf = (zone: Zone, startWall: number, startMs: number, length: NominalDuration): number =>
  (length.days === 0 ? startMs : toInstant(zone, startWall + length.days * DAY_MS)) + length.ms

/**
 * Reads one VEVENT. A broken date list or rule is reported, and costs only itself.
 * @throws Unreadable when the event cannot be used: no start, an end that cannot be read or comes before the start
 */
export function readEvent(component: Component, zones: Zones, report: Report): CalendarEvent {
  const lines = new Map<string, ContentLine[]>()
  for (const line of component.lines) {
    const same = lines.get(line.name)
    if (same) same.push(line)
    else lines.set(line.name, [line])
  }
  const all = (name: string) => lines.get(name) ?? []
  const first = (name: string) => lines.get(name)?.[0]
  const text = (name: string) => textValue(first(name)?.value ?? '')

  const started = first('DTSTART')
  if (started === undefined) throw new Unreadable(component.line, 'DTSTART is missing')
  const { moment: start } = moments(started, zones, [started.value])[0] ?? never(started)
  const { zone, wallMs: startWall, isDate: allDay } = start
  const startMs = toInstant(zone, startWall)
  const length = lengthOf(start, first('DTEND'), first('DURATION'), zones)
  const name = nameOf(component)

  const recurrenceId = first('RECURRENCE-ID')
  const recurrence = recurrenceId && moments(recurrenceId, zones, [recurrenceId.value])[0]
  const context = { startWall, allDay, untilToWall: (utcMs: number) => toWall(zone, utcMs) }
  const rulesOf = (property: string) =>
    recurrence
      ? []
      : all(property).flatMap((line) => lenient(line, name, report, () => [readRule(line.value, context)]))
  const datesOf = (property: string) => {
    const listed = all(property).flatMap((line) => line.value.split(',', MAX_DATES + 1).map((one) => ({ line, one })))
    if (listed.length > MAX_DATES)
      report(aboutEvent(name, `${property} lists more than ${MAX_DATES} dates; the first ${MAX_DATES} count`))
    return listed
      .slice(0, MAX_DATES)
      .flatMap(({ line, one }) => lenient(line, name, report, () => moments(line, zones, [one])))
  }

  return {
    ...name,
    line: component.line,
    sequence: Number.parseInt(first('SEQUENCE')?.value ?? '0', 10) || 0,
    revisedMs: timeValue((first('LAST-MODIFIED') ?? first('DTSTAMP'))?.value ?? '')?.wallMs ?? 0,
    cancelled: text('STATUS').trim().toUpperCase() === 'CANCELLED',
    allDay,
    zone,
    startWall,
    startMs,
    endMs: endOf(zone, startWall, startMs, length),
    length,
    rules: rulesOf('RRULE'),
    exRules: rulesOf('EXRULE'),
    rdates: recurrence ? [] : datesOf('RDATE'),
    exdates: datesOf('EXDATE').map(({ moment }) => moment),
    ...(recurrence && {
      recurrence: {
        moment: recurrence.moment,
        andFuture: recurrenceId?.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE',
      },
    }),
    text: text('DESCRIPTION').trim() ? text('DESCRIPTION') : text('X-ALT-DESC'),
  }
}

/** An event without a UID is named by what it says, so that two of them are not taken for one. */
export function nameOf({ lines }: Component): EventName {
  const value = (name: string) => textValue(lines.find((line) => line.name === name)?.value ?? '').trim()
  const summary = value('SUMMARY').replaceAll(/\s+/g, ' ')
  return { uid: value('UID') || `without UID: ${value('DTSTART')} ${summary}`.trim(), summary }
}

function lenient<T>(line: ContentLine, name: EventName, report: Report, read: () => T[]): T[] {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadRule || error instanceof Unreadable)) throw error
    const left = line.name === 'RRULE' ? 'without it the event counts once' : 'the rest of the event counts'
    const what = error instanceof BadRule ? `${line.name} cannot be used: ${error.message}` : error.message
    report(aboutEvent(name, `line ${line.line}: ${what}; ${left}`))
    return []
  }
}

const never = (line: ContentLine): never => {
  throw new Unreadable(line.line, `${line.name} is empty`)
}

interface Dated {
  readonly moment: Moment
  readonly length?: NominalDuration
}

/** @throws Unreadable naming the value */
function moments(line: ContentLine, zones: Zones, values: readonly string[]): Dated[] {
  return values.map((value) => {
    const [from = '', to] = value.split('/', 2)
    const moment = momentOf(line, from, zones)
    if (to === undefined) return { moment }
    const length = durationValue(to) ?? between(moment, momentOf(line, to, zones))
    if (spanOf(length) < 0) throw new Unreadable(line.line, `${line.name} ends before it starts: ${quote(value)}`)
    return { moment, length }
  })
}

function momentOf(line: ContentLine, value: string, zones: Zones): Moment {
  let [text, tzid] = [value, line.params.get('TZID')]
  let time = timeValue(text)
  const colon = text.lastIndexOf(':')
  if (time === undefined && tzid !== undefined && colon >= 0) {
    // An unquoted TZID with a colon in it, «(UTC+01:00) Berlin», breaks at the wrong one.
    ;[text, tzid] = [text.slice(colon + 1), `${tzid}:${text.slice(0, colon)}`]
    time = timeValue(text)
  }
  if (time === undefined) throw new Unreadable(line.line, `${line.name} is no date or time: ${quote(value)}`)
  if (time.form === 'date' || line.params.get('VALUE')?.toUpperCase() === 'DATE') {
    return { wallMs: startOfDay(time.wallMs), zone: zones.floating, isDate: true }
  }
  const zone = time.form === 'utc' ? UTC : tzid === undefined ? zones.floating : zones.named(tzid)
  return { wallMs: time.wallMs, zone, isDate: false }
}

export const spanOf = ({ days, ms }: NominalDuration): number => days * DAY_MS + ms

const between = (a: Moment, b: Moment): NominalDuration =>
  a.isDate && b.isDate
    ? { days: (b.wallMs - a.wallMs) / DAY_MS, ms: 0 }
    : { days: 0, ms: toInstant(b.zone, b.wallMs) - toInstant(a.zone, a.wallMs) }

const ONE_DAY: NominalDuration = { days: 1, ms: 0 }

/** RFC 5545 §3.6.1: DTEND, or DURATION, or one day for an all-day event, or nothing. */
function lengthOf(
  start: Moment,
  end: ContentLine | undefined,
  duration: ContentLine | undefined,
  zones: Zones,
): NominalDuration {
  const given = end ?? duration
  if (given === undefined) return start.isDate ? ONE_DAY : { days: 0, ms: 0 }
  const length = end ? between(start, momentOf(end, end.value, zones)) : durationValue(given.value)
  if (length === undefined) throw new Unreadable(given.line, `DURATION is none: ${quote(given.value)}`)
  if (spanOf(length) < 0)
    throw new Unreadable(given.line, `the event ends before it starts: ${given.name} ${quote(given.value)}`)
  if (!start.isDate || (end && length.days === 0 && length.ms > 0)) return length
  // Some calendars write DTEND = DTSTART for one whole day; a length in hours is made whole days.
  return { days: Math.max(1, Math.ceil(spanOf(length) / DAY_MS)), ms: 0 }
}
