import { sayEvent } from './event-name.ts'
import type { CalendarProblem } from './occurrence.ts'

/** Takes a problem, and does not stop for it. */
export type Report = (problem: CalendarProblem) => void

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
}

export const aboutEvent = ({ uid, summary }: EventName, text: string, inside = ''): CalendarProblem => ({
  where: `${sayEvent({ summary, uid: uid || 'missing' })}${inside}`,
  text,
  ...(uid && { uid }),
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
