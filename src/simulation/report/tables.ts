import { sayWait } from '../../domain/duration.ts'
import { html, type Markup } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { costOfPlayed, sayMoney } from './money.ts'
import { percent, sayHours } from './numbers.ts'
import { firstOf, table } from './table.ts'

const HEAD = [
  'policy',
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
export function numbers(outcomes: readonly Played[], rehearsal: Rehearsal): Markup {
  const costs = outcomes.flatMap((outcome) => costOfPlayed(outcome, rehearsal) ?? [])
  const rows = outcomes.map(({ name, waits, nodeHours, mostNodes, boots, evictions }, at) => [
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
    ...costs.slice(at, at + 1).map(sayMoney),
  ])
  const head = [...HEAD, ...(costs.length > 0 ? ['cost'] : [])]
  return html`<h2>In numbers</h2>${table({ label: 'In numbers', head, rows })}`
}

/** What the product did, and its own sentence why. */
export function decisions(outcomes: readonly Played[], time: (ms: number) => string): Markup {
  const turns = outcomes.find(({ policy }) => policy.at === 'warmseats')?.turns ?? []
  const rows = turns.map(({ atMs, pool, from = 0, to, because }) => [time(atMs), pool, `${from} to ${to}`, because])
  const head = ['time', 'pool', 'placeholders', 'because']
  return firstOf('What Warmseats did, and why', { head, rows, texts: ['pool', 'placeholders', 'because'] })
}

/** What an operator would have read in the log; nothing when all was well. */
export function complaints(outcomes: readonly Played[], time: (ms: number) => string): Markup {
  const all = outcomes.flatMap((outcome) => outcome.complaints)
  const rows = all.map(({ atMs, where, text }) => [time(atMs), where, text])
  return firstOf('What Warmseats complained about', {
    head: ['since', 'where', 'what'],
    rows,
    texts: ['where', 'what'],
  })
}
