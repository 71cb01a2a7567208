import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { facts } from './parts.ts'
import { sayZone, type Times } from './times.ts'

/** What the page is of: which replica, how fresh, by whose clock. For who asks whether it can be believed. */
export const factsSection = (snapshot: Snapshot, time: Times): Markup =>
  html`<section id="facts" aria-label="What this page is of">
${facts([
  ['This replica', sayLeading(snapshot)],
  ['Decided', snapshot.decidedAt === undefined ? 'not yet' : time(snapshot.decidedAt, 'seconds')],
  ['Nodes and pods', CLUSTER[snapshot.cluster.state]],
  ['Calendars', sayCalendars(snapshot, time)],
  ['Times', html`${sayZone(snapshot.zone)}; this page is of ${time(snapshot.at, 'seconds')}`],
])}</section>`

const CLUSTER = {
  starting: 'not listed yet',
  live: 'live',
  stale: html`<b class="bad">stale</b>`,
}

function sayLeading({ decidedAt, leading, leader, release }: Snapshot): Part {
  if (decidedAt === undefined) return 'starting'
  if (leading) return html`<b>leads</b>`
  const other = leader !== undefined && leader !== release.identity ? leader : undefined
  return other === undefined ? 'stands by, and nobody leads' : html`stands by; <b>${other}</b> leads`
}

/** The oldest of those that are good counts for all. */
function sayCalendars({ calendars }: Snapshot, time: Times): Part {
  const read = calendars.filter(({ state }) => state !== 'in the values')
  if (read.length === 0) return calendars.length > 0 ? 'in the values' : 'none'
  const failing = read.filter(({ state }) => state === 'failing')
  if (failing.length > 0) return html`<b class="bad">${failing.length} of ${read.length} cannot be read</b>`
  const oldest = read.flatMap(({ goodAt }) => goodAt ?? []).toSorted()[0]
  return oldest === undefined ? 'not read yet' : html`read at ${time(oldest)}`
}
