import { area, curveStepAfter } from 'd3-shape'
import { type Markup, svg } from '../markup/markup.ts'
import { type Corner, type Level, runsOf } from './level.ts'
import type { Plot } from './plot.ts'

/** What lies between the lower and the upper ends of the levels, filled. */
export function stepArea({ x, y }: Plot, levels: readonly Level[], className: string): Markup {
  const shape = area<Corner>()
    .curve(curveStepAfter)
    .digits(1)
    .x(({ ms }) => x(ms))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
  return svg`<path class="${className}" d="${runsOf(levels).map((run) => shape(run) ?? '')}"/>`
}
