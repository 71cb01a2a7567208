/**
 * Markup that is safe to send. What is put into a template is text and is escaped; only what a template made, or what
 * the code itself calls `trusted`, is markup. Attributes have to be in quotes: of one without them text could break out.
 */

/** Not exported, so that nothing from elsewhere, JSON for instance, can pass as markup. */
const MADE_HERE = Symbol('markup')

export interface Markup {
  readonly [MADE_HERE]: true
  readonly markup: string
}

export type Part = Markup | string | number | undefined | readonly Part[]

type Tag = (texts: TemplateStringsArray, ...parts: readonly Part[]) => Markup

/** A constant of ours, as it is. Never anything that came from elsewhere. */
export const trusted = (markup: string): Markup => ({ [MADE_HERE]: true, markup })

export const html: Tag = tagOf({ text: escaped, number: String })

/**
 * The same for SVG, inside of HTML or as a file of its own, where XML is strict. Numbers are places on a picture:
 * a tenth of a pixel is all that is written of them, so what is finer, an opacity for instance, belongs into a class.
 */
export const svg: Tag = tagOf({
  text: (text) => escaped(allowedInXml(text)),
  number: (value) => String(Math.round(value * 10) / 10),
})

interface Writing {
  readonly text: (text: string) => string
  readonly number: (value: number) => string
}

function tagOf(writing: Writing): Tag {
  const written = (part: Part): string => {
    if (part === undefined) return ''
    if (typeof part === 'number') return writing.number(part)
    if (typeof part === 'string') return writing.text(part)
    return MADE_HERE in part ? part.markup : part.map(written).join('')
  }
  return (texts, ...parts) => trusted(texts.map((text, at) => text + written(parts[at])).join(''))
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&${ENTITIES[mark]};`)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }

/** XML 1.0 has no way to write these, and one of them makes the whole file unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
const FORBIDDEN = /[\u0000-\u001f\ufffe\uffff]/g

const allowedInXml = (text: string): string => text.toWellFormed().replaceAll(FORBIDDEN, ' ')
