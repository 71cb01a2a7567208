import { MOST } from './budget.ts'

/**
 * What of a calendar is read. Everything else is passed over while the text is read and is never kept: an alarm, a
 * picture in base64, a thousand lines of somebody's own.
 */
export interface Read {
  /** How many of the lines of a name. */
  readonly lines: ReadonlyMap<string, number>
  /** The blocks in it. */
  readonly blocks: ReadonlySet<string>
}

/** One more than count, so that it shows that there are too many. */
const [DATES, RULES] = [MOST.dates + 1, MOST.rules + 1]

const once = (...names: string[]): [string, number][] => names.map((name) => [name, 1])
/** Once, and another to say that it is there. */
const twice = (...names: string[]): [string, number][] => names.map((name) => [name, 2])
const read = (lines: [string, number][], ...blocks: string[]): Read => ({
  lines: new Map(lines),
  blocks: new Set(blocks),
})

const CHANGE = read([...once('DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE'), ['RDATE', MOST.datesOfChange + 1]])

const BLOCKS: ReadonlyMap<string, Read> = new Map([
  ['VCALENDAR', read(once('X-WR-TIMEZONE'), 'VEVENT', 'VTIMEZONE')],
  ['VTIMEZONE', read(once('TZID', 'X-LIC-LOCATION'), 'STANDARD', 'DAYLIGHT')],
  ['STANDARD', CHANGE],
  ['DAYLIGHT', CHANGE],
  [
    'VEVENT',
    read([
      ...once('UID', 'SUMMARY', 'STATUS', 'ORGANIZER', 'X-ALT-DESC'),
      ...twice('DESCRIPTION'),
      ...twice('DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID'),
      ...once('SEQUENCE', 'LAST-MODIFIED', 'DTSTAMP'),
      ['RRULE', RULES],
      ['EXRULE', RULES],
      ['RDATE', DATES],
      ['EXDATE', DATES],
    ]),
  ],
])

const NOTHING = read([])

/** @param block its name in capitals */
export const readIn = (block: string): Read => BLOCKS.get(block) ?? NOTHING
