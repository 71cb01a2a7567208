import { sayEvent } from './event-name.ts'
import type { CalendarProblem } from './occurrence.ts'

/** Takes a problem, and does not stop for it. */
export type Report = (problem: CalendarProblem) => void

/** More than these help nobody. */
const MAX_PROBLEMS = 1000

/** Collects problems, each once; of very many only the first, and how many more there were. */
export class Problems {
  readonly #found = new Map<string, CalendarProblem>()
  #more = 0

  readonly report: Report = (one) => {
    if (this.#found.size < MAX_PROBLEMS) this.#found.set(`${one.uid} ${one.where} ${one.text}`, one)
    else this.#more++
  }

  get all(): CalendarProblem[] {
    const rest = { where: 'calendar', text: `${this.#more} more problems are not listed` }
    return this.#more > 0 ? [...this.#found.values(), rest] : [...this.#found.values()]
  }
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
}

export const aboutEvent = ({ uid, summary }: EventName, text: string, inside = ''): CalendarProblem => ({
  where: `${sayEvent({ summary, uid: uid || 'missing' })}${inside}`,
  text,
  ...(uid && { uid }),
})

/** A value as a sentence may quote it: on one line, and short. */
export function quote(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim()
  return `«${line.length > 60 ? `${line.slice(0, 60)}…` : line}»`
}
