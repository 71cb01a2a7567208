import { sayEvent } from './event-name.ts'
import type { CalendarProblem } from './occurrence.ts'

/** Takes a problem, and does not stop for it. */
export type Report = (problem: CalendarProblem) => void

/** Who is told of what is wrong, and of what is not as it should be and was read as it was surely meant. */
export interface Told {
  readonly report: Report
  readonly remark: Report
}

/** What cannot be read, so that its event cannot be used; the message says what and why, for people. */
export class Unreadable extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

export interface EventName {
  readonly uid: string
  readonly summary: string
  /** The mail address of whoever wrote it; missing: the calendar does not say. */
  readonly organizer?: string
}

export const aboutEvent = ({ uid, summary, organizer }: EventName, text: string, inside = ''): CalendarProblem => ({
  where: `${sayEvent({ summary, uid: uid || 'missing' })}${inside}`,
  text,
  ...(uid && { uid }),
  ...(organizer && { organizer }),
})

const QUOTED = 60

/** So much of a text as a sentence may hold. */
export const short = (text: string): string =>
  text.length > QUOTED ? `${text.slice(0, QUOTED).toWellFormed()}…` : text

/** A value as a sentence may quote it: on one line, and short. */
export const quote = (value: string): string =>
  `«${short(
    value
      .slice(0, 10 * QUOTED)
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )}»`
