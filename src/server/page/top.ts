import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import type { Verdict } from '../../domain/snapshot/verdict.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { facts } from './parts.ts'
import { sayZone, type Times } from './times.ts'

/** The verdict in one sentence, what belongs to it, what can be done now, and what it is a verdict on. */
export const topSection = (snapshot: Snapshot, time: Times): Markup =>
  html`<section id="top" class="${snapshot.verdict.state}" aria-label="Verdict">
<p class="verdict">${snapshot.verdict.text}</p>
${partsOf(snapshot.verdict)}${doingsOf(snapshot.verdict)}
${facts([
  ['This replica', sayLeading(snapshot)],
  ...(snapshot.dryRun ? [['Dry run', html`<b>it decides, and writes nothing</b>`] as const] : []),
  ['Decided', snapshot.decidedAt === undefined ? 'not yet' : time(snapshot.decidedAt, 'seconds')],
  ['Nodes and pods', CLUSTER[snapshot.cluster.state]],
  ['Calendars', sayCalendars(snapshot, time)],
  ['Times', html`${sayZone(snapshot.zone)}; this page is of ${time(snapshot.at, 'seconds')}`],
])}</section>`

const partsOf = ({ parts }: Verdict): Part =>
  parts.length > 0 ? html`<ul class="parts">${parts.map((part) => html`<li>${part}</li>\n`)}</ul>` : undefined

/** More than these are not done at once. */
const MOST = 5

/** Each cause with what mends it, to be copied as it stands. The first one's sentence is in the headline while people wait. */
function doingsOf({ causes }: Verdict): Part {
  if (causes.length === 0) return undefined
  return html`<h2 class="doing">What can be done now</h2><ol class="doings">${causes
    .slice(0, MOST)
    .map(
      ({ pool, text, doing }) =>
        html`<li><span class="soft">${pool === undefined ? '' : `${pool}: `}${text}</span><br>${doing.text}: <code>${doing.copy}</code></li>\n`,
    )}</ol>`
}

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
