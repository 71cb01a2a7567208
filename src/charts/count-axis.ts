import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Tick } from './plot.ts'

export interface CountAxisRoom {
  /** From the plot to the texts, in pixels. */
  readonly aside?: number
  /** What the letters hang below their line, so that its middle is theirs. */
  readonly drop?: number
}

/** A line across the chart for each tick, and its text on the left. */
export const countAxis = (
  { y, left, right }: Plot,
  ticks: readonly Tick[],
  { aside = 5, drop = 3.5 }: CountAxisRoom = {},
): Markup =>
  svg`${ticks.map(
    ({ at, text }) =>
      svg`<line class="grid" x1="${left}" x2="${right}" y1="${y(at)}" y2="${y(at)}"/><text class="tick" x="${left - aside}" y="${y(at) + drop}" text-anchor="end">${text}</text>`,
  )}`
