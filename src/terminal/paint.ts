import { styleText } from 'node:util'
import { shown } from './shown.ts'

export type Colour = 'bold' | 'gray' | 'green' | 'red' | 'yellow'

/** Colours a text, or does not. */
export type Paint = (colours: Colour[], text: string) => string

/** At a terminal that wants colours: NO_COLOR, and a pipe, have none. */
export const paint: Paint = (colours, text) => styleText(colours, text, { stream: process.stdout })

/** What `paint` writes, and nothing that hides or moves a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
const OURS = /(\u001b\[(?:1|22|31|32|33|39|90)m)/

/** As `shown`, but for our own colours. */
export const shownPainted = (text: string): string =>
  text
    .split(OURS)
    .map((part, index) => (index % 2 === 1 ? part : shown(part)))
    .join('')
