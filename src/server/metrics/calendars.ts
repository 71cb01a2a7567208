import type { CalendarPart } from '../../domain/calendar/merge-calendars.ts'
import { calendarFigures } from '../../domain/figures/calendars.ts'
import type { Families } from './families.ts'

/** The calendars one by one, and when each last answered, by name. */
export interface CalendarsRead {
  readonly calendars: () => readonly CalendarPart[]
  readonly calendarsHeardMs: ReadonlyMap<string, number>
}

/** The calendars that were tried. @returns is told of each Step, so that failures between two scrapes count */
export function calendarMetrics(
  { shown, counter }: Families,
  { calendars, calendarsHeardMs }: CalendarsRead,
): () => void {
  const read = () => calendarFigures(calendars(), calendarsHeardMs)
  shown(
    'calendar_up',
    '1 while the calendar can be read, 0 while it cannot; absent until it was tried.',
    ['calendar'],
    function* () {
      for (const { calendar, isUp } of read()) yield { labels: { calendar }, value: isUp ? 1 : 0 }
    },
  )
  shown(
    'calendar_last_success_timestamp_seconds',
    'When the calendar could last be read, whether or not it brought news; absent until it was.',
    ['calendar'],
    function* () {
      for (const { calendar, lastSuccessMs } of read())
        if (lastSuccessMs !== undefined) yield { labels: { calendar }, value: lastSuccessMs / 1000 }
    },
  )
  const failures = counter('calendar_failures_total', 'Times that the calendar began to fail.', ['calendar'])
  let failing = new Set<string>()
  return () => {
    const figures = read()
    for (const { calendar, isUp } of figures) failures.inc({ calendar }, isUp || failing.has(calendar) ? 0 : 1)
    failing = new Set(figures.filter(({ isUp }) => !isUp).map(({ calendar }) => calendar))
  }
}
