import { eventsOf } from '../demand/events.ts'
import { activeAt, type Timeline } from '../demand/timeline.ts'
import { type During, isMeant } from '../during.ts'
import { NO_PULLS, type Pulls } from '../images/pulls.ts'

/** The image of a profile that counts during events. */
export interface ExamImage {
  readonly during: During
  readonly image: string
}

/** What people of the events that count now in a pool will run, lead time included: nodes have it when they come. */
export function examPulls(exams: readonly ExamImage[], timeline: Timeline, pool: string, nowMs: number): Pulls {
  if (exams.length === 0) return NO_PULLS
  const active = activeAt(timeline, pool, nowMs)
  const events = eventsOf(timeline).filter(({ title, startMs, endMs }) =>
    active.some((one) => one.summary === title && one.startMs === startMs && one.endMs === endMs),
  )
  const meant = exams.filter(
    ({ during }) =>
      (during.pools.length === 0 || during.pools.includes(pool)) && events.some((event) => isMeant(during, event)),
  )
  return meant.length === 0
    ? NO_PULLS
    : { images: [...new Set(meant.map(({ image }) => image))].map((image) => ({ image })), secrets: [] }
}
