import { chartRules } from '../../charts/look.ts'
import { type Rules, standalone } from '../../charts/palette.ts'
import { pictureLegend, pictureLegendRules } from '../../charts/picture-legend.ts'
import { sayWait } from '../../domain/duration.ts'
import { type Markup, svg, trusted } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { chartOf } from './drawing/chart.ts'
import { drawnOf, topsByPart } from './drawing/drawn.ts'
import { layoutFor } from './drawing/layout.ts'
import { legendOf } from './drawing/legend.ts'
import { sayWhen } from './drawing/times.ts'
import { costOfPlayed, sayMoney } from './money.ts'
import { sayHours } from './numbers.ts'

const MARGIN = 24
const GAP = 28
const HEAD = 62
/** Above each chart, with what came of its policy in three lines, or in one. */
const [HIGH, FLAT] = [80, 34]

/** The charts of the report as one picture, for a page or a slide, on the same scales: beside or below each other. */
export function svgReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, scenario } = rehearsal
  const { isWide, width: chartWidth } = layoutFor(scenario)
  const drawn = outcomes.filter(({ samples }) => samples.length > 0).map((outcome) => drawnOf(outcome, rehearsal))
  const tops = topsByPart(drawn)
  const charts = drawn.map((one) => ({ outcome: one.outcome, ...chartOf(one, tops, rehearsal) }))
  const width = 2 * MARGIN + (isWide ? chartWidth : Math.max(2, charts.length) * (chartWidth + GAP) - GAP)
  const legend = pictureLegend(legendOf(rehearsal, outcomes), { left: MARGIN, top: HEAD, width: width - 2 * MARGIN })
  const head = isWide ? FLAT : HIGH
  let [x, y, bottom] = [MARGIN, HEAD + legend.height, 0]
  const blocks = charts.map(({ outcome, markup, height }) => {
    const block = svg`${headOf(outcome, rehearsal, { x, y, isWide })}\n<g transform="translate(${x} ${y + head})">${markup}</g>\n`
    bottom = y + head + height
    if (isWide) y = bottom + GAP / 2
    else x += chartWidth + GAP
    return block
  })
  const height = bottom + 12
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>${trusted(standalone(rules))}</style>
<rect class="paper" width="${width}" height="${height}" rx="8"/>
<text class="heading" x="${MARGIN}" y="32">${title}</text>
<text class="soft" x="${MARGIN}" y="52">${sayWhen(rehearsal)} · a simulation</text>
${legend.markup}${blocks}</svg>`.markup
}

const rules: Rules = (paint) =>
  [
    `text { font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", sans-serif; font-size: 13px; fill: ${paint('ink')} }`,
    `.paper { fill: ${paint('paper')} } .heading { font-size: 19px; font-weight: 700 }`,
    `.name { font-size: 15px; font-weight: 600 } .soft { fill: ${paint('soft')}; font-size: 12px }`,
    `.many { font-size: 28px; font-weight: 700; fill: ${paint('late')} } .none { font-size: 28px; font-weight: 700; fill: ${paint('prompt')} }`,
    pictureLegendRules(paint),
    chartRules(paint),
  ].join('\n')

interface HeadRoom {
  readonly x: number
  readonly y: number
  readonly isWide: boolean
}

function headOf(outcome: Played, rehearsal: Rehearsal, { x, y, isWide }: HeadRoom): Markup {
  const { name, waits, nodeHours } = outcome
  const count = String(waits.beyond)
  const heading = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  const cost = costOfPlayed(outcome, rehearsal)
  const waited = `of ${waits.people} waited more than 30 s`
  const facts = [
    `longest wait ${sayWait(waits.maxMs)}`,
    `${sayHours(nodeHours.paid)} node-hours`,
    ...(cost === undefined ? [] : [`cost ${sayMoney(cost)}`]),
  ].join(' · ')
  const kind = waits.beyond > 0 ? 'many' : 'none'
  const after = 8 + count.length * 18
  if (isWide)
    return svg`<text class="name" x="${x}" y="${y + 24}">${heading}</text><text class="${kind}" x="${x + 190}" y="${y + 25}">${count}</text><text class="soft" x="${x + 190 + after}" y="${y + 24}">${waited} · ${facts}</text>`
  return svg`<text class="name" x="${x}" y="${y + 18}">${heading}</text><text class="${kind}" x="${x}" y="${y + 47}">${count}</text><text class="soft" x="${x + after}" y="${y + 46}">${waited}</text><text class="soft" x="${x}" y="${y + 66}">${facts}</text>`
}
