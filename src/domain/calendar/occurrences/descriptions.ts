import type { Problem } from '../../problem.ts'
import { Remembered } from '../../remembered.ts'
import { readDescriptionSteps } from '../description/description.ts'
import type { Description } from '../occurrence.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type Report } from '../trouble.ts'
import type { CalendarEvent } from './event.ts'
import type { Found } from './placement.ts'

/** What a text says, and what is wrong with it. */
interface Read {
  readonly description: Description
  readonly problems: readonly Problem[]
}

/**
 * The descriptions of events, each text read once as long as it is remembered: hundreds of events say the same. What
 * is wrong is reported for each event, once; the descriptions that are given no longer hold it.
 */
export class Descriptions {
  readonly #report: Report
  readonly #texts = new Remembered<string, Read>(256)
  #event: CalendarEvent | undefined
  #description: Description = NOTHING
  #isNoLengthSaid = false

  constructor(report: Report) {
    this.#report = report
  }

  /** Whether the description of an event is to be read: that of the last one is not read again. */
  isNew(event: CalendarEvent): boolean {
    return event !== this.#event
  }

  *read(event: CalendarEvent): Steps<void> {
    const { description, problems } = this.#texts.known(event.text) ?? (yield* this.#readText(event))
    for (const { where, text } of problems) this.#report(aboutEvent(event, text, `, ${where}`))
    this.#event = event
    this.#description = description
    this.#isNoLengthSaid = false
  }

  /** Of an occurrence of the event that was read last. */
  of({ event, startMs, endMs }: Found): Description {
    if (startMs === endMs && !this.#isNoLengthSaid && this.#description.asks.size > 0) {
      this.#report(aboutEvent(event, `line ${event.line}: ${NO_LENGTH}`))
      this.#isNoLengthSaid = true
    }
    return this.#description
  }

  *#readText({ text, isTextCut }: CalendarEvent): Steps<Read> {
    const { problems, ...said } = yield* readDescriptionSteps(text, isTextCut)
    const read = { description: { ...said, problems: NOTHING.problems }, problems }
    this.#texts.set(text, read)
    yield
    return read
  }
}

const NOTHING: Description = { asks: new Map(), problems: [] }

const NO_LENGTH = 'it ends when it starts, so it counts for its lead and trail time only; give it an end'
