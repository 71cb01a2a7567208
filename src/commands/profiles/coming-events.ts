import { mayAsk } from '../../domain/calendar/occurrence.ts'
import { eventsOf } from '../../domain/demand/events.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { DAY_MS } from '../../domain/duration.ts'
import type { PlannedEvent } from '../../domain/planned-event.ts'
import { calendarSources } from '../calendar-sources.ts'
import { loadConfigFile } from '../load-config-file.ts'
import { givenSources, readCalendars } from '../read-calendars.ts'

export interface ComingEventsOptions {
  /** Addresses and files. */
  readonly calendar?: readonly string[] | undefined
  /** The values: their schedule counts, and which pools there are. */
  readonly config?: string | undefined
}

export interface ComingEvents {
  readonly events: readonly PlannedEvent[]
  /** Calendars that could not be read. */
  readonly unread?: string
}

/** An exam is planned for the end of a term. */
const AHEAD_MS = 366 * DAY_MS

/** What is planned for the next year; undefined where nobody says any calendar. @throws InputError */
export async function comingEvents(
  { calendar = [], config: file }: ComingEventsOptions,
  nowMs: number,
): Promise<ComingEvents | undefined> {
  const loaded = file === undefined ? undefined : await loadConfigFile(file)
  const stretch = { fromMs: nowMs, toMs: nowMs + AHEAD_MS }
  const schedule = loaded ? calendarSources(loaded.config, { secrets: '', stretch }).filter(isSchedule) : []
  const timezone = loaded?.config.calendar.timezone
  const sources = [...givenSources(calendar, { timezone, stretch }), ...schedule]
  if (sources.length === 0) return undefined
  const { reading, health } = await readCalendars(sources)
  const unread = health.at === 'failing' ? health.because : undefined
  if (loaded) return { events: eventsOf(timelineOf(reading.occurrences, loaded.config)), ...(unread ? { unread } : {}) }
  const asking = reading.occurrences.filter(({ description }) => mayAsk(description))
  const events = asking.map(({ summary, startMs, endMs }) => ({ title: summary, pools: [], startMs, endMs }))
  return { events, ...(unread ? { unread } : {}) }
}

const isSchedule = ({ at }: { readonly at: string }): boolean => at === 'schedule'
