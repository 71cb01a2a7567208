/** A piece of HTML that is safe to send: only `html` and `trusted` make one. */
export interface Markup {
  readonly markup: string
}

export type Part = Markup | string | number | undefined | readonly Part[]

/** HTML with everything that is put into it escaped, but what is markup itself. Attributes have to be in double quotes. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: texts.map((text, at) => text + written(parts[at])).join(''),
})

/** A constant of ours, as it is. Never anything that came from elsewhere. */
export const trusted = (markup: string): Markup => ({ markup })

function written(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escaped(part)
  return 'markup' in part ? part.markup : part.map(written).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
