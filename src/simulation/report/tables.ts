import { sayWait } from '../../domain/duration.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import { percent, sayHours } from './numbers.ts'

const HEAD = [
  '',
  'people',
  'half waited',
  '99 % waited',
  'longest wait',
  'more than 30 s',
  'no server',
  'node-hours',
  'without anybody',
  'most nodes',
  'boots',
  'evictions',
]

/** Everything that was counted, a line a policy. */
export function numbers(outcomes: readonly Played[]): Markup {
  const rows = outcomes.map(({ name, waits, nodeHours, mostNodes, boots, evictions }) => [
    name,
    waits.people,
    `≤ ${sayWait(waits.p50Ms)}`,
    `≤ ${sayWait(waits.p99Ms)}`,
    sayWait(waits.maxMs),
    waits.beyond,
    waits.unserved,
    sayHours(nodeHours.paid),
    `${sayHours(nodeHours.wasted)} (${percent(nodeHours.wasted, nodeHours.paid)})`,
    mostNodes,
    boots,
    evictions,
  ])
  return table(HEAD, rows, 'numbers')
}

/** What the product did, and its own sentence why. */
export function decisions(outcomes: readonly Played[], time: (ms: number) => string): Markup {
  const turns = outcomes.find(({ policy }) => policy.at === 'warmseats')?.turns ?? []
  const rows = turns.map(({ atMs, pool, from = 0, to, because }) => [
    time(atMs),
    html`<span class="left">${pool} ${from} → ${to}</span>`,
    because,
  ])
  return firstOf('What Warmseats did, and why', ['time', 'placeholders', 'because'], rows)
}

/** What an operator would have read in the log; nothing when all was well. */
export function complaints(outcomes: readonly Played[], time: (ms: number) => string): Markup {
  const all = outcomes.flatMap((outcome) => outcome.complaints)
  if (all.length === 0) return html``
  const rows = all.map(({ atMs, where, text }) => [time(atMs), where, text])
  return html`<h2>What Warmseats complained about</h2>${table(['since', 'where', 'what'], rows, 'why')}`
}

const SHOWN = 12

/** A table under its heading, the rows that are too many folded away; nothing without rows. */
export function firstOf(heading: string, head: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  if (rows.length === 0) return html``
  const rest = rows.slice(SHOWN)
  const more =
    rest.length > 0
      ? html`<details><summary>${rest.length} more</summary>${table(head, rest, 'why')}</details>`
      : undefined
  return html`<h2>${heading}</h2>${table(head, rows.slice(0, SHOWN), 'why')}${more}`
}

/** Of numbers, which stand at the right, or of sentences. */
function table(head: readonly string[], rows: readonly (readonly Part[])[], kind: 'numbers' | 'why'): Markup {
  const align = kind === 'why' ? html` class="left"` : undefined
  return html`<div class="wide"><table><tr>${head.map((cell) => html`<th${align}>${cell}</th>`)}</tr>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td${align}>${cell}</td>`)}</tr>`,
  )}</table></div>`
}
