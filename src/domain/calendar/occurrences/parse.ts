import { given } from '../../given.ts'
import type { CalendarProblem } from '../occurrence.ts'
import { Problems } from '../problems.ts'
import { blocksOf } from '../text/blocks.ts'
import type { Component } from '../text/component.ts'
import { preamble, refusal } from '../text/envelope.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import { aboutEvent, type Report, type Told, Unreadable } from '../trouble.ts'
import { type Zones, zonesOf } from '../zones/zones.ts'
import { type CalendarEvent, readEvent } from './event.ts'
import { nameOf } from './name-of.ts'
import { type Series, seriesOf } from './series.ts'

/** A calendar as read, before it is asked for a stretch of time. */
export interface Calendar {
  readonly series: readonly Series[]
  /** What could not be read; `expand` gives them too. */
  readonly problems: Problems
  /** What was read though it is not as it should be; likewise. */
  readonly remarks: Problems
  /** The IANA name of the zone that it says it is of. */
  readonly zone?: string
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
  const remarks = new Problems('remarks')
  const told = { report: problems.report, remark: remarks.report }
  const before = preamble(blocks)
  if (before !== undefined) told.remark({ where: 'calendar', text: before })
  const events: CalendarEvent[] = []
  let zone: string | undefined
  for (const root of blocks.roots) {
    reportFaults(root, problems.report)
    const zones = yield* zonesOf(root, timezone, told)
    zone ??= zones.said
    for (const component of taken(root.children)) {
      const event = component.name === 'VEVENT' ? yield* eventOf(component, zones, told) : undefined
      if (event) events.push(event)
      yield
    }
  }
  const calendar = { series: yield* seriesOf(events, told), problems, remarks, ...given({ zone }) }
  return { at: 'calendar', calendar, problems: problems.all }
}

/** Of the calendar itself; a line of it that is none concerns no event. */
function reportFaults({ faults }: Component, report: Report): void {
  for (const { line, reason, costs } of faults)
    if (costs === 'all') report({ where: 'calendar', text: `line ${line}: ${reason}` })
}

/** Each of them once: what is read of one is kept, its lines need not be. */
function* taken<T>(list: T[]): Generator<T, void, undefined> {
  list.reverse()
  for (let one = list.pop(); one !== undefined; one = list.pop()) yield one
}

function* eventOf(component: Component, zones: Zones, told: Told): Steps<CalendarEvent | undefined> {
  const { report } = told
  const name = nameOf(component, report)
  const leave = (line: number, reason: string) =>
    report(aboutEvent(name, `line ${line}: ${reason}; this event is left out`))
  for (const { line, reason, costs } of component.faults) {
    if (costs === 'all') {
      leave(line, reason)
      return undefined
    }
    if (costs === 'line') report(aboutEvent(name, `line ${line}: ${reason}; it is skipped`))
    else told.remark(aboutEvent(name, `line ${line}: ${reason}`))
  }
  try {
    return yield* readEvent(component, name, zones, told)
  } catch (error) {
    const unreadable = error instanceof Unreadable ? error : undefined
    leave(unreadable?.line ?? component.line, error instanceof Error ? error.message : String(error))
    return undefined
  }
}
