import type { Occurrence } from '../calendar/occurrence.ts'
import { expand } from '../calendar/occurrences/expand.ts'
import { parseCalendar } from '../calendar/occurrences/parse.ts'
import { timeValue, writtenText } from '../calendar/text/value.ts'
import { sayWallTime } from '../calendar/text/wall-time.ts'
import { DAY_MS } from '../duration.ts'
import type { Problem } from '../problem.ts'

/** An event that somebody is about to write, each field as it was typed. */
export interface Draft {
  readonly title: string
  readonly text: string
  /** `2026-03-24` */
  readonly date: string
  /** `09:00`; without it and an end the whole day. */
  readonly begin: string
  /** Before the begin: of the next day. */
  readonly end: string
  /** What names no pool is of this one; empty: of none in particular. */
  readonly pool: string
}

/** What is wrong with fields, and what would be right. */
export type WrongFields = Readonly<Partial<Record<keyof Draft, string>>>

/** What a calendar that held this event alone would say. */
export interface ReadDraft {
  readonly at: 'read'
  readonly occurrence: Occurrence
  readonly problems: readonly Problem[]
  readonly remarks: readonly Problem[]
}

/**
 * Reads a draft as the calendar that it would be: it is written as one, and read by what reads all of them.
 * @param zone of its times
 */
export function readDraft(
  draft: Draft,
  zone: string,
): ReadDraft | { readonly at: 'wrong'; readonly fields: WrongFields } {
  const times = timesOf(draft)
  if ('fields' in times) return { at: 'wrong', fields: times.fields }
  const parsed = parseCalendar(calendarOf(draft, times), { timezone: zone })
  const startMs = parsed.at === 'calendar' ? parsed.calendar.series[0]?.masters[0]?.startMs : undefined
  if (parsed.at !== 'calendar' || startMs === undefined) return { at: 'wrong', fields: { date: NO_DATE } }
  const { occurrences, problems, remarks = [] } = expand(parsed.calendar, startMs, startMs + 1)
  const [occurrence] = occurrences
  if (occurrence === undefined) return { at: 'wrong', fields: { date: NO_DATE } }
  return { at: 'read', occurrence, problems, remarks }
}

const NO_DATE = 'This is no date: write it like 2026-03-24.'
const NO_TIME = 'This is no time of day: write it like 09:00.'

type Times = { readonly start: string; readonly end?: string } | { readonly fields: WrongFields }

/** As DTSTART and DTEND have them. */
function timesOf({ date, begin, end }: Draft): Times {
  const day = /^\d{4}-\d\d-\d\d$/.test(date.trim()) ? timeValue(date.trim()) : undefined
  if (day === undefined) return { fields: { date: NO_DATE } }
  if (begin.trim() === '' && end.trim() === '') return { start: `;VALUE=DATE:${basic(day.wallMs).slice(0, 8)}` }
  const [from, to] = [clock(date, begin), clock(date, end)]
  if (from === undefined) return { fields: { begin: begin.trim() === '' ? NO_BEGIN : NO_TIME } }
  if (to === undefined) return { fields: { end: end.trim() === '' ? NO_END : NO_TIME } }
  if (to === from) return { fields: { end: 'It ends when it begins: give it a later end.' } }
  return { start: `:${basic(from)}`, end: `:${basic(to < from ? to + DAY_MS : to)}` }
}

const NO_BEGIN = 'When does it begin? Leave both times empty for a whole day.'
const NO_END = 'When does it end? Leave both times empty for a whole day.'

function clock(date: string, time: string): number | undefined {
  const padded = /^\d{1,2}:\d\d$/.test(time.trim()) ? time.trim().padStart(5, '0') : undefined
  return padded === undefined ? undefined : timeValue(`${date.trim()}T${padded}`)?.wallMs
}

const basic = (wallMs: number): string => sayWallTime(wallMs).replaceAll(/[-:]/g, '')

const calendarOf = ({ title, text }: Draft, { start, end }: Exclude<Times, { fields: WrongFields }>): string =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:draft',
    `SUMMARY:${writtenText(title)}`,
    `DTSTART${start}`,
    ...(end === undefined ? [] : [`DTEND${end}`]),
    `DESCRIPTION:${writtenText(text)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
