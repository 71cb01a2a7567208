import { sayPlainly } from '../say.ts'
import type { CalendarProblem } from './occurrence.ts'
import { MOST } from './text/budget.ts'

/** Collects problems, each once; of very many only the first, and how many more there are: of an event, and in all. */
export class Problems {
  readonly #found = new Map<string, CalendarProblem>()
  readonly #ofEvents = new Map<string, number>()
  readonly #moreOfEvents = new Map<string, number>()
  #more = 0
  readonly #noun: string

  /** @param noun what they are, where it says that there are more */
  constructor(noun = 'problems') {
    this.#noun = noun
  }

  /** What was found until now, to go on with; this one stays as it is. */
  copy(): Problems {
    const copy = new Problems(this.#noun)
    for (const [key, one] of this.#found) copy.#found.set(key, one)
    for (const [uid, count] of this.#ofEvents) copy.#ofEvents.set(uid, count)
    for (const [uid, count] of this.#moreOfEvents) copy.#moreOfEvents.set(uid, count)
    copy.#more = this.#more
    return copy
  }

  /** What is reported from now on is counted, if it is new. */
  get isFull(): boolean {
    return this.#found.size >= MOST.problems
  }

  readonly report = (one: CalendarProblem): void => {
    const { uid, where, text } = one
    const key = `${uid} ${where} ${text}`
    if (this.#found.has(key)) return
    const ofEvent = uid === undefined ? 0 : (this.#ofEvents.get(uid) ?? 0)
    if (uid !== undefined && ofEvent >= MOST.problemsOfEvent)
      this.#moreOfEvents.set(uid, (this.#moreOfEvents.get(uid) ?? 0) + 1)
    else if (this.#found.size >= MOST.problems) this.#more++
    else {
      this.#found.set(key, { ...one, where: sayPlainly(where), text: sayPlainly(text) })
      if (uid !== undefined) this.#ofEvents.set(uid, ofEvent + 1)
    }
  }

  /** What a sum says of an event stands after the event's own. */
  get all(): CalendarProblem[] {
    const listed = [...this.#found.values()]
    const sums = [...this.#moreOfEvents].map(([uid, more]) => ({
      where: `event with the uid ${uid}`,
      text: `and ${more} more ${this.#noun} of this event are not listed`,
      uid,
    }))
    const rest = { where: 'calendar', text: `${this.#more} more ${this.#noun} are not listed` }
    return [...listed, ...sums, ...(this.#more > 0 ? [rest] : [])]
  }
}
