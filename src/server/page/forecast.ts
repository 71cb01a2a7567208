import type { KnownHalfHour, KnownPool } from '../../domain/known/known.ts'
import { drawCurve, sayCame, sayName, saySaved } from '../../domain/known/say.ts'
import type { KnownSeries } from '../../domain/known/series.ts'
import { sayCount } from '../../domain/say.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** More than these nobody reads; all are in the JSON. */
const MOST_SERIES = 50
const MOST_HALF_HOURS = 20

/** Who came to each class, and what follows from it. */
export const forecastSection = (pools: readonly KnownPool[], time: Times): Markup =>
  section('forecast', 'Who comes', ...pools.map((pool) => poolPart(pool, time)))

const poolPart = ({ pool, series, halfHours, saved }: KnownPool, time: Times): Part =>
  html`${series.length > 0 ? seriesTable(pool, series, time) : undefined}
${saved ? html`<p>${`Pool ${pool}: ${saySaved(saved)}.`}</p>` : undefined}
${halfHours.length > 0 ? halfHoursPart(pool, halfHours) : undefined}`

function seriesTable(pool: string, series: readonly KnownSeries[], time: Times): Markup {
  const rows = table<KnownSeries>(
    `Classes of pool ${pool} that were there before`,
    [
      { head: 'Class', cell: (one) => html`${sayName(one)}<br><code>${one.id}</code>`, isText: true },
      { head: 'When', cell: ({ when }) => when },
      { head: 'Came', cell: ({ times }) => times.map((one) => html`<span class="piece">${sayCame(one)}</span> `) },
      {
        head: 'They come',
        cell: ({ curve }) => html`<span aria-hidden="true">${drawCurve(curve.shares)}</span> half by ${curve.halfBy}`,
      },
      { head: 'Next', cell: (one) => sayNext(one, time), isText: true },
    ],
    series.slice(0, MOST_SERIES),
  )
  return series.length <= MOST_SERIES
    ? rows
    : html`${rows}<p class="soft">${series.length - MOST_SERIES} further series in <a href="status.json">status.json</a>.</p>`
}

const sayNext = ({ next, saved }: KnownSeries, time: Times): Part => {
  const { at, announced, because } = next
  const asks = announced ? `${announced} announced` : 'students: auto'
  const when = at === undefined ? undefined : html`${time(at)}: ${asks}${because === '' ? '' : '; '}`
  return html`${when}${because}${saved ? html` <span class="piece soft">${saySaved(saved)}</span>` : undefined}`
}

function halfHoursPart(pool: string, halfHours: readonly KnownHalfHour[]): Markup {
  const largest = new Set(halfHours.toSorted((a, b) => b.room - a.room).slice(0, MOST_HALF_HOURS))
  const left = halfHours.length - largest.size
  return more(
    `half-hours-${pool}`,
    `${sayCount(halfHours.length, 'half-hour')} in which people come to ${pool} though no event says so`,
    table<KnownHalfHour>(
      `Half-hours of pool ${pool} without an event`,
      [
        { head: 'When', cell: ({ when }) => when },
        { head: 'Came, the newest week first', cell: ({ came }) => came.join(', '), isText: true },
        { head: 'Room for', cell: ({ room }) => room, isNumber: true },
      ],
      halfHours.filter((one) => largest.has(one)),
    ),
    left > 0
      ? html`<p class="soft">${left} more, with fewer, in <a href="status.json">status.json</a>.</p>`
      : undefined,
  )
}
