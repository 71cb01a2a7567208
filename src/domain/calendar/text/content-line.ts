import type { UnfoldedLine } from './unfold.ts'

/**
 * RFC 5545 §3.1: a calendar is content lines, long ones folded. Lenient where real exporters are: any line end
 * will do, blank lines and spaces around names are skipped. A line that is not `NAME;PARAM=value:value` is undefined.
 */
export interface ContentLine {
  /** In capitals. */
  readonly name: string
  /** Those that are read, by name in capitals; a quoted value without its quotes. */
  readonly params: ReadonlyMap<string, string>
  /** As written: still escaped. */
  readonly value: string
  /** 1-based, where the (folded) line begins in the file. */
  readonly line: number
}

const NAME = /^[A-Za-z0-9-]+$/
const NO_PARAMS: ReadonlyMap<string, string> = new Map()
/** All others are passed over: nobody asks for them, and a line may have thousands. */
const PARAMS = new Set(['TZID', 'VALUE', 'RANGE', 'ENCODING'])

/** @returns the parts of a line, or undefined when it has no name or no colon */
export function contentLine({ text, line }: UnfoldedLine): ContentLine | undefined {
  let at = endOfParam(text, 0)
  const name = text.slice(0, at).trim().toUpperCase()
  if (!NAME.test(name)) return undefined
  let params: Map<string, string> | undefined
  while (text[at] === ';') {
    const equals = text.indexOf('=', at)
    if (equals < 0) return undefined
    const end = endOfParam(text, equals + 1)
    const param = text
      .slice(at + 1, equals)
      .trim()
      .toUpperCase()
    if (PARAMS.has(param)) {
      params ??= new Map()
      params.set(param, unquoted(text.slice(equals + 1, end)))
    }
    at = end
  }
  return text[at] === ':' ? { name, params: params ?? NO_PARAMS, value: text.slice(at + 1), line } : undefined
}

/** Windows has a zone with an apostrophe in its name. */
const unquoted = (value: string): string =>
  value
    .replaceAll('"', '')
    .trim()
    .replace(/^'(.*)'$/, '$1')

const [QUOTE, COLON, SEMICOLON] = [34, 58, 59]

/** The index of the `;` or `:` that ends a name or a parameter's value: those within quotes belong to it. */
function endOfParam(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) quoted = !quoted
    else if (!quoted && (code === SEMICOLON || code === COLON)) return at
  }
  return text.length
}
