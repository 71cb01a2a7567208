import { sayWait } from '../../domain/duration.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { binsOf } from './bins.ts'
import { type Colour, chartRules, standalone } from './colours.ts'
import { legendOf } from './legend.ts'
import { sayHours } from './numbers.ts'
import { nodesPanel, peoplePanel, topsOf, waitsPanel } from './panels.ts'
import { escapeXml, HEIGHT, WIDTH } from './svg.ts'
import { dayTime, sayDay } from './times.ts'

const MARGIN = 24
const GAP = 28
const HEAD = 62
const LEGEND_LINE = 20
const COLUMN_HEAD = 76
const PANEL_GAP = 10
/** What a letter of the legend takes at the most. */
const LETTER = 6.4

/** The charts of the report as one picture, for a page or a slide: policies side by side, on the same scales. */
export function svgReport(rehearsal: Rehearsal, outcomes: readonly Played[]): string {
  const { title, scenario } = rehearsal
  const bins = outcomes.map((outcome) => binsOf(outcome, scenario))
  const tops = topsOf(bins)
  const width = 2 * MARGIN + Math.max(2, outcomes.length) * (WIDTH + GAP) - GAP
  const legend = linesOf(legendOf(rehearsal), width - 2 * MARGIN)
  const top = HEAD + legend.length * LEGEND_LINE
  const panels = [peoplePanel, nodesPanel, waitsPanel]
  const height = top + COLUMN_HEAD + panels.length * (HEIGHT + PANEL_GAP) + 8
  const time = dayTime(rehearsal)
  const when = `${sayDay(rehearsal)}, ${time(scenario.startMs)} to ${time(scenario.endMs)} ${rehearsal.timezone} · a simulation`
  const columns = outcomes.map((outcome, index) => {
    const x = MARGIN + index * (WIDTH + GAP)
    const drawn = panels.map((panel, row) => {
      const y = top + COLUMN_HEAD + row * (HEIGHT + PANEL_GAP)
      return `<g transform="translate(${x} ${y})">${panel(bins[index] ?? [], tops, rehearsal)}</g>`
    })
    return [columnHead(outcome, x, top), ...drawn].join('\n')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<style>${standalone(rules)}</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    `<text class="heading" x="${MARGIN}" y="32">${escapeXml(title)}</text>`,
    `<text class="soft" x="${MARGIN}" y="52">${escapeXml(when)}</text>`,
    ...legend.flatMap((line, row) => line.map((entry) => swatch(entry, HEAD + row * LEGEND_LINE))),
    ...columns,
    '</svg>',
  ].join('\n')
}

const rules = (colour: (name: Colour) => string): string =>
  [
    `text { font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", sans-serif; font-size: 13px; fill: ${colour('ink')} }`,
    `.paper { fill: ${colour('paper')} } .heading { font-size: 19px; font-weight: 700 }`,
    `.name { font-size: 15px; font-weight: 600 } .soft { fill: ${colour('soft')}; font-size: 12px }`,
    `.many { font-size: 28px; font-weight: 700; fill: ${colour('late')} } .none { font-size: 28px; font-weight: 700; fill: ${colour('prompt')} }`,
    ...(['people', 'seats', 'late', 'prompt', 'empty', 'booting', 'event', 'outage'] as const).map(
      (name) => `.swatch-${name} { fill: ${colour(name)} }`,
    ),
    chartRules(colour),
  ].join('\n')

function columnHead({ name, waits, nodeHours }: Played, x: number, top: number): string {
  const count = String(waits.beyond)
  const heading = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return [
    `<text class="name" x="${x}" y="${top + 18}">${escapeXml(heading)}</text>`,
    `<text class="${waits.beyond > 0 ? 'many' : 'none'}" x="${x}" y="${top + 47}">${count}</text>`,
    `<text class="soft" x="${x + 8 + count.length * 18}" y="${top + 46}">of ${waits.people} waited more than 30 s</text>`,
    `<text class="soft" x="${x}" y="${top + 66}">longest wait ${sayWait(waits.maxMs)} · ${sayHours(nodeHours.paid)} node-hours</text>`,
  ].join('')
}

interface Entry {
  readonly colour: Colour
  readonly text: string
  readonly x: number
}

/** The legend, broken into lines that fit. */
function linesOf(legend: ReturnType<typeof legendOf>, width: number): Entry[][] {
  const lines: Entry[][] = [[]]
  let x = 0
  for (const [colour, text] of legend) {
    const needed = 18 + text.length * LETTER + 16
    if (x > 0 && x + needed > width) {
      lines.push([])
      x = 0
    }
    lines.at(-1)?.push({ colour, text, x: MARGIN + x })
    x += needed
  }
  return lines
}

const swatch = ({ colour, text, x }: Entry, y: number): string =>
  `<rect class="swatch-${colour}" x="${x}" y="${y + 2}" width="12" height="12" rx="3"/><text class="soft" x="${x + 18}" y="${y + 12}">${escapeXml(text)}</text>`
