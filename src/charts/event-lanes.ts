import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Span } from './plot.ts'
import { shortened } from './shortened.ts'

export interface LaneEvent extends Span {
  readonly title: string
  readonly className: string
  /** What is told of it under the pointer. */
  readonly told?: string
}

export interface Lanes {
  readonly markup: Markup
  /** What they take, in pixels. */
  readonly height: number
}

const LINE = 16
const BAR = 13
/** The longest titles, and what is left of them where these have no room. */
const LENGTHS = [26, 12]
/** What a letter takes at the most, in pixels. */
const LETTER = 5.9
const GAP = 6

interface Placed {
  readonly line: number
  readonly text: string
  readonly textAt: number
}

/**
 * Each event as a bar with its title, in as many lines as it takes so that no title runs into another. Where there is no
 * line left it has its bar alone.
 * @param most lines
 */
export function eventLanes({ x, left, right, top }: Plot, events: readonly LaneEvent[], most: number): Lanes {
  /** Of each line, where it is free again. */
  const lines: number[] = []
  const place = (start: number, end: number, title: string): Placed | undefined => {
    for (const text of new Set(LENGTHS.map((length) => shortened(title, length)))) {
      const width = text.length * LETTER + GAP
      const behind = width > end - start ? end : start
      const textAt = Math.min(behind + 3, right - width)
      const from = Math.min(start, textAt)
      const free = lines.findIndex((until) => until <= from)
      if (free < 0 && lines.length >= most) continue
      const line = free < 0 ? lines.length : free
      lines[line] = Math.max(end, textAt + width) + 2
      return { line, text, textAt }
    }
    return undefined
  }
  const seen = events.filter(({ fromMs, toMs }) => x(fromMs) < right && x(toMs) > left)
  const drawn = seen
    .toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
    .map(({ fromMs, toMs, title, className, told }) => {
      const [start, end] = [Math.max(left, x(fromMs)), Math.min(right, x(toMs))]
      const placed = place(start, end, title)
      const y = top + (placed?.line ?? most - 1) * LINE
      const hint = told === undefined ? undefined : svg`<title>${told}</title>`
      return {
        bar: svg`<rect class="${className}" x="${start}" y="${y}" width="${Math.max(1.5, end - start)}" height="${BAR}">${hint}</rect>`,
        text: placed && svg`<text class="label" x="${placed.textAt}" y="${y + 10}">${placed.text}</text>`,
      }
    })
  return {
    markup: svg`${drawn.map(({ bar }) => bar)}${drawn.map(({ text }) => text)}`,
    height: lines.length * LINE,
  }
}
