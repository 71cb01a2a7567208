/**
 * RFC 5545 §3.1: a calendar is content lines, long ones folded. Lenient where real exporters are: LF or CR alone ends
 * a line too, a byte order mark and blank lines are skipped. A line that is not `NAME;PARAM=value:value` is undefined.
 */
export interface ContentLine {
  /** In capitals. */
  readonly name: string
  /** By name in capitals; a quoted value without its quotes. */
  readonly params: ReadonlyMap<string, string>
  /** As written: still escaped. */
  readonly value: string
  /** 1-based, where the (folded) line begins in the file. */
  readonly line: number
}

/** A line after unfolding, before it is taken apart. */
export interface UnfoldedLine {
  readonly text: string
  readonly line: number
}

/** The unfolded lines one by one: a line that begins with a space or a tab goes on the one before (RFC 5545 §3.1). */
export function* unfoldedLines(text: string): Generator<UnfoldedLine, void, undefined> {
  const source = text.includes('\n') ? text : text.replaceAll('\r', '\n')
  let from = source.startsWith('\uFEFF') ? 1 : 0
  let line = 0
  while (from < source.length) {
    const first = ++line
    let end = lineEnd(source, from)
    let whole = source.slice(from, withoutCr(source, end))
    from = end + 1
    while (whole && isFold(source.charCodeAt(from))) {
      end = lineEnd(source, from)
      whole += source.slice(from + 1, withoutCr(source, end))
      from = end + 1
      line++
    }
    if (whole) yield { text: whole, line: first }
  }
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from)
  return end < 0 ? source.length : end
}

const CR = 13
const withoutCr = (source: string, end: number): number => (source.charCodeAt(end - 1) === CR ? end - 1 : end)
const isFold = (code: number) => code === 32 || code === 9
const NAME = /^[A-Za-z0-9-]+$/
const NO_PARAMS: ReadonlyMap<string, string> = new Map()

/** @returns the parts of a line, or undefined when it has no name or no colon */
export function contentLine({ text, line }: UnfoldedLine): ContentLine | undefined {
  let at = endOfParam(text, 0)
  const name = text.slice(0, at).toUpperCase()
  if (!NAME.test(name)) return undefined
  const params = text[at] === ';' ? new Map<string, string>() : undefined
  while (text[at] === ';') {
    const equals = text.indexOf('=', at)
    if (equals < 0) return undefined
    const end = endOfParam(text, equals + 1)
    params?.set(text.slice(at + 1, equals).toUpperCase(), text.slice(equals + 1, end).replaceAll('"', ''))
    at = end
  }
  return text[at] === ':' ? { name, params: params ?? NO_PARAMS, value: text.slice(at + 1), line } : undefined
}

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
