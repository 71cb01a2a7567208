import { sayCount } from '../../domain/say.ts'
import type { PoolView } from '../../domain/snapshot/pools.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { section } from './parts.ts'
import type { Times } from './times.ts'

/** The pools in one table, so that they can be compared, and of each why. */
export function poolsSection(pools: readonly PoolView[], time: Times): Markup {
  if (pools.length === 0) return section('pools', 'Pools', html`<p class="soft">The config has no pools.</p>`)
  return section(
    'pools',
    'Pools',
    html`<table class="pools"><caption>What each pool should have, and has</caption>
<thead>
<tr><th rowspan="2" scope="col">Pool</th><th colspan="4" scope="colgroup">Placeholders</th><th rowspan="2" scope="col" class="number">Open<br>seats</th><th colspan="2" scope="colgroup">Users</th><th colspan="3" scope="colgroup">Nodes</th></tr>
<tr>${COLUMNS.map(([head]) => (head === SEATS ? undefined : html`<th scope="col" class="number">${SHORT[head] ?? head}</th>`))}</tr>
</thead>
${pools.map((pool) => poolRows(pool, time))}</table>`,
  )
}

const SEATS = 'open seats'
/** In the head of the table the group is said above. */
const SHORT: Readonly<Record<string, string>> = {
  'users at work': 'at work',
  'users waiting': 'waiting',
  'usable nodes': 'usable',
  'booting nodes': 'booting',
  'cordoned nodes': 'cordoned',
}

/** What is more than nobody or nothing here should be seen. */
type Tone = 'bad' | 'some' | undefined
type NumberColumn = readonly [head: string, of: (pool: PoolView) => number, tone?: (count: number) => Tone]

const COLUMNS: readonly NumberColumn[] = [
  ['wanted', ({ desired }) => desired],
  ['on nodes', ({ placeholders }) => placeholders.onNodes],
  ['waiting', ({ placeholders }) => placeholders.waiting, (count) => (count > 0 ? 'some' : undefined)],
  ['stranded', ({ placeholders }) => placeholders.stranded, (count) => (count > 0 ? 'bad' : undefined)],
  [SEATS, ({ openSeats }) => openSeats],
  ['users at work', ({ users }) => users.onNodes],
  ['users waiting', ({ users }) => users.waiting, (count) => (count > 0 ? 'bad' : undefined)],
  ['usable nodes', ({ nodes }) => nodes.usable],
  ['booting nodes', ({ nodes }) => nodes.booting, (count) => (count > 0 ? 'some' : undefined)],
  ['cordoned nodes', ({ nodes }) => nodes.cordoned, (count) => (count > 0 ? 'some' : undefined)],
]

const poolRows = (pool: PoolView, time: Times): Markup => html`<tbody>
<tr><th scope="row">${pool.name}</th>${COLUMNS.map(([head, of, tone]) => {
  const count = of(pool)
  return html`<td class="number ${count === 0 ? 'none' : (tone?.(count) ?? '')}" data-head="${head}">${count}</td>`
})}</tr>
<tr class="why"><td colspan="11">
<p class="because">${pool.because}</p>
<p class="soft">${joined([
  pool.target === pool.desired ? undefined : html`Target ${pool.target}, after the fall window ${pool.desired}`,
  `At most ${sayCount(pool.most.placeholders, 'placeholder')} (${pool.most.because})`,
  sayNext(pool, time),
  html`Lead time ${pool.leadTime}`,
  pool.nodes.otherwise > 0 ? `${sayCount(pool.nodes.otherwise, 'node')} of no use now` : undefined,
  pool.placeholders.replicas === undefined
    ? 'There is no Deployment yet'
    : pool.placeholders.replicas === pool.desired
      ? undefined
      : `The Deployment asks ${pool.placeholders.replicas}`,
  pool.isSeatAssumed ? 'Seats are of an assumed size' : undefined,
])}</p>
${pool.byHand.length > 0 ? html`<p class="hand">By hand: ${pool.byHand.join('; ')}</p>` : undefined}
</td></tr></tbody>
`

function sayNext({ next }: PoolView, time: Times): Markup {
  if (!next) return html`No change of the calendar within a day`
  const who = next.events.length > 0 ? next.events.map((title) => `"${title}"`).join(', ') : 'the config'
  return html`Next, ${time.until(next.at)}: from ${time(next.at)} ${who} ${next.events.length > 1 ? 'ask' : 'asks'} ${next.asks}`
}

/** Sentences beside one another. */
const joined = (all: readonly Part[]): Part =>
  all.filter((one) => one !== undefined).map((one) => html`<span class="piece">${one}</span> `)
