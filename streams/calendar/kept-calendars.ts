import { expand } from '../../src/domain/calendar/occurrences/expand.ts'
import { type Calendar, type CalendarOptions, parseCalendar } from '../../src/domain/calendar/occurrences/parse.ts'
import { type Failed, failed, MAX_BYTES } from './fetched.ts'
import type { Stretch } from './horizon.ts'
import { type PackedReading, packReading } from './packed-reading.ts'

/** One reading that a thread is asked for. */
export interface Request {
  /** Names the text: a calendar that was taken apart is kept by it. */
  readonly key: number
  readonly text: string
  readonly options: CalendarOptions
  readonly stretch: Stretch
}

/** What it answers. */
export type Answer = { readonly at: 'reading'; readonly reading: PackedReading } | Failed

/**
 * Reads calendars, and keeps those that were taken apart, the ones last asked for: in all as much text as one calendar
 * may have. So the memory that it takes is that of one calendar, however many there are.
 */
export function keptCalendars(mostCharacters: number = MAX_BYTES): (request: Request) => Answer {
  const kept = new Map<number, { readonly calendar: Calendar; readonly characters: number }>()
  const makeRoomFor = (characters: number) => {
    let free = mostCharacters - characters
    for (const one of kept.values()) free -= one.characters
    for (const [key, one] of kept) {
      if (free >= 0) return
      kept.delete(key)
      free += one.characters
    }
  }
  return ({ key, text, options, stretch: { fromMs, toMs } }) => {
    const known = kept.get(key)
    // It is set again below, behind those that were asked for longer ago.
    kept.delete(key)
    if (!known) makeRoomFor(text.length)
    const parsed = known ? { at: 'calendar' as const, calendar: known.calendar } : parseCalendar(text, options)
    if (parsed.at === 'refused') return failed(parsed.because)
    const { calendar } = parsed
    kept.set(key, { calendar, characters: known?.characters ?? text.length })
    return { at: 'reading', reading: packReading(expand(calendar, fromMs, toMs)) }
  }
}
