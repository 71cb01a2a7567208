import assert from 'node:assert/strict'
import type { CalendarReading } from '../../../../src/domain/calendar/occurrence.ts'
import { expand } from '../../../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../../../src/domain/calendar/occurrences/parse.ts'
import type { Difference } from './disagreements.ts'

/** A stretch of time that a calendar is asked for. */
export interface Asked {
  readonly from: string
  readonly days: number
  readonly unsynchronized: readonly string[]
}

/** All times without a zone are in UTC, unless the calendar itself says otherwise. */
export function readAsAsked(text: string, { from, days }: Asked, timezone?: string): CalendarReading {
  const parsed = parseCalendar(text, timezone === undefined ? {} : { timezone })
  assert(parsed.at === 'calendar', JSON.stringify(parsed))
  return expand(parsed.calendar, Date.parse(from), Date.parse(from) + days * 86_400_000)
}

const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]/g, '').slice(0, 13)

/** As the other library's answers are written. */
export const answerOf = ({ occurrences }: CalendarReading): string[] =>
  occurrences.map(({ uid, startMs, endMs }) => `${uid} ${stamp(startMs)}/${stamp(endMs)}`)

/** Overrides are of occurrences that the other library has, which where the RFC says nothing are not ours. */
export const problemsOf = ({ problems }: CalendarReading, { unsynchronized }: Asked): string[] =>
  problems
    .filter(({ uid = '', text }) => !(unsynchronized.includes(uid) && text.includes('is no occurrence of its series')))
    .map(({ text }) => text)

/** What only one of the two says. */
export const differenceOf = (
  text: string,
  { unsynchronized }: Asked,
  mine: readonly string[],
  theirs: readonly string[],
): Difference => ({
  text,
  unsynchronized,
  ours: mine.filter((one) => !theirs.includes(one)),
  theirs: theirs.filter((one) => !mine.includes(one)),
})
