import type { CalendarProblem } from '../occurrence.ts'
import { Problems } from '../problems.ts'
import { blocksOf } from '../text/blocks.ts'
import type { Component } from '../text/component.ts'
import { refusal } from '../text/envelope.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { aboutEvent, type Report, Unreadable } from '../trouble.ts'
import { type Zones, zonesOf } from '../zones/zones.ts'
import { type CalendarEvent, readEvent } from './event.ts'
import { nameOf } from './name-of.ts'
import { type Series, seriesOf } from './series.ts'

/** A calendar as read, before it is asked for a stretch of time. */
export interface Calendar {
  readonly series: readonly Series[]
  /** What could not be read; `expand` gives them too. */
  readonly problems: Problems
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

/** The same in steps of a few milliseconds, whatever the text. */
export function* parseSteps(text: string, { timezone }: CalendarOptions = {}): Steps<ParsedCalendar> {
  const blocks = yield* blocksOf(text)
  const because = refusal(text, blocks)
  if (because !== undefined) return { at: 'refused', because }
  const problems = new Problems()
  const events: CalendarEvent[] = []
  for (const root of blocks.roots) {
    const zones = yield* zonesOf(root, timezone, problems.report)
    for (const component of taken(root.children)) {
      const event = component.name === 'VEVENT' ? yield* eventOf(component, zones, problems.report) : undefined
      if (event) events.push(event)
      yield
    }
  }
  const calendar = { series: yield* seriesOf(events, problems.report), problems }
  return { at: 'calendar', calendar, problems: problems.all }
}

/** Each of them once: what is read of one is kept, its lines need not be. */
function* taken<T>(list: T[]): Generator<T, void, undefined> {
  list.reverse()
  for (let one = list.pop(); one !== undefined; one = list.pop()) yield one
}

function* eventOf(component: Component, zones: Zones, report: Report): Steps<CalendarEvent | undefined> {
  const name = nameOf(component, report)
  const leave = (line: number, reason: string) =>
    report(aboutEvent(name, `line ${line}: ${reason}; this event is left out`))
  for (const { line, reason, fatal } of component.faults) {
    if (!fatal) report(aboutEvent(name, `line ${line}: ${reason}; it is skipped`))
    else {
      leave(line, reason)
      return undefined
    }
  }
  try {
    return yield* readEvent(component, name, zones, report)
  } catch (error) {
    const unreadable = error instanceof Unreadable ? error : undefined
    leave(unreadable?.line ?? component.line, error instanceof Error ? error.message : String(error))
    return undefined
  }
}
