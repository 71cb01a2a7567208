import { SECOND_MS, sayDuration } from '../../domain/duration.ts'
import { sayCount } from '../../domain/say.ts'
import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import type { Verdict } from '../../domain/snapshot/verdict.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { table } from './parts.ts'
import type { Times } from './times.ts'

type Wait = Verdict['waits'][number]

/** What who is on call needs: the verdict in one sentence, what belongs to it, who waits, and what can be done now. */
export const topSection = ({ verdict, dryRun }: Snapshot, time: Times): Markup =>
  html`<section id="top" class="${verdict.state}" aria-label="Verdict">
<p class="verdict">${verdict.text}</p>
${dryRun ? html`<p><b>Dry run: it decides, and writes nothing.</b></p>` : undefined}
${partsOf(verdict)}${waitsTable(verdict.waits, time)}${doingsOf(verdict)}</section>`

const partsOf = ({ parts }: Verdict): Part =>
  parts.length > 0 ? html`<ul class="parts">${parts.map((part) => html`<li>${part}</li>\n`)}</ul>` : undefined

const waitsTable = (waits: readonly Wait[], time: Times): Part =>
  waits.length === 0
    ? undefined
    : table<Wait>(
        'Who waits for a node',
        [
          { head: 'Pool', cell: ({ pool }) => pool ?? 'no pool' },
          { head: 'People', cell: ({ people }) => people, isNumber: true },
          { head: 'Over 30 s', cell: ({ long }) => (long > 0 ? html`<b class="bad">${long}</b>` : 0), isNumber: true },
          {
            head: 'The longest',
            cell: (one) => html`${sayDuration(one.longestSeconds * SECOND_MS)}, since ${time(one.since)}`,
          },
          { head: 'On their way', cell: (one) => sayComing(one, time), isText: true },
        ],
        waits,
      )

function sayComing({ coming }: Wait, time: Times): Part {
  if (!coming) return html`<b class="bad">no node</b>`
  const seats = coming.seats === undefined ? '' : ` with ${sayCount(coming.seats, 'seat')}`
  return html`${sayCount(coming.nodes, 'node')}${seats}, ${coming.isLate ? 'due since about' : 'about'} ${time(coming.at)}`
}

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
