import { compare } from '../../order.ts'
import { readDescription } from '../description/description.ts'
import type { CalendarReading, Description, Occurrence } from '../occurrence.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { aboutEvent, Problems, type Report } from '../trouble.ts'
import { occurrencesOf } from './occurrences.ts'
import type { Calendar } from './parse.ts'
import type { Found } from './placement.ts'

/** So many occurrences are described at once; then others get the floor. */
const PIECE = 128

/** A window with more than this is cut, and reported: a hundred events an hour for two weeks. */
const MAX_OCCURRENCES = 33_600

/**
 * The occurrences that overlap [fromMs, toMs), half-open as they are, sorted by start, then UID. Neither the order of
 * the events in the file nor the process's time zone matters, and the cost does not grow with the length of a series.
 */
export const expand = (calendar: Calendar, fromMs: number, toMs: number): CalendarReading =>
  runThrough(expandSteps(calendar, fromMs, toMs))

/** The same in steps of at most a few milliseconds. */
export function* expandSteps(calendar: Calendar, fromMs: number, toMs: number): Steps<CalendarReading> {
  const problems = new Problems()
  const { report } = problems
  calendar.problems.forEach(report)
  const descriptions = new Map<string, Description>()
  const occurrences: Occurrence[] = []
  for (const series of calendar.series) {
    for (const found of yield* occurrencesOf(series, fromMs, toMs, report)) {
      occurrences.push(occurrence(found, descriptions, report))
      if (occurrences.length % PIECE === 0) yield
    }
    if (occurrences.length > MAX_OCCURRENCES) {
      report({
        where: 'calendar',
        text: `it has more than ${MAX_OCCURRENCES} occurrences in this stretch of time; the rest is left out`,
      })
      break
    }
    yield
  }
  occurrences.sort((a, b) => a.startMs - b.startMs || compare(a.uid, b.uid) || a.endMs - b.endMs)
  return { fromMs, toMs, occurrences, problems: problems.all }
}

function occurrence(found: Found, descriptions: Map<string, Description>, report: Report): Occurrence {
  const { startMs, endMs, originalMs, event } = found
  const description = descriptions.get(event.text) ?? readDescription(event.text)
  descriptions.set(event.text, description)
  for (const { where, text } of description.problems) report(aboutEvent(event, text, `, ${where}`))
  if (startMs === endMs && description.asks.size > 0) {
    report(
      aboutEvent(
        event,
        `line ${event.line}: it ends when it starts, so it counts for its lead and trail time only; give it an end`,
      ),
    )
  }
  return {
    uid: event.uid,
    summary: event.summary,
    startMs,
    endMs,
    ...(originalMs !== startMs && { originalMs }),
    allDay: event.allDay,
    description,
  }
}
