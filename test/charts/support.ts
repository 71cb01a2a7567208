import { plotOf } from '../../src/charts/plot.ts'
import type { Markup } from '../../src/markup/markup.ts'

/** A pixel a millisecond from 0 to 100, ten pixels a piece from 0 to 10: what is drawn can be read off. */
export const PLOT = plotOf({ left: 0, right: 100, top: 0, bottom: 100 }, { fromMs: 0, toMs: 100 }, 10)

/** The attributes of each element of a name, as numbers where they are. */
export const attributesOf = ({ markup }: Markup, element: string): Record<string, string | number>[] =>
  [...markup.matchAll(new RegExp(`<${element} ([^>]*)>`, 'g'))].map(([, written = '']) =>
    Object.fromEntries(
      [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value !== '' && Number.isFinite(Number(value)) ? Number(value) : value,
      ]),
    ),
  )

export const textsOf = ({ markup }: Markup): string[] =>
  [...markup.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text)
