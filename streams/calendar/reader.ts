import { map, type Observable, of, type SchedulerLike, switchMap } from 'rxjs'
import type { CalendarReading } from '../../src/domain/calendar/occurrence.ts'
import { expandSteps } from '../../src/domain/calendar/occurrences/expand.ts'
import { type Calendar, type CalendarOptions, parseSteps } from '../../src/domain/calendar/occurrences/parse.ts'
import { type Failed, failed } from './fetched.ts'
import type { Stretch } from './horizon.ts'
import { sliced } from './sliced.ts'

/** What a calendar says for a stretch of time, or why it cannot be read. */
export type Read = { readonly at: 'reading'; readonly reading: CalendarReading } | Failed

/** Reads one calendar's text for a stretch of time, again and again as time goes on. Each emits once. */
export type ReadStretch = (stretch: Stretch) => Observable<Read>

/** How a calendar's text is read: here, between other work, or in a thread of its own (`thread.ts`). */
export type OpenCalendar = (text: string, options: CalendarOptions, scheduler: SchedulerLike) => ReadStretch

/** Reads it here, in slices. It is taken apart once. */
export const openHere: OpenCalendar = (text, options, scheduler) => {
  let read: ReadStretch | undefined
  return (stretch) => {
    if (read) return read(stretch)
    return sliced(() => parseSteps(text, options), scheduler).pipe(
      switchMap((parsed): Observable<Read> => {
        if (parsed.at === 'refused') return of(failed(parsed.because))
        read = readHere(parsed.calendar, scheduler)
        return read(stretch)
      }),
    )
  }
}

/** A calendar that is taken apart already. */
export const readHere =
  (calendar: Calendar, scheduler: SchedulerLike): ReadStretch =>
  ({ fromMs, toMs }) =>
    sliced(() => expandSteps(calendar, fromMs, toMs), scheduler).pipe(map((reading) => ({ at: 'reading', reading })))
