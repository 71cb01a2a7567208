import type { Rule } from '../rules/rule.ts'
import { MOST } from '../text/budget.ts'
import { type Component, linesIn, valueIn } from '../text/component.ts'
import type { ContentLine } from '../text/content-line.ts'
import { decodedValue } from '../text/encoded.ts'
import type { Steps } from '../text/steps.ts'
import { type NominalDuration, textValue, timeValue } from '../text/value.ts'
import { aboutEvent, type EventName, type Told, Unreadable } from '../trouble.ts'
import { toInstant, toWall, type Zone } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'
import { lengthOf } from './length.ts'
import { datesIn, rulesIn } from './lists.ts'
import { type Dated, endOf, type Moment, momentIn } from './moment.ts'
import { type Remark, startOf } from './start.ts'

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
  readonly rdates: readonly Dated[]
  readonly exdates: readonly Moment[]
  readonly recurrence?: { readonly moment: Moment; readonly andFuture: boolean }
  /** The description as plain text or as an editor's HTML, as far as it is read. */
  readonly text: string
  readonly isTextCut: boolean
}

/**
 * Reads one VEVENT. A broken date list or rule is reported, and costs only itself.
 * @throws Unreadable when the event cannot be used: no start, an end that cannot be read or comes before the start
 */
export function* readEvent(component: Component, name: EventName, zones: Zones, told: Told): Steps<CalendarEvent> {
  const first = (property: string): ContentLine | undefined => linesIn(component, property).find(isWritten)
  const remark = (text: string) => told.remark(aboutEvent(name, text))
  for (const property of ONCE) reportTwice(component, property, name, told)
  const started = first('DTSTART')
  if (started === undefined) throw new Unreadable(component.line, 'DTSTART is missing')
  const start = startOf(started, first('DTEND'), zones, remark)
  const { zone, wallMs: startWall, isDate: allDay } = start
  const startMs = toInstant(zone, startWall)
  const length = lengthOf(start, first('DTEND'), first('DURATION'), zones, remark)
  const recurrence = recurrenceOf(first('RECURRENCE-ID'), start, zones, remark)
  const listing = { component, name, told, start: { zone, startWall } }
  const context = { startWall, allDay, untilToWall: (utcMs: number) => toWall(zone, utcMs) }
  return {
    ...name,
    line: component.line,
    sequence: Number.parseInt(first('SEQUENCE')?.value ?? '0', 10) || 0,
    revisedMs: timeValue((first('LAST-MODIFIED') ?? first('DTSTAMP'))?.value ?? '')?.wallMs ?? 0,
    cancelled: /^\s*cancell?ed\s*$/i.test(textValue(valueIn(component, 'STATUS') ?? '')),
    allDay,
    zone,
    startWall,
    startMs,
    endMs: endOf(zone, startWall, startMs, length),
    length,
    rules: rulesIn(listing, 'RRULE', context),
    exRules: rulesIn(listing, 'EXRULE', context),
    rdates: yield* datesIn(listing, 'RDATE', zones),
    exdates: (yield* datesIn(listing, 'EXDATE', zones)).map(({ moment }) => moment),
    ...(recurrence && { recurrence }),
    ...descriptionIn(component),
  }
}

/** What an event has once; of others it does not matter. */
const ONCE = ['DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID', 'DESCRIPTION']

function reportTwice(component: Component, property: string, name: EventName, { report }: Told): void {
  const [first, second] = linesIn(component, property).filter(isWritten)
  if (first && second && first.value.trim() !== second.value.trim())
    report(
      aboutEvent(
        name,
        `line ${second.line}: ${property} is there twice and the first counts; one of the two is enough`,
      ),
    )
}

/** One without a value, `EXDATE:`, says nothing. */
const isWritten = ({ value }: ContentLine): boolean => value.trim() !== ''

function recurrenceOf(
  line: ContentLine | undefined,
  start: Moment,
  zones: Zones,
  remark: Remark,
): CalendarEvent['recurrence'] {
  if (line === undefined) return undefined
  const moment = momentIn(line, zones)
  if (moment.isFloating && !start.isFloating && start.zone !== moment.zone)
    remark(`line ${line.line}: ${line.name} has no time zone that is known and is read in that of its series`)
  return { moment, andFuture: line.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE' }
}

/** Outlook writes X-ALT-DESC beside the description, others instead of it. */
function descriptionIn(component: Component): Pick<CalendarEvent, 'text' | 'isTextCut'> {
  const [written, other] = ['DESCRIPTION', 'X-ALT-DESC'].map((name) => {
    const line = linesIn(component, name).find(isWritten)
    return line && decodedValue(line)
  })
  const text = textWritten(written)
  return text.trim() ? { text, isTextCut: isLong(written) } : { text: textWritten(other), isTextCut: isLong(other) }
}

const textWritten = (value = ''): string => textValue(value.slice(0, MOST.written))
const isLong = (value = ''): boolean => value.length > MOST.written
