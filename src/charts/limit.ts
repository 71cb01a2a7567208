import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Tick } from './plot.ts'

/** A line at a value that means something, named at one of its ends. */
export function limit({ y, left, right }: Plot, { at, text }: Tick, end: 'start' | 'end' = 'end'): Markup {
  const [x, shift] = end === 'end' ? [right, 0] : [left, 4]
  return svg`<line class="limit" x1="${left}" x2="${right}" y1="${y(at)}" y2="${y(at)}"/><text class="tick" x="${x + shift}" y="${y(at) - 4}" text-anchor="${end}">${text}</text>`
}
