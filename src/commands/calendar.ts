import { DateTime } from 'luxon'
import { ANY_POOL, type Ask, writtenAmount } from '../domain/calendar/ask.ts'
import { sayEvent, titleOf } from '../domain/calendar/event-name.ts'
import type { Meant } from '../domain/calendar/meant.ts'
import type { CalendarState, Occurrence } from '../domain/calendar/occurrence.ts'
import { given } from '../domain/given.ts'
import { sayInstant } from '../domain/instant.ts'
import { sayTable } from '../terminal/table.ts'
import { type Answer, unreadOf } from './answer.ts'
import { type Reader, readerOf } from './calendar-reader.ts'
import { loadConfigFile } from './load-config-file.ts'
import { checkZone, givenSources, readCalendars, type StretchOptions, stretchOf } from './read-calendars.ts'

export interface CalendarCommandOptions extends StretchOptions {
  readonly timezone?: string | undefined
  /** Whose pools there are; without it what is written as an entry is taken for one. */
  readonly config?: string | undefined
  readonly output: 'json' | 'text'
}

interface Told {
  readonly uid?: string
  readonly text: string
}

/** What was understood of calendars, as JSON. Times in UTC; an event's own, without lead and trail time. */
interface Understood {
  readonly events: readonly {
    readonly uid: string
    readonly summary: string
    readonly start: string
    readonly end: string
    readonly allDay: boolean
    readonly demand: Readonly<Record<string, Ask | number>>
  }[]
  readonly problems: readonly Told[]
  /** How lines were read that are not written as documented, and which may have been meant to count. */
  readonly remarks: readonly Told[]
}

/** Lists what calendars say between two instants. @throws InputError */
export async function calendar(
  urls: readonly string[],
  options: CalendarCommandOptions,
  nowMs: number,
): Promise<Answer> {
  checkZone(options.timezone)
  const known = options.config === undefined ? undefined : await loadConfigFile(options.config)
  const timezone = options.timezone ?? known?.config.calendar.timezone
  const stretch = stretchOf(options, nowMs, timezone)
  const state = await readCalendars(givenSources(urls, { timezone, stretch }))
  const reader = readerOf(known?.config)
  const understood = understoodOf(state, reader)
  const isJson = options.output === 'json'
  const text = isJson
    ? JSON.stringify(understood, null, 2)
    : say(understood, state.reading.occurrences, reader, timezone ?? 'utc')
  return { text, unread: unreadOf(state), notes: (known?.warnings ?? []).map(({ where, text }) => `${where}: ${text}`) }
}

/** By pool; what names no pool stands for itself: `{"students": 120}`. */
const demandOf = (asks: ReadonlyMap<string, Ask>): Understood['events'][number]['demand'] =>
  Object.assign({}, ...[...asks].map(([pool, ask]) => (pool === ANY_POOL ? ask : { [pool]: ask })))

function understoodOf({ health, reading }: CalendarState, { meant, bare }: Reader): Understood {
  const isBare = reading.occurrences.some(({ description }) => meant(description).hasBare)
  const said = (texts: (meant: Meant) => readonly string[]) =>
    reading.occurrences.flatMap((one) =>
      texts(meant(one.description)).map((text) => told(sayEvent(one), text, one.uid)),
    )
  return {
    events: reading.occurrences.map(({ uid, summary, startMs, endMs, allDay, description }) => ({
      uid,
      summary,
      start: sayInstant(startMs),
      end: sayInstant(endMs),
      allDay,
      demand: demandOf(meant(description).asks),
    })),
    problems: eachOnce([
      ...(health.at === 'failing' ? [{ text: health.because }] : []),
      ...reading.problems.map(({ uid, where, text }) => told(where, text, uid)),
      ...said(({ problems }) => problems),
    ]),
    remarks: eachOnce([
      ...(isBare && bare !== undefined ? [{ text: bare }] : []),
      ...(reading.remarks ?? []).map(({ uid, where, text }) => told(where, text, uid)),
      ...said(({ remarks }) => remarks),
    ]),
  }
}

const told = (where: string, text: string, uid: string | undefined): Told => ({
  ...given({ uid }),
  text: `${where}: ${text}`,
})

/** Every occurrence of a series says the same. */
const eachOnce = (all: readonly Told[]): Told[] => [
  ...new Map(all.map((one) => [`${one.uid} ${one.text}`, one])).values(),
]

function say(
  { problems, remarks }: Understood,
  occurrences: readonly Occurrence[],
  { meant }: Reader,
  zone: string,
): string {
  const rows = occurrences.map((one) => [when(one, zone), asks(meant(one.description)), titleOf(one)])
  return [
    rows.length === 0 ? 'No events.' : sayTable(['when', 'asks', 'event'], rows),
    ...(problems.length > 0 ? ['', 'Problems', ...problems.map(({ text }) => `  ${text}`)] : []),
    ...(remarks.length > 0 ? ['', 'Remarks', ...remarks.map(({ text }) => `  ${text}`)] : []),
  ].join('\n')
}

function when({ startMs, endMs, allDay }: Occurrence, zone: string): string {
  const [start, end] = [startMs, endMs].map((ms) => DateTime.fromMillis(ms, { zone, locale: 'en' }))
  if (!start || !end) return ''
  const sameDay = start.hasSame(end, 'day')
  if (allDay && sameDay) return start.toFormat('ccc yyyy-LL-dd')
  return `${start.toFormat('ccc yyyy-LL-dd HH:mm')} – ${end.toFormat(sameDay ? 'HH:mm' : 'ccc LL-dd HH:mm')}`
}

const asks = ({ asks }: Meant): string =>
  [...asks].map(([pool, ask]) => `${pool ? `${pool}: ` : ''}${sayAsk(ask)}`).join(', ') || '–'

const sayAsk = (ask: Ask): string =>
  Object.entries(ask)
    .map(([unit, amount]) => (unit === 'integer' ? String(amount) : `${writtenAmount(amount)} ${unit}`))
    .join(' + ')
