import { html, type Markup } from '../markup/markup.ts'
import { COLOUR_NAMES, type Colour, type Rules } from './palette.ts'

/** A colour, and what it stands for. */
export interface LegendEntry {
  readonly colour: Colour
  readonly text: string
}

/** For a page; it breaks where the page is too narrow. No style of its own, which a strict page would forbid. */
export const legend = (entries: readonly LegendEntry[]): Markup =>
  html`<p class="legend">${entries.map(({ colour, text }) => html`<span><i class="swatch-${colour}"></i>${text}</span>`)}</p>`

export const legendRules: Rules = (paint) =>
  [
    `.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 14px; color: ${paint('soft')}; font-size: 13.5px }`,
    '.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px }',
    ...COLOUR_NAMES.map((colour) => `.swatch-${colour} { background: ${paint(colour)} }`),
  ].join('\n')
