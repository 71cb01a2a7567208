import type { CalendarProblem } from '../occurrence.ts'

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
  where: `event "${summary || 'without a title'}" (uid ${uid || 'missing'})${inside}`,
  text,
  ...(uid && { uid }),
})

/** A value as a sentence may quote it: on one line, and short. */
export function quote(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim()
  return `«${line.length > 60 ? `${line.slice(0, 60)}…` : line}»`
}
