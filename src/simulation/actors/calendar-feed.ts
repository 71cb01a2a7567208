import { defer, NEVER, type Observable, of, type SchedulerLike } from 'rxjs'
import { type Fetched, failed, type Validators } from '../../../streams/calendar/fetched.ts'
import { calendars$, mergeCalendars, type NamedSource } from '../../../streams/sources/calendars.ts'
import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Random } from '../cluster/random.ts'

/** A stretch of time, half-open, in which the calendar cannot be fetched. */
export interface Outage {
  readonly fromMs: number
  readonly toMs: number
  readonly kind: 'error' | 'timeout'
}

/** The calendar as it lies on its server: the text of an ICS file, and when nobody gets it. */
export interface CalendarFeed {
  readonly text: string
  readonly outages: readonly Outage[]
}

export const outageAt = ({ outages }: CalendarFeed, nowMs: number): Outage | undefined =>
  outages.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)

const SAID: Readonly<Record<Outage['kind'], string>> = {
  error: 'it answers with HTTP 500',
  timeout: 'it did not answer within 10 s',
}

export interface FeedOptions {
  readonly feed: CalendarFeed | undefined
  /** Its `schedule` counts too, and how often it wants calendars to be asked. */
  readonly config: Config
  readonly random: Random
}

/** The product's own calendars, refreshes, retries and horizon and all, on a simulated server. */
export function simulatedCalendar(
  { feed, config, random }: FeedOptions,
  clock: SchedulerLike,
): Observable<CalendarState> {
  const { schedule } = config
  const { timezone, refreshMs } = config.calendar
  const zone = timezone === undefined ? {} : { timezone }
  const source = { where: { url: '/simulated.ics' }, refreshMs, ...zone }
  const sources: NamedSource[] = [
    ...(feed ? [{ at: 'calendar' as const, name: 'calendar', id: 'simulated', source }] : []),
    ...(schedule.length > 0 ? [{ at: 'schedule' as const, name: 'schedule', entries: schedule, ...zone }] : []),
  ]
  const readFile = (known: Validators): Fetched => {
    const outage = feed && outageAt(feed, clock.now())
    if (outage) return failed(SAID[outage.kind])
    if (known.tag !== undefined) return { at: 'unchanged' }
    return { at: 'text', text: feed?.text ?? '', validators: { tag: 'simulated' } }
  }
  const deps = {
    random,
    watchFile: () => NEVER,
    readFile: (_: string, known: Validators) => defer(() => of(readFile(known))),
  }
  return mergeCalendars(calendars$(of(sources), deps, clock))
}
