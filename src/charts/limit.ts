import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Tick } from './plot.ts'

/** A line at a value that means something, named at its right end. */
export const limit = ({ y, left, right }: Plot, { at, text }: Tick): Markup =>
  svg`<line class="limit" x1="${left}" x2="${right}" y1="${y(at)}" y2="${y(at)}"/><text class="tick" x="${right}" y="${y(at) - 4}" text-anchor="end">${text}</text>`
