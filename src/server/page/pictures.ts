import { DateTime } from 'luxon'
import { legend } from '../../charts/legend.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/duration.ts'
import { parseInstant } from '../../domain/instant.ts'
import type { HistoryView } from '../../domain/snapshot/history.ts'
import type { PoolView } from '../../domain/snapshot/pools.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import type { AheadView, WeekView } from '../../domain/snapshot/week.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'
import { type Hour, hoursOf } from './picture/hours.ts'
import { picturesOf } from './picture/picture.ts'

/** What the colours mean, once for all pools. */
export const picturesSection = (): Markup =>
  section(
    'pictures',
    'The last day and the coming week',
    legend([
      { colour: 'people', text: 'people at work' },
      { colour: 'late', text: 'people who wait for a node' },
      { colour: 'seats', text: 'open seats' },
      { colour: 'ink', text: 'people announced (line)' },
      { colour: 'nodes', text: 'nodes that serve, or will be needed' },
      { colour: 'booting', text: 'nodes that boot' },
    ]),
  )

/** One pool: its last day and its coming week, in pictures and as a table. */
export function pictureSection(pool: PoolView, { zone, at }: Pick<Snapshot, 'zone' | 'at'>): Markup {
  const { name, history, week } = pool
  // A minute's pictures are the same, so that they are not sent again.
  const nowMs = Math.floor((parseInstant(at) ?? 0) / MINUTE_MS) * MINUTE_MS
  const { day, week: ahead } = picturesOf(pool, zone, nowMs)
  const id = `picture-${name}`
  return html`<section id="${id}" class="pool-pictures" aria-labelledby="${id}-heading"><h3 id="${id}-heading">${name}</h3>
<div class="pictures">${day ?? html`<p class="soft">Nothing is remembered of it yet.</p>`}${ahead}</div>
${sayMoney(pool)}${more(
  `numbers-${name}`,
  'The same as tables',
  history && hoursTable(name, hoursOf(history), zone),
  weekTable(name, week, zone),
)}</section>`
}

function sayMoney({ history, week: { cost }, pricePerNodeHour: price }: PoolView): Part {
  if (price === undefined) return undefined
  const hours = history ? nodeHoursIn(history) : 0
  const ahead = cost === undefined ? 'nobody knows yet how many nodes it takes' : `${cost.toFixed(2)} as announced`
  return html`<p class="soft">Money, at ${price} a node-hour: the last 24 hours ${(hours * price).toFixed(2)} (${hours.toFixed(1)} node-hours that somebody saw); the coming week ${ahead}.</p>`
}

const nodeHoursIn = ({ nodes, bootingNodes, stepMinutes }: HistoryView): number =>
  nodes.reduce<number>((sum, count, at) => sum + (count ?? 0) + (bootingNodes[at] ?? 0), 0) *
  ((stepMinutes * MINUTE_MS) / HOUR_MS)

const sayAt = (ms: number, zone: string): string =>
  DateTime.fromMillis(ms, { zone, locale: 'en' }).toFormat('ccc HH:mm')

const hoursTable = (pool: string, hours: readonly Hour[], zone: string): Markup =>
  table<Hour>(
    `Pool ${pool} in the last 24 hours: the most of each stretch`,
    [
      { head: 'From', cell: ({ fromMs }) => sayAt(fromMs, zone) },
      { head: 'At work', cell: ({ seated }) => seated, isNumber: true },
      { head: 'Waiting', cell: ({ waiting }) => waiting, isNumber: true },
      { head: 'Longest', cell: ({ longestSeconds }) => `${longestSeconds} s`, isNumber: true },
      { head: 'Open seats', cell: ({ openSeats }) => openSeats, isNumber: true },
      { head: 'Announced', cell: ({ announced }) => announced, isNumber: true },
      { head: 'Nodes', cell: ({ nodes }) => nodes, isNumber: true },
      { head: 'Booting', cell: ({ bootingNodes }) => bootingNodes, isNumber: true },
    ],
    hours,
  )

/** More than these nobody reads. */
const MOST_STRETCHES = 40

function weekTable(pool: string, { stretches, furtherStretches = 0 }: WeekView, zone: string): Markup {
  const left = Math.max(0, stretches.length - MOST_STRETCHES) + furtherStretches
  const rows = table<AheadView>(
    `Pool ${pool} in the coming week`,
    [
      { head: 'From', cell: ({ from }) => sayAt(parseInstant(from) ?? 0, zone) },
      { head: 'Asked', cell: ({ asks }) => asks, isText: true },
      { head: 'For', cell: ({ events }) => events.join(', ') || 'the config', isText: true },
      { head: 'Nodes', cell: ({ nodes }) => nodes ?? '?', isNumber: true },
    ],
    stretches.slice(0, MOST_STRETCHES),
  )
  return left === 0 ? rows : html`${rows}<p class="soft">${left} more in <a href="status.json">status.json</a>.</p>`
}
