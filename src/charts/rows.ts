import { type Markup, svg } from '../markup/markup.ts'
import { countAxis } from './count-axis.ts'
import { niceTop } from './count-ticks.ts'
import type { Level } from './level.ts'
import { limit } from './limit.ts'
import { type Plot, plotOf, type Span, type Tick } from './plot.ts'
import { stepArea } from './step-area.ts'
import { stepLine } from './step-line.ts'
import { timeAxis } from './time-axis.ts'
import { type Rhythm, timeTicks } from './time-ticks.ts'

/** Something that is counted over time, as it is drawn. */
export interface Layer {
  readonly draw: 'area' | 'line'
  readonly className: string
  readonly levels: readonly Level[]
}

/** One quantity above the other, on the same time. */
export interface Row {
  /** What is counted: `people`. */
  readonly name: string
  /** The highest value of this row, and of those beside it that shall have its scale. */
  readonly most: number
  readonly layers: readonly Layer[]
  readonly limit?: Tick
  /** In pixels, its name and without the axis of times. */
  readonly height: number
}

export interface RowsView extends Span {
  readonly zone: string
  /** Of the picture, in pixels. */
  readonly width: number
  readonly rows: readonly Row[]
  /** A line across all rows; undefined: it lies at an edge. */
  readonly nowMs?: number
  readonly rhythms: readonly Rhythm[]
  /** What who does not see it is told. */
  readonly label: string
}

const [LEFT, RIGHT, NAME, AXIS] = [44, 8, 20, 24]

/** Rows of steps over one axis of times: an SVG for a page. */
export function rowsPicture(view: RowsView): Markup {
  const { width, rows, label, zone, rhythms, nowMs } = view
  const ends = rows.map((_, at) => rows.slice(0, at + 1).reduce((sum, { height }) => sum + height, 0))
  const bottom = ends.at(-1) ?? 0
  const plots = rows.map(({ most, height }, at): Plot => {
    const end = ends[at] ?? 0
    const box = { left: LEFT, right: width - RIGHT, top: end - height + NAME, bottom: end - 6 }
    return plotOf(box, view, niceTop(most))
  })
  const ticks = inside(timeTicks(view, zone, { rhythms, most: 8 }), view)
  const last = plots.at(-1)
  return svg`<svg viewBox="0 0 ${width} ${bottom + AXIS - 6}" role="img" aria-label="${label}">${rows.map((row, at) => {
    const plot = plots[at]
    return plot && svg`${rowOf(row, plot)}\n`
  })}${last && timeAxis(last, ticks)}${nowMs !== undefined && last ? nowLine(last, nowMs) : undefined}</svg>`
}

function rowOf({ name, most, layers, limit: line }: Row, plot: Plot): Markup {
  const top = niceTop(most)
  const counts = [0, top / 2, top].map((at) => ({ at, text: String(at) }))
  return svg`<text class="panel" x="${plot.left}" y="${plot.top - 8}">${name}</text>${countAxis(plot, counts)}${layers
    .filter(({ levels }) => levels.length > 0)
    .map(({ draw, className, levels }) => (draw === 'area' ? stepArea : stepLine)(plot, levels, className))}${
    line ? limit(plot, line) : undefined
  }`
}

/** Over all rows. */
const nowLine = ({ x, bottom }: Plot, nowMs: number): Markup =>
  svg`<line class="now" x1="${x(nowMs)}" x2="${x(nowMs)}" y1="${NAME}" y2="${bottom}"/>`

/** Those whose texts are not cut at the ends. */
function inside(ticks: readonly Tick[], { fromMs, toMs }: Span): Tick[] {
  const edge = (toMs - fromMs) * 0.02
  return ticks.filter(({ at }) => at >= fromMs + edge && at <= toMs - edge)
}
