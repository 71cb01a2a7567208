import { chartRules } from '../../charts/look.ts'
import { type Rules, standalone } from '../../charts/palette.ts'
import { pictureLegend, pictureLegendRules } from '../../charts/picture-legend.ts'
import { sayWait } from '../../domain/duration.ts'
import { type Markup, svg, trusted } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { binsOf } from './bins.ts'
import { legendOf } from './legend.ts'
import { sayHours } from './numbers.ts'
import { HEIGHT, WIDTH } from './panel.ts'
import { nodesPanel, peoplePanel, topsOf, waitsPanel } from './panels.ts'
import { dayTime, sayDay } from './times.ts'

const MARGIN = 24
const GAP = 28
const HEAD = 62
const COLUMN_HEAD = 76
const PANEL_GAP = 10

/** The charts of the report as one picture, for a page or a slide: policies side by side, on the same scales. */
export function svgReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, scenario } = rehearsal
  const bins = outcomes.map((outcome) => binsOf(outcome, scenario))
  const tops = topsOf(bins)
  const width = 2 * MARGIN + Math.max(2, outcomes.length) * (WIDTH + GAP) - GAP
  const legend = pictureLegend(legendOf(rehearsal), { left: MARGIN, top: HEAD, width: width - 2 * MARGIN })
  const top = HEAD + legend.height
  const panels = [peoplePanel, nodesPanel, waitsPanel]
  const height = top + COLUMN_HEAD + panels.length * (HEIGHT + PANEL_GAP) + 8
  const time = dayTime(rehearsal)
  const when = `${sayDay(rehearsal)}, ${time(scenario.startMs)} to ${time(scenario.endMs)} ${rehearsal.timezone} · a simulation`
  const columns = outcomes.map((outcome, index) => {
    const x = MARGIN + index * (WIDTH + GAP)
    const drawn = panels.map((panel, row) => {
      const y = top + COLUMN_HEAD + row * (HEIGHT + PANEL_GAP)
      return svg`<g transform="translate(${x} ${y})">${panel(bins[index] ?? [], tops, rehearsal)}</g>\n`
    })
    return svg`${columnHead(outcome, x, top)}\n${drawn}`
  })
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>${trusted(standalone(rules))}</style>
<rect class="paper" width="${width}" height="${height}" rx="8"/>
<text class="heading" x="${MARGIN}" y="32">${title}</text>
<text class="soft" x="${MARGIN}" y="52">${when}</text>
${legend.markup}${columns}</svg>`.markup
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

function columnHead({ name, waits, nodeHours }: Played, x: number, top: number): Markup {
  const count = String(waits.beyond)
  const heading = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return svg`<text class="name" x="${x}" y="${top + 18}">${heading}</text>${[
    svg`<text class="${waits.beyond > 0 ? 'many' : 'none'}" x="${x}" y="${top + 47}">${count}</text>`,
    svg`<text class="soft" x="${x + 8 + count.length * 18}" y="${top + 46}">of ${waits.people} waited more than 30 s</text>`,
    svg`<text class="soft" x="${x}" y="${top + 66}">longest wait ${sayWait(waits.maxMs)} · ${sayHours(nodeHours.paid)} node-hours</text>`,
  ]}`
}
