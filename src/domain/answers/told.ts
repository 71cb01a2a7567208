import { sayEvent } from '../calendar/event-name.ts'
import type { CalendarProblem, CalendarReading, Occurrence } from '../calendar/occurrence.ts'
import type { Timeline } from '../demand/timeline.ts'
import type { Problem } from '../problem.ts'
import { sayPlainly } from '../say.ts'
import { lineOf } from './plainly.ts'

/** What was found in the texts of one event. */
export interface ToldOfEvent {
  readonly problems: readonly string[]
  readonly remarks: readonly string[]
}

/** So much is told of one event; what more there is, is counted. */
const MOST_LINES = 10

/** What reading the calendars and knowing the pools found wrong or worth a word, event by event. */
export function toldOfEvents(
  reading: CalendarReading,
  timeline: Pick<Timeline, 'problems' | 'remarks'>,
): (occurrence: Pick<Occurrence, 'uid' | 'summary'>) => ToldOfEvent {
  const problems = byEvent(reading.problems, timeline.problems)
  const remarks = byEvent(reading.remarks ?? [], timeline.remarks)
  return (occurrence) => {
    const name = sayPlainly(sayEvent(occurrence))
    return { problems: problems(occurrence.uid, name), remarks: remarks(occurrence.uid, name) }
  }
}

/**
 * @param read of the calendar's texts, with the UID of their event: `event "Data 8" (uid a1), description, …`
 * @param judged of whole events, in the light of the config: `event "Data 8" (uid a1)`
 */
function byEvent(read: readonly CalendarProblem[], judged: readonly Problem[]) {
  const byUid = Map.groupBy(read, ({ uid }) => uid)
  const byName = Map.groupBy(judged, ({ where }) => where)
  return (uid: string, name: string): string[] => {
    const own = (byUid.get(uid) ?? []).filter(({ where }) => where.startsWith(name) || !where.startsWith('event "'))
    const texts = [...own, ...(byName.get(name) ?? [])].map(({ text }) => lineOf(text))
    const each = [...new Set(texts)]
    const more = each.length - MOST_LINES
    return more > 0 ? [...each.slice(0, MOST_LINES), `and ${more} more`] : each
  }
}
