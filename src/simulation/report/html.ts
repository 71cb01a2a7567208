import { legend } from '../../charts/legend.ts'
import { LONG_WAIT_MS, sayWait } from '../../domain/duration.ts'
import { html, type Markup, trusted } from '../../markup/markup.ts'
import { scriptJson } from '../../markup/script-json.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { type Bin, binsOf } from './bins.ts'
import { cordonDecisions, cordonVerdicts } from './cordons.ts'
import { HOVER } from './hover.ts'
import { legendOf } from './legend.ts'
import { hoursMore, percent, sayHours } from './numbers.ts'
import { BOX, WIDTH } from './panel.ts'
import { nodesPanel, peoplePanel, type Tops, topsOf, waitsPanel } from './panels.ts'
import { STYLE } from './style.ts'
import { complaints, decisions, numbers } from './tables.ts'
import { dayTime, sayDay } from './times.ts'
import { sayPool, sayWith } from './words.ts'

/** One file that needs nothing else: what would happen, policies side by side on the same scales. */
export function htmlReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, about, timezone, scenario, warnings } = rehearsal
  const drawn = outcomes.map((outcome) => ({ outcome, bins: binsOf(outcome, scenario) }))
  const tops = topsOf(drawn.map(({ bins }) => bins))
  const time = dayTime(rehearsal)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
<p class="when">${sayDay(rehearsal)}, ${time(scenario.startMs)} to ${time(scenario.endMs)} ${timezone} · a simulation</p>
${about ? html`<p class="about">${about}</p>` : undefined}
${warnings.map(({ where, text }) => html`<p class="bad">${where}: ${text}</p>`)}
<p class="verdict">${verdict(outcomes)}</p>
${legend(legendOf(rehearsal))}
<div class="policies">${drawn.map((one) => column(one, tops, rehearsal))}</div>
<h2>In numbers</h2>
${numbers(outcomes)}
${cordonVerdicts(outcomes)}
${decisions(outcomes, time)}
${cordonDecisions(outcomes, time)}
${complaints(outcomes, time)}
<h2>What was assumed</h2>
<ul>${assumptions(rehearsal)}</ul>
<footer>Made by warmseats simulate, seed ${scenario.seed}: the same file gives the same picture again.</footer>
<script type="application/json" id="data">${scriptJson(hoverData(drawn, rehearsal))}</script>
<script>${trusted(HOVER)}</script>
</body>
</html>`.markup
}

/** The answer in two sentences, for who reads nothing else. */
function verdict(outcomes: readonly Played[]): Markup {
  const [first, ...others] = outcomes
  if (!first) return html``
  const { beyond, people } = first.waits
  const count = html`<b class="${beyond > 0 ? 'bad' : 'good'}">${beyond} of ${people} people</b>`
  const compared = others.map((other) => `${sayWith(other)} ${other.waits.beyond}`)
  const said = compared.length > 0 ? `; ${compared.join(', ')}` : ''
  const costs = others.map((other) => {
    const extra = hoursMore(first.nodeHours.paid, other.nodeHours.paid)
    if (extra === 0) return `as many as ${sayWith(other)}`
    return `${sayHours(Math.abs(extra))} ${extra < 0 ? 'fewer' : 'more'} than ${sayWith(other)}`
  })
  const cost = costs.length > 0 ? `: ${costs.join(', ')}` : ''
  return html`With Warmseats ${count} waited longer than ${LONG_WAIT_MS / 1000} seconds${said}. It paid ${sayHours(first.nodeHours.paid)} node-hours${cost}.`
}

interface Drawn {
  readonly outcome: Played
  readonly bins: readonly Bin[]
}

function column({ outcome, bins }: Drawn, tops: Tops, rehearsal: Rehearsal): Markup {
  const { policy, name, waits, nodeHours } = outcome
  const wasted = percent(nodeHours.wasted, nodeHours.paid)
  return html`<section class="policy${policy.at === 'warmseats' ? ' ours' : ''}"><h3>${name}</h3>
<div class="count ${waits.beyond > 0 ? 'bad' : 'good'}">${waits.beyond} <small>of ${waits.people} waited more than 30 s</small></div>
<p class="facts">longest wait ${sayWait(waits.maxMs)}<br>${sayHours(nodeHours.paid)} node-hours, ${wasted} without anybody</p>
${peoplePanel(bins, tops, rehearsal)}
${nodesPanel(bins, tops, rehearsal)}
${waitsPanel(bins, tops, rehearsal)}
<div class="readout"></div></section>`
}

function assumptions({ scenario }: Rehearsal): Markup[] {
  const { autoscaler, pools, podStartMs } = scenario
  const said = [
    ...pools.map(sayPool),
    `A server starts ${sayWait(podStartMs)} after it has a node with the image.`,
    `The autoscaler looks every ${sayWait(autoscaler.scanMs)} and gives back a node that nobody has needed for ${sayWait(autoscaler.unneededMs)}.`,
    'Node-hours count from the request of a machine to its end. The same people come in every column.',
  ]
  return said.map((text) => html`<li>${text}</li>`)
}

const HINT = 'Point at a chart to read its numbers.'

/** For the line under the pointer. */
function hoverData(drawn: readonly Drawn[], rehearsal: Rehearsal) {
  const time = dayTime(rehearsal)
  const say = ({ users, waiting, seats, occupied, empty, booting, longestMs }: Bin) =>
    [
      `${users} at work`,
      ...(waiting > 0 ? [`${waiting} waiting`] : []),
      `${seats} seats`,
      `nodes ${occupied} + ${empty} empty${booting > 0 ? ` + ${booting} booting` : ''}`,
      ...(longestMs === undefined ? [] : [`longest wait ${sayWait(longestMs)}`]),
    ].join(' · ')
  const times = drawn[0]?.bins.map(({ fromMs }) => time(fromMs)) ?? []
  return { width: WIDTH, plot: BOX, hint: HINT, times, policies: drawn.map(({ bins }) => bins.map(say)) }
}
