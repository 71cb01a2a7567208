import { curveStepAfter, line } from 'd3-shape'
import { type Markup, svg } from '../markup/markup.ts'
import { type Corner, type Level, runsOf } from './level.ts'
import type { Plot } from './plot.ts'

/** The upper ends of the levels as one line, broken where there are none. */
export function stepLine({ x, y }: Plot, levels: readonly Level[], className: string): Markup {
  const shape = line<Corner>()
    .curve(curveStepAfter)
    .digits(1)
    .x(({ ms }) => x(ms))
    .y(({ high }) => y(high))
  const tops = runsOf(levels.map(({ fromMs, toMs, high }) => ({ fromMs, toMs, high })))
  return svg`<path class="${className}" d="${tops.map((run) => shape(run) ?? '')}"/>`
}
