import assert from 'node:assert/strict'
import type { CalendarReading } from '../../../src/domain/calendar/occurrence.ts'
import { expand } from '../../../src/domain/calendar/occurrences/expand.ts'
import { type CalendarOptions, parseCalendar } from '../../../src/domain/calendar/occurrences/parse.ts'

const crlf = (text: string) => text.trim().replaceAll(/\r?\n[ ]*/g, '\r\n')

/** The lines of a VEVENT; UID `e` and one hour from 09:00 UTC unless they say otherwise. */
export function vevent(lines: string): string {
  const body = crlf(lines)
  const uid = /^UID[:;]/m.test(body) ? '' : 'UID:e\r\n'
  return `BEGIN:VEVENT\r\n${uid}${body}\r\nEND:VEVENT`
}

/** A whole calendar of VEVENTs and other blocks. */
export const ics = (...blocks: string[]): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//warmseats//test//EN\r\n${blocks.map(crlf).join('\r\n')}\r\nEND:VCALENDAR\r\n`

export function read(text: string, from: string, to: string, options: CalendarOptions = {}): CalendarReading {
  const parsed = parseCalendar(text, options)
  assert.equal(parsed.at, 'calendar', JSON.stringify(parsed))
  assert(parsed.at === 'calendar')
  return expand(parsed.calendar, ms(from), ms(to))
}

/** Epoch ms of `2026-03-24` or `2026-03-24T09:00Z`. */
export function ms(text: string): number {
  const value = Date.parse(text)
  assert(!Number.isNaN(value), text)
  return value
}

export const iso = (epochMs: number): string => new Date(epochMs).toISOString().replace(':00.000Z', 'Z')

/** `2026-03-24T09:00Z/10:00Z` for each occurrence; the end with its day when that is another. */
export const spans = ({ occurrences }: CalendarReading): string[] =>
  occurrences.map(({ startMs, endMs }) => {
    const [start, end] = [iso(startMs), iso(endMs)]
    return `${start}/${end.slice(0, 11) === start.slice(0, 11) ? end.slice(11) : end}`
  })

export const starts = ({ occurrences }: CalendarReading): string[] => occurrences.map(({ startMs }) => iso(startMs))

export const says = ({ problems }: CalendarReading): string[] => problems.map(({ where, text }) => `${where}: ${text}`)

export const remarks = ({ remarks = [] }: CalendarReading): string[] =>
  remarks.map(({ where, text }) => `${where}: ${text}`)
