import { type Markup, svg } from '../markup/markup.ts'
import type { Level } from './level.ts'
import type { Plot } from './plot.ts'

export interface Labelled extends Level {
  /** What may be written above it, the fullest first; none for a level that has no label. */
  readonly texts: readonly string[]
}

interface Rectangle {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** What a letter takes at the most, in pixels. */
const LETTER = 6.2

/** A text above each level: the highest first, and as much of it as fits between its neighbours. */
export function stepLabels({ x, y, left, right }: Plot, levels: readonly Labelled[]): Markup {
  const steps = levels.map(
    ({ fromMs, toMs, high }): Rectangle => ({
      left: x(fromMs),
      right: x(toMs),
      top: y(high),
      bottom: Number.POSITIVE_INFINITY,
    }),
  )
  const placed: Rectangle[] = []
  const isFree = (label: Rectangle) =>
    !placed.some((one) => touches(one, label)) &&
    !steps.some((step) => touches(step, { ...label, bottom: label.bottom - 1 }))
  const labels = levels
    .toSorted((a, b) => b.high - a.high)
    .map(({ fromMs, toMs, high, texts }) => {
      const tried = texts.map((text) => {
        const half = (text.length * LETTER) / 2
        const middle = Math.min(Math.max((x(fromMs) + x(toMs)) / 2, left + half), right - half)
        return { text, middle, left: middle - half, right: middle + half, top: y(high) - 15, bottom: y(high) - 2 }
      })
      const fitting = tried.find(isFree)
      if (!fitting) return undefined
      placed.push(fitting)
      return svg`<text class="label" x="${fitting.middle}" y="${y(high) - 5}" text-anchor="middle">${fitting.text}</text>`
    })
  return svg`${labels}`
}

const touches = (a: Rectangle, b: Rectangle) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
