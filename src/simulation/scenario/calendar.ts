import { mayAsk } from '../../domain/calendar/occurrence.ts'
import { expand } from '../../domain/calendar/occurrences/expand.ts'
import type { Calendar } from '../../domain/calendar/occurrences/parse.ts'
import { written } from '../../domain/calendar/say-ask.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { CalendarFeed } from '../actors/calendar-feed.ts'
import type { CalendarFile } from './schema.ts'
import { at, daysOf, later, type When } from './when.ts'

/** An event for the picture: when it is, without lead time. */
export interface Shown {
  readonly title: string
  readonly fromMs: number
  readonly toMs: number
  /** What it asks, as it is written there, or as the product reads it. */
  readonly description: string
}

/** The calendar of a scenario as its server holds it. @param ics the text of the ICS file, where one is named */
export function feedOf(calendar: CalendarFile, ics: string | undefined, when: When): CalendarFeed {
  return { text: ics ?? textOf(calendar.events, when), outages: outagesOf(calendar, when) }
}

/** As the predecessor's users wrote it; undefined when nothing differs. */
export function pollingFeedOf(calendar: CalendarFile, when: When): CalendarFeed | undefined {
  if (calendar.events.every(({ polling }) => polling === undefined)) return undefined
  const events = calendar.events.map((event) => ({
    ...event,
    from: event.polling?.from ?? event.from,
    to: event.polling?.to ?? event.to,
    description: event.polling?.description ?? event.description,
  }))
  return { text: textOf(events, when), outages: outagesOf(calendar, when) }
}

export const eventsOf = ({ events }: CalendarFile, when: When): Shown[] =>
  events.flatMap(({ title, description, ...event }) =>
    occurrencesOf(event, when).map((times) => ({ title, description, ...times })),
  )

/** Those of an ICS file that ask for something while the scenario happens. */
export const eventsIn = (calendar: Calendar, { startMs, endMs }: When): Shown[] =>
  expand(calendar, startMs, endMs)
    .occurrences.filter(({ description }) => mayAsk(description))
    .map(({ summary, startMs: fromMs, endMs: toMs, description: { asks } }) => ({
      title: summary,
      fromMs,
      toMs,
      description: [...asks].map(([pool, ask]) => written(pool, ask)).join('; '),
    }))

const outagesOf = ({ outages }: CalendarFile, when: When): CalendarFeed['outages'] =>
  outages.map(({ from, to, kind }) => ({ fromMs: at(from, when), toMs: at(to, when), kind }))

type EventFile = CalendarFile['events'][number]

const occurrencesOf = ({ from, to, repeat }: Pick<EventFile, 'from' | 'to' | 'repeat'>, when: When) =>
  daysOf(repeat, when).map((day) => ({
    fromMs: later(at(from, when), day, when),
    toMs: later(at(to, when), day, when),
  }))

const textOf = (events: readonly EventFile[], when: When): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Warmseats//Simulation//EN',
    ...events.flatMap((event, at) =>
      occurrencesOf(event, when).flatMap(({ fromMs, toMs }, day) => [
        'BEGIN:VEVENT',
        `UID:event-${at + 1}-${day + 1}@simulation.warmseats.io`,
        `DTSTAMP:${stamp(fromMs)}`,
        `DTSTART:${stamp(fromMs)}`,
        `DTEND:${stamp(toMs)}`,
        `SUMMARY:${escaped(event.title)}`,
        `DESCRIPTION:${escaped(event.description)}`,
        'END:VEVENT',
      ]),
    ),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const stamp = (ms: number) => sayInstant(Math.floor(ms / 1000) * 1000).replaceAll(/[-:]/g, '')

/** RFC 5545 §3.3.11. */
const escaped = (text: string) =>
  text
    .trim()
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
