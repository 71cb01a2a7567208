import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Tick } from './plot.ts'

export interface TimeAxisRoom {
  /** From the plot to the line that the texts stand on, in pixels. */
  readonly below?: number
  /** A line from the top at each tick, for charts that are wide. */
  readonly hasLines?: boolean
}

/** The text of each tick under the chart. */
export const timeAxis = (
  { x, top, bottom }: Plot,
  ticks: readonly Tick[],
  { below = 17, hasLines = false }: TimeAxisRoom = {},
): Markup =>
  svg`${ticks.map(({ at, text }) => [
    hasLines ? svg`<line class="grid" x1="${x(at)}" x2="${x(at)}" y1="${top}" y2="${bottom + 4}"/>` : undefined,
    svg`<text class="tick" x="${x(at)}" y="${bottom + below}" text-anchor="middle">${text}</text>`,
  ])}`
