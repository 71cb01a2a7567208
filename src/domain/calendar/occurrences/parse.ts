import type { CalendarProblem } from '../occurrence.ts'
import { blocksOf, type Component } from '../text/component.ts'
import { refusal } from '../text/envelope.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { aboutEvent, Problems, type Report, Unreadable } from '../trouble.ts'
import { type Zones, zonesOf } from '../zones/zones.ts'
import { type CalendarEvent, nameOf, readEvent } from './event.ts'
import { type Series, seriesOf } from './series.ts'

/** A calendar as read, before it is asked for a stretch of time. */
export interface Calendar {
  readonly series: readonly Series[]
  /** What could not be read; `expand` gives them too. */
  readonly problems: readonly CalendarProblem[]
}

export interface CalendarOptions {
  /** The zone of floating times and all-day events, before the calendar's own X-WR-TIMEZONE. */
  readonly timezone?: string
}

export type ParsedCalendar =
  | { readonly at: 'calendar'; readonly calendar: Calendar; readonly problems: readonly CalendarProblem[] }
  | { readonly at: 'refused'; readonly because: string }

/**
 * Reads the text of an ICS file (RFC 5545). What is no calendar, or only a part of one, is refused whole; one broken
 * event never costs the others: it is reported with UID, title, line and reason. Never throws.
 */
export const parseCalendar = (text: string, options: CalendarOptions = {}): ParsedCalendar =>
  runThrough(parseSteps(text, options))

/** The same in steps of about one event. */
export function* parseSteps(text: string, { timezone }: CalendarOptions = {}): Steps<ParsedCalendar> {
  const blocks = yield* blocksOf(text)
  const because = refusal(text, blocks)
  if (because !== undefined) return { at: 'refused', because }
  const problems = new Problems()
  const events: CalendarEvent[] = []
  for (const root of blocks.roots) {
    const zones = zonesOf(root, timezone, problems.report)
    for (const component of root.children) {
      if (component.name !== 'VEVENT') continue
      events.push(...eventOf(component, zones, problems.report))
      yield
    }
  }
  const calendar = { series: yield* seriesOf(events), problems: problems.all }
  return { at: 'calendar', calendar, problems: calendar.problems }
}

function eventOf(component: Component, zones: Zones, report: Report): CalendarEvent[] {
  const leave = (line: number, reason: string) =>
    report(aboutEvent(nameOf(component), `line ${line}: ${reason}; this event is left out`))
  for (const { line, reason, fatal } of component.faults) {
    if (fatal) {
      leave(line, reason)
      return []
    }
    report(aboutEvent(nameOf(component), `line ${line}: ${reason}; it is skipped`))
  }
  try {
    return [readEvent(component, zones, report)]
  } catch (error) {
    const unreadable = error instanceof Unreadable ? error : undefined
    leave(unreadable?.line ?? component.line, error instanceof Error ? error.message : String(error))
    return []
  }
}
