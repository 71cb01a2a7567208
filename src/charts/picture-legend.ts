import { type Markup, svg } from '../markup/markup.ts'
import type { LegendEntry } from './legend.ts'
import { COLOUR_NAMES, type Rules } from './palette.ts'

export interface LegendRoom {
  readonly left: number
  readonly top: number
  readonly width: number
}

export interface PictureLegend {
  readonly markup: Markup
  /** What it takes, in pixels. */
  readonly height: number
}

const LINE = 20
/** What a letter takes at the most. */
const LETTER = 6.4
/** Before a text for its colour, and after it. */
const [SWATCH, GAP] = [18, 16]

/** For a picture that stands alone, where nothing breaks lines but we ourselves. */
export function pictureLegend(entries: readonly LegendEntry[], { left, top, width }: LegendRoom): PictureLegend {
  let [x, line] = [0, 0]
  const drawn = entries.map(({ colour, text }) => {
    const needed = SWATCH + text.length * LETTER + GAP
    if (x > 0 && x + needed > width) [x, line] = [0, line + 1]
    const [at, y] = [left + x, top + line * LINE]
    x += needed
    return svg`<rect class="swatch-${colour}" x="${at}" y="${y + 2}" width="12" height="12" rx="3"/><text class="soft" x="${at + SWATCH}" y="${y + 12}">${text}</text>\n`
  })
  return { markup: svg`${drawn}`, height: entries.length > 0 ? (line + 1) * LINE : 0 }
}

export const pictureLegendRules: Rules = (paint) =>
  COLOUR_NAMES.map((colour) => `.swatch-${colour} { fill: ${paint(colour)} }`).join('\n')
