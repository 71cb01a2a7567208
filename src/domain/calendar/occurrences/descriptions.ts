import type { Problem } from '../../problem.ts'
import { Remembered } from '../../remembered.ts'
import { readDescriptionSteps } from '../description/description.ts'
import { readTitle } from '../description/title.ts'
import { type Description, mayAsk } from '../occurrence.ts'
import type { Steps } from '../text/steps.ts'
import { aboutEvent, type Report } from '../trouble.ts'
import type { CalendarEvent } from './event.ts'
import type { Found } from './placement.ts'

/** What a text says, and what is wrong with it. */
interface Read {
  readonly description: Description
  readonly problems: readonly Problem[]
  readonly remarks: readonly Problem[]
}

/**
 * The descriptions of events, each text read once as long as it is remembered: hundreds of events say the same. What
 * is wrong is reported for each event, once, and what is remarked; the descriptions that are given no longer hold it.
 */
export class Descriptions {
  readonly #report: Report
  readonly #remark: Report
  readonly #texts = new Remembered<string, Read>(256)
  #event: CalendarEvent | undefined
  #description: Description = NOTHING
  #isNoLengthSaid = false

  constructor(report: Report, remark: Report) {
    this.#report = report
    this.#remark = remark
  }

  /** Whether the description of an event is to be read: that of the last one is not read again. */
  isNew(event: CalendarEvent): boolean {
    return event !== this.#event
  }

  *read(event: CalendarEvent): Steps<void> {
    const { description, problems, remarks } = this.#texts.known(event.text) ?? (yield* this.#readText(event))
    for (const { where, text } of problems) this.#report(aboutEvent(event, text, `, ${where}`))
    for (const { where, text } of remarks) this.#remark(aboutEvent(event, text, `, ${where}`))
    this.#event = event
    this.#description = this.#withTitle(event, description)
    this.#isNoLengthSaid = false
  }

  /** Of an occurrence of the event that was read last. */
  of({ event, startMs, endMs }: Found): Description {
    if (startMs === endMs && !this.#isNoLengthSaid && mayAsk(this.#description)) {
      this.#report(aboutEvent(event, `line ${event.line}: ${NO_LENGTH}`))
      this.#isNoLengthSaid = true
    }
    return this.#description
  }

  /** The title counts where the description asks for nothing. */
  #withTitle(event: CalendarEvent, description: Description): Description {
    if (description.asks.size > 0) return description
    const title = readTitle(event.summary)
    if (title.at === 'remark') this.#remark(aboutEvent(event, title.text, ', title'))
    return title.at === 'ask' ? { ...description, title: title.title } : description
  }

  *#readText({ text, isTextCut }: CalendarEvent): Steps<Read> {
    const { problems, remarks = [], ...said } = yield* readDescriptionSteps(text, isTextCut)
    const read = { description: { ...said, problems: NOTHING.problems }, problems, remarks }
    this.#texts.set(text, read)
    yield
    return read
  }
}

const NOTHING: Description = { asks: new Map(), problems: [] }

const NO_LENGTH = 'it ends when it starts, so it counts for its lead and trail time only; give it an end'
