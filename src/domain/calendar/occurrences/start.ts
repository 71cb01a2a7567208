import type { ContentLine } from '../text/content-line.ts'
import { sayWallTime } from '../text/wall-time.ts'
import { quote } from '../trouble.ts'
import { toInstant, UTC } from '../zones/zone.ts'
import type { Zones } from '../zones/zones.ts'
import { isOtherForm, type Moment, momentIn, momentOf } from './moment.ts'

/** Takes a sentence about something that was read as it was surely meant. */
export type Remark = (text: string) => void

/**
 * The start of an event. Without a zone of its own it is in that of the end: nobody begins in one zone and ends in another.
 * @throws Unreadable when it cannot be read
 */
export function startOf(started: ContentLine, ended: ContentLine | undefined, zones: Zones, remark: Remark): Moment {
  const start = momentIn(started, zones)
  remarkOnForm(started, start, remark)
  const end = ended && momentOf(ended, ended.value, zones)
  if (!start.isFloating || end === undefined || typeof end === 'string' || end.isFloating || end.isDate) return start
  const isEndedBefore = toInstant(start.zone, start.wallMs) > toInstant(end.zone, end.wallMs)
  // Many calendars write one of the two in UTC and the other in their own zone.
  if (end.zone === start.zone || (end.zone === UTC && !(isEndedBefore && start.wallMs <= end.wallMs))) return start
  remark(noZone(started, end.zone.name, 'DTEND'))
  return { ...start, zone: end.zone, isFloating: false }
}

/** What VALUE or TZID says of a time beside what it is. */
export function remarkOnForm(line: ContentLine, moment: Moment, remark: Remark): void {
  const tzid = line.params.get('TZID')
  if (tzid && moment.zone === UTC && /Z\W*$/i.test(line.value) && !/utc|gmt|zulu|^z$/i.test(tzid))
    remark(`line ${line.line}: ${line.name} has a zone, ${quote(tzid)}, and a Z: it is read in UTC`)
  if (!isOtherForm(line, moment)) return
  const said = sayWallTime(moment.wallMs)
  const read = moment.isDate ? `the whole day ${said.slice(0, 10)}` : `the time ${said}`
  remark(`line ${line.line}: ${line.name} says VALUE=${line.params.get('VALUE')} and is read as ${read}`)
}

export const noZone = ({ line, name }: ContentLine, zone: string, beside: string): string =>
  `line ${line}: ${name} has no time zone that is known and is read in ${zone}, as ${beside}`
