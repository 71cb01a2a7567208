import { legend } from '../../charts/legend.ts'
import { sayWait } from '../../domain/duration.ts'
import { html, type Markup, trusted } from '../../markup/markup.ts'
import { scriptJson } from '../../markup/script-json.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { assumptions } from './assumptions.ts'
import { classes } from './classes.ts'
import { cordonDecisions, cordonVerdicts } from './cordons.ts'
import { chartOf } from './drawing/chart.ts'
import { type Drawn, drawnOf, type Tops, topsByPart } from './drawing/drawn.ts'
import { layoutFor } from './drawing/layout.ts'
import { legendOf } from './drawing/legend.ts'
import { dayTime, sayWhen } from './drawing/times.ts'
import { HOVER, hoverData } from './hover.ts'
import { costOfPlayed, sayMoney } from './money.ts'
import { percent, sayHours } from './numbers.ts'
import { periods } from './periods.ts'
import { STYLE } from './style.ts'
import { summaryOf } from './summary.ts'
import { complaints, decisions, numbers } from './tables.ts'

/** One file that needs nothing else, scripts neither: what would happen, one policy beside the other on the same scales. */
export function htmlReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, about, scenario, warnings } = rehearsal
  const drawn = outcomes.map((outcome) => drawnOf(outcome, rehearsal))
  const tops = topsByPart(drawn)
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
<main>
<h1>${title}</h1>
<p class="when">${sayWhen(rehearsal)} · a simulation</p>
${about ? html`<p class="about">${about}</p>` : undefined}
${warnings.map(({ where, text }) => html`<p class="bad">${where}: ${text}</p>`)}
<p class="verdict">${summaryOf(outcomes, rehearsal)}</p>
<h2>What it was like</h2>
${legend(legendOf(rehearsal, outcomes))}
${layoutFor(scenario).isWide ? html`<p class="note sideways">The charts are wider than this page: scroll them sideways.</p>` : undefined}
<div class="policies${layoutFor(scenario).isWide ? ' long' : ''}">${drawn.map((one) => policy(one, tops, rehearsal))}</div>
${classes(outcomes, rehearsal)}
${numbers(outcomes, rehearsal)}
${cordonVerdicts(outcomes)}
${periods(outcomes, rehearsal)}
${decisions(outcomes, time)}
${cordonDecisions(outcomes, time)}
${complaints(outcomes, time)}
<h2>What was assumed</h2>
<ul>${assumptions(rehearsal).map((text) => html`<li>${text}</li>`)}</ul>
</main>
<footer>Made by warmseats simulate, seed ${scenario.seed}: the same file gives the same picture again.</footer>
<script type="application/json" id="data">${scriptJson(hoverData(drawn, rehearsal))}</script>
<script>${trusted(HOVER)}</script>
</body>
</html>`.markup
}

function policy(drawn: Drawn, tops: readonly Tops[], rehearsal: Rehearsal): Markup {
  const { policy, name, waits, nodeHours } = drawn.outcome
  const cost = costOfPlayed(drawn.outcome, rehearsal)
  const facts = [
    `longest wait ${sayWait(waits.maxMs)}`,
    `${sayHours(nodeHours.paid)} node-hours, ${percent(nodeHours.wasted, nodeHours.paid)} without anybody`,
    ...(cost === undefined ? [] : [`cost ${sayMoney(cost)}`]),
  ]
  return html`<section class="policy${policy.at === 'warmseats' ? ' ours' : ''}"><div class="head"><h3>${name}</h3>
<div class="count ${waits.beyond > 0 ? 'bad' : 'good'}">${waits.beyond} <small>of ${waits.people} waited more than 30 s</small></div>
<p class="facts">${facts.map((fact) => html`<span>${fact}</span> `)}</p></div>
${charts(drawn, tops, rehearsal)}</section>`
}

/** What is worked out instead of played has nothing to be drawn. */
function charts(drawn: Drawn, tops: readonly Tops[], rehearsal: Rehearsal): Markup {
  const { name, samples } = drawn.outcome
  if (samples.length === 0) return html`<p class="facts">Worked out, not played: there is nothing to draw.</p>`
  const { markup } = chartOf(drawn, tops, rehearsal)
  const scrolled = layoutFor(rehearsal.scenario).isWide
    ? html`<div class="scroll" role="region" tabindex="0" aria-label="Charts: ${name}">${markup}</div>`
    : markup
  return html`${scrolled}<div class="readout"></div>`
}
