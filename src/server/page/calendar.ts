import { sayAmount } from '../../domain/calendar/say-ask.ts'
import type { Problem } from '../../domain/problem.ts'
import { sayCount } from '../../domain/say.ts'
import type { CalendarView } from '../../domain/snapshot/calendars.ts'
import type { AskView, EventView } from '../../domain/snapshot/events.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** How the calendars are, and what they ask now and soon. */
export function calendarSection(
  { calendars, events, furtherEvents = 0, decidedAt, remarks = [] }: Snapshot,
  time: Times,
): Markup {
  if (calendars.length === 0)
    return section(
      'calendar',
      'Calendar',
      html`<p class="soft">${decidedAt === undefined ? 'Not read yet.' : 'There is no calendar: each pool keeps its replicas.'}</p>`,
      TRY,
    )
  return section(
    'calendar',
    'Calendar',
    html`<ul class="plain">${calendars.map((calendar) => html`<li>${sayCalendar(calendar, time)}</li>\n`)}</ul>`,
    events.length > 0
      ? eventsTable(events, furtherEvents, calendars.length > 1, time)
      : html`<p class="soft">No event counts within 12 hours.</p>`,
    remarks.length > 0 ? remarksList(remarks) : undefined,
    TRY,
  )
}

const TRY = html`<p class="soft"><a href="try">Try an event's text</a>: what is read of it, and what it would do.</p>`

function sayCalendar({ name, state, events, goodAt, failingSince, because, pools }: CalendarView, time: Times): Part {
  const found = `${sayCount(events, 'occurrence')} known`
  const only = pools ? `, only for ${pools.join(', ')}` : ''
  switch (state) {
    case 'in the values':
      return html`<b>${name}</b> stands in the values: ${found}${only}`
    case 'loading':
      return html`<b>${name}</b> is being read for the first time`
    case 'good':
      return html`<b>${name}</b> is good, read at ${goodAt === undefined ? '' : time(goodAt, 'seconds')}: ${found}${only}`
    case 'failing':
      return html`<b>${name}</b> <b class="bad">cannot be read</b>${failingSince === undefined ? '' : html` since ${time(failingSince)}`}: ${because ?? ''}; ${
        goodAt === undefined ? 'there is no good copy' : html`the copy of ${time(goodAt)} goes on: ${found}${only}`
      }`
  }
}

/** How lines are read that are not written as documented, and classes that need more than was ever seen. */
function remarksList(remarks: readonly Problem[]): Markup {
  const left = remarks.length - MOST_REMARKS
  return more(
    'remarks',
    `${sayCount(remarks.length, 'remark')} on events`,
    html`<ul>${remarks.slice(0, MOST_REMARKS).map(({ where, text }) => html`<li><b>${where}</b> ${text}</li>\n`)}</ul>`,
    left > 0 ? html`<p class="soft">${left} more are in <a href="status.json">status.json</a>.</p>` : undefined,
  )
}

const MOST_REMARKS = 30

/** More than these nobody reads. */
const MOST_EVENTS = 50

function eventsTable(events: readonly EventView[], further: number, isNamed: boolean, time: Times): Markup {
  const shown = events.slice(0, MOST_EVENTS)
  const left = events.length - shown.length + further
  const rows = table<EventView>(
    'Events that count now or within 12 hours',
    [
      { head: 'Event', cell: ({ title }) => title, isText: true },
      { head: 'When', cell: ({ from, to }) => html`${time(from)} to ${time(to)}` },
      { head: 'Asks', cell: ({ asks }) => asks.map((ask) => html`<span class="piece">${sayAsk(ask)}</span> `) },
      { head: 'Counts', cell: (event) => sayCounts(event, time) },
      ...(isNamed ? [{ head: 'Calendar', cell: ({ calendars }: EventView) => calendars.join(', ') }] : []),
    ],
    shown,
    ({ isNow }) => (isNow ? 'now' : ''),
  )
  return left === 0
    ? rows
    : html`${rows}<p class="soft">Those that count first; ${sayCount(left, 'further event')} in <a href="status.json">status.json</a>.</p>`
}

const sayAsk = (ask: AskView): string => `${ask.pool}: ${sayAmount(ask)}`

/** Pools may begin at different times; the first and the last are the event's. */
function sayCounts({ asks, isNow }: EventView, time: Times): Part {
  const from = asks.map(({ countsFrom }) => countsFrom).toSorted()[0] ?? ''
  const to =
    asks
      .map(({ countsTo }) => countsTo)
      .toSorted()
      .at(-1) ?? ''
  return isNow ? html`<b class="now-mark">now</b>, until ${time(to)}` : html`from ${time(from)} until ${time(to)}`
}
