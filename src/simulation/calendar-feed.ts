import { defer, NEVER, type Observable, of, type SchedulerLike } from 'rxjs'
import { calendar$ } from '../../streams/calendar.ts'
import type { CalendarConfig } from '../domain/config.ts'
import type { CalendarState } from '../domain/occurrence.ts'
import type { Random } from './random.ts'

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

const NO_CALENDAR: CalendarState = {
  health: { at: 'none' },
  reading: { fromMs: 0, toMs: 0, occurrences: [], problems: [] },
}

export interface FeedOptions {
  readonly feed: CalendarFeed | undefined
  readonly config: CalendarConfig
  readonly random: Random
}

/** The product's own calendar source, refreshes, retries and horizon and all, on a simulated server. */
export const simulatedCalendar = (
  { feed, config, random }: FeedOptions,
  clock: SchedulerLike,
): Observable<CalendarState> =>
  feed === undefined
    ? of(NO_CALENDAR)
    : calendar$(
        {
          refreshMs: config.refreshMs,
          where: { url: '/simulated.ics' },
          ...(config.timezone ? { timezone: config.timezone } : {}),
        },
        {
          random,
          watchFile: () => NEVER,
          readFile: (_, known) =>
            defer(() => {
              const outage = outageAt(feed, clock.now())
              if (outage) return of({ at: 'failed' as const, because: SAID[outage.kind] })
              if (known.tag !== undefined) return of({ at: 'unchanged' as const })
              return of({ at: 'text' as const, text: feed.text, validators: { tag: 'simulated' } })
            }),
        },
        clock,
      )
