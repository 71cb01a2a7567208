import { given } from '../../given.ts'
import { compare } from '../../order.ts'
import type { CalendarReading, Description, Occurrence } from '../occurrence.ts'
import { MOST } from '../text/budget.ts'
import { sortedInSteps } from '../text/sorted.ts'
import { runThrough, type Steps } from '../text/steps.ts'
import type { Report } from '../trouble.ts'
import { Descriptions } from './descriptions.ts'
import { occurrencesOf } from './occurrences.ts'
import { LookUps } from './orphans.ts'
import type { Calendar } from './parse.ts'
import type { Found } from './placement.ts'

/** So many occurrences are described at once; then others get the floor. */
const PIECE = 128

/**
 * The occurrences that overlap [fromMs, toMs), half-open as they are, sorted by start, then UID. Neither the order of
 * the events in the file nor the process's time zone matters, and the cost does not grow with the length of a series.
 */
export const expand = (calendar: Calendar, fromMs: number, toMs: number): CalendarReading =>
  runThrough(expandSteps(calendar, fromMs, toMs))

/** The same in steps of a few milliseconds, whatever the calendar. */
export function* expandSteps(calendar: Calendar, fromMs: number, toMs: number): Steps<CalendarReading> {
  const problems = calendar.problems.copy()
  const { report } = problems
  const remarks = calendar.remarks.copy()
  const descriptions = new Descriptions(report, remarks.report)
  const room = new Room(report)
  const lookUps = new LookUps()
  const occurrences: Occurrence[] = []
  for (const series of seriesWithin(calendar, fromMs, toMs)) {
    for (const found of yield* occurrencesOf(series, fromMs, toMs, { report, remark: remarks.report }, lookUps)) {
      if (descriptions.isNew(found.event)) yield* descriptions.read(found.event)
      const description = descriptions.of(found)
      if (!room.isLeftFor(description)) break
      occurrences.push(occurrence(found, description))
      if (occurrences.length % PIECE === 0) yield
    }
    if (room.isUsed) break
    yield
  }
  const sorted = yield* sortedInSteps(
    occurrences,
    (a, b) => a.startMs - b.startMs || compare(a.uid, b.uid) || a.endMs - b.endMs,
  )
  const said = remarks.all
  return {
    ...{ fromMs, toMs, occurrences: sorted, problems: problems.all },
    ...given({ remarks: said.length > 0 ? said : undefined, zone: calendar.zone }),
  }
}

/** A stretch without length holds nothing, not even what goes on then. */
const seriesWithin = ({ series }: Calendar, fromMs: number, toMs: number) => (fromMs < toMs ? series : [])

function occurrence({ startMs, endMs, originalMs, event }: Found, description: Description): Occurrence {
  const { uid, summary, allDay, organizer } = event
  const moved = originalMs !== startMs && { originalMs }
  return { uid, summary, startMs, endMs, ...moved, allDay, description, ...(organizer && { organizer }) }
}

/** How many occurrences, and asks of theirs, a stretch of time may have. */
class Room {
  readonly #report: Report
  #occurrences = 0
  #asks = 0
  #isUsed = false

  constructor(report: Report) {
    this.#report = report
  }

  get isUsed(): boolean {
    return this.#isUsed
  }

  /** Takes the room for one that is so described; reports when it is used up. */
  isLeftFor({ asks, perhaps = [], title }: Description): boolean {
    this.#occurrences++
    this.#asks += perhaps.filter(({ ask }) => ask !== undefined).length + (title ? 1 : 0)
    for (const ask of asks.values()) this.#asks += Object.keys(ask).length
    const text =
      this.#occurrences > MOST.occurrences
        ? `it has more than ${MOST.occurrences} occurrences in this stretch of time`
        : this.#asks > MOST.asks
          ? `its events ask for pools more than ${MOST.asks} times in this stretch of time`
          : undefined
    if (text === undefined) return true
    this.#isUsed = true
    this.#report({ where: 'calendar', text: `${text}; the rest is left out` })
    return false
  }
}
