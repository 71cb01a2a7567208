import { type Markup, svg } from '../markup/markup.ts'
import type { Level } from './level.ts'
import type { Plot } from './plot.ts'

export interface Bar extends Level {
  readonly className: string
  /** What is told of it under the pointer. */
  readonly title?: string
}

export interface BarRoom {
  /** Between two that follow each other, in pixels. */
  readonly gap?: number
  /** So that the smallest can be seen, in pixels. */
  readonly leastWidth?: number
  readonly leastHeight?: number
}

/** Each level as a rectangle of its own. */
export const bars = ({ x, y }: Plot, all: readonly Bar[], room: BarRoom = {}): Markup => {
  const { gap = 0, leastWidth = 0, leastHeight = 0 } = room
  return svg`${all.map(({ fromMs, toMs, low = 0, high, className, title }) => {
    const width = Math.max(leastWidth, x(toMs) - x(fromMs) - gap)
    const height = Math.max(leastHeight, y(low) - y(high))
    const told = title === undefined ? undefined : svg`<title>${title}</title>`
    return svg`<rect class="${className}" x="${x(fromMs)}" y="${y(low) - height}" width="${width}" height="${height}">${told}</rect>`
  })}`
}
