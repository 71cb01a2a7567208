import { aboutEvent, type Told } from '../trouble.ts'
import type { CalendarEvent } from './event.ts'
import type { Group, Override } from './series.ts'

/**
 * A series that is dragged in Outlook is copied with the RECURRENCE-ID of what was dragged, beside its RRULE: where no
 * other event has its UID it is a series of its own. Beside one, the rule of an override says nothing.
 */
export function withCopies(group: Group, { report, remark }: Told): Group {
  const repeating = [...group.overrides].filter(([, { rules, rdates }]) => rules.length + rdates.length > 0)
  if (repeating.length === 0) return group
  if (group.masters.size > 0) {
    for (const [, one] of repeating) report(aboutEvent(one, `line ${one.line}: ${RULE_OF_OVERRIDE}`))
    return group
  }
  const overrides = new Map(group.overrides)
  const masters = new Map<string, CalendarEvent>()
  for (const [key, copy] of repeating) {
    overrides.delete(key)
    masters.set(`${copy.startMs} ${copy.endMs}`, withoutRecurrence(copy))
    remark(aboutEvent(copy, `line ${copy.line}: ${COPY}`))
  }
  return { masters, overrides }
}

function withoutRecurrence({ recurrence: _, ...event }: Override): CalendarEvent {
  return event
}

const RULE_OF_OVERRIDE =
  'it changes one occurrence of its series, so its own RRULE or RDATE is passed over; a series of its own needs another UID'
const COPY =
  'RECURRENCE-ID stands beside RRULE or RDATE, and the calendar has no series of this UID: it is read as a series of its own'
