/**
 * What is mutated: the shipped example calendars, and every calendar that the table tests are about. Those are string
 * literals with `DTSTART` or `RRULE` in the tests' sources; each becomes an event of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'

const at = (path: string) => new URL(path, import.meta.url)
const filesIn = (folder: string, end: string) =>
  readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => readFileSync(at(`${folder}${name}`), 'utf8'))

const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g
const START = 'DTSTART;TZID=America/New_York:20260303T090000'

export function corpus(): string[] {
  const literals = filesIn('../domain/calendar/', '.test.ts').flatMap((source) =>
    [...source.matchAll(LITERAL)].map((match) => match[1] ?? match[2] ?? ''),
  )
  const events = new Set(literals.map(unescaped).filter((text) => /DTSTART|RRULE|RECURRENCE-ID/.test(text)))
  return [...filesIn('../../examples/calendars/', '.ics'), ...[...events].map(calendarWith)]
}

const unescaped = (literal: string) =>
  literal
    .replaceAll(/\$\{zone\}/g, 'TZID=Europe/Berlin')
    .replaceAll('@', 'TZID=America/New_York:')
    .replaceAll(/\$\{[^}]*\}/g, '20260310T090000Z')
    .replaceAll(/\\(r|n|t|\\|')/g, (_, char: string) => ({ r: '', n: '\n', t: '\t' })[char] ?? char)

const crlf = (text: string) => text.replaceAll(/\r?\n/g, '\r\n')

function calendarWith(text: string): string {
  if (text.includes('BEGIN:')) return crlf(`BEGIN:VCALENDAR\nVERSION:2.0\n${text}\n${OWN_ZONE}\nEND:VCALENDAR\n`)
  const start = text.includes('DTSTART') ? '' : `${START}\n`
  const event = `BEGIN:VEVENT\nUID:e\nSUMMARY:Class\nDESCRIPTION:user: 2\n${start}${text}\nEND:VEVENT`
  const master = `BEGIN:VEVENT\nUID:e\n${START}\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU\nEND:VEVENT`
  return crlf(
    `BEGIN:VCALENDAR\nVERSION:2.0\n${OWN_ZONE}\n${event}\n${text.includes('RECURRENCE-ID') ? `${master}\n` : ''}END:VCALENDAR\n`,
  )
}

const OWN_ZONE = `BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE`
