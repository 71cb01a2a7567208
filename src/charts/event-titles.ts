import { type Markup, svg } from '../markup/markup.ts'
import type { Plot, Span } from './plot.ts'
import { shortened } from './shortened.ts'

export interface Titled extends Span {
  readonly title: string
}

const LONGEST = 20
/** What a letter takes at the most, in pixels. */
const LETTER = 5.8

/** The titles of events at their beginnings, but those that would run into the one before. */
export function eventTitles({ x, left, top }: Plot, events: readonly Titled[]): Markup {
  let freeFrom = 0
  const said: Markup[] = []
  for (const { title, fromMs } of events.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const start = Math.max(left, x(fromMs)) + 3
    if (start < freeFrom) continue
    const text = shortened(title, LONGEST)
    freeFrom = start + text.length * LETTER + 6
    said.push(svg`<text class="title" x="${start}" y="${top + 12}">${text}</text>`)
  }
  return svg`${said}`
}
