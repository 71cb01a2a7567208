import { sayWait } from '../../domain/duration.ts'
import type { Played, Turn } from '../played.ts'
import { percent, sayHours } from './numbers.ts'
import { escapeXml } from './svg.ts'

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
export function numbers(outcomes: readonly Played[]): string {
  const rows = outcomes.map(({ name, waits, nodeHours, mostNodes, boots, evictions }) => [
    escapeXml(name),
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
  return table(HEAD, rows)
}

export const SHOWN = 12

/** What the product did, and its own sentence why. */
export function decisions(outcomes: readonly Played[], time: (ms: number) => string): string {
  const turns = outcomes.find(({ policy }) => policy.at === 'warmseats')?.turns ?? []
  if (turns.length === 0) return ''
  const rows = (some: readonly Turn[]) =>
    some.map(({ atMs, pool, from = 0, to, because }) => [
      time(atMs),
      `<span class="left">${escapeXml(pool)} ${from} → ${to}</span>`,
      escapeXml(because),
    ])
  const head = ['time', 'placeholders', 'because']
  const rest = turns.slice(SHOWN)
  const more =
    rest.length > 0 ? `<details><summary>${rest.length} more</summary>${table(head, rows(rest), 'why')}</details>` : ''
  return `<h2>What Warmseats did, and why</h2>${table(head, rows(turns.slice(0, SHOWN)), 'why')}${more}`
}

/** What an operator would have read in the log; nothing when all was well. */
export function complaints(outcomes: readonly Played[], time: (ms: number) => string): string {
  const all = outcomes.flatMap((outcome) => outcome.complaints)
  if (all.length === 0) return ''
  const rows = all.map(({ atMs, where, text }) => [time(atMs), escapeXml(where), escapeXml(text)])
  return `<h2>What Warmseats complained about</h2>${table(['since', 'where', 'what'], rows, 'why')}`
}

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  className = '',
): string {
  const cells = (tag: 'th' | 'td', row: readonly (string | number)[]) =>
    `<tr>${row.map((cell) => `<${tag}${className ? ' class="left"' : ''}>${cell}</${tag}>`).join('')}</tr>`
  return `<div class="wide"><table>${cells('th', head)}${rows.map((row) => cells('td', row)).join('')}</table></div>`
}
