import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Span } from './plot.ts'

/** A stretch of time over the whole height; nothing of it where it lies outside. */
export function band({ x, left, right, top, bottom }: Plot, { fromMs, toMs }: Span, className: string): Markup {
  const start = Math.max(left, x(fromMs))
  const width = Math.min(right, x(toMs)) - start
  if (width <= 0) return svg``
  return svg`<rect class="${className}" x="${start}" y="${top}" width="${width}" height="${bottom - top}"/>`
}
