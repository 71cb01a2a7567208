import { MOST } from './budget.ts'
import { Lines } from './lines.ts'

/** A line after unfolding, before it is taken apart. */
export interface UnfoldedLine {
  readonly text: string
  /** 1-based, where it begins in the file. */
  readonly line: number
}

/**
 * The unfolded lines one by one. Between two pieces of text undefined, also in the middle of a line: others may have the
 * floor.
 */
export function* unfoldedLines(text: string): Generator<UnfoldedLine | undefined, void, undefined> {
  const lines = new Lines(text)
  const fold = new Fold()
  while (!lines.isAtEnd) {
    const { indent } = lines
    const whole = fold.take(lines.next(), indent, lines.line)
    if (whole) yield whole
    if (lines.isDue()) yield
  }
  const last = fold.end()
  if (last) yield last
}

/**
 * Only the first characters decide, so that long lines cost nothing. Of what stands in calendars; others are passed over
 * however they stand there.
 */
const EDGE = /^[ \t]{0,40}(?:BEGIN|END)[ \t]{0,9}:[ \t]{0,9}(?:V[A-Z]{4,12}|STANDARD|DAYLIGHT)[ \t]*$/i

/**
 * A line that is indented further than the one before goes on it (RFC 5545 §3.1, where nothing else is indented), also
 * after blank lines. Nothing goes on a BEGIN or an END, and these go on nothing: what somebody indented as a whole, or
 * block by block, is read as it looks.
 */
class Fold {
  #text = ''
  #line = 0
  #margin = 0
  #isEdge = true

  /** @returns the line before, when this one does not go on it */
  take(piece: string, indent: number, line: number): UnfoldedLine | undefined {
    if (piece === '' || (this.#isEdge && piece.length === indent)) return undefined
    const isEdge = EDGE.test(piece)
    if (indent > this.#margin && !this.#isEdge && !isEdge) {
      if (this.#text.length < MOST.line) this.#text += piece.slice(this.#margin + 1)
      return undefined
    }
    const before = this.end()
    this.#text = piece.slice(indent)
    this.#line = line
    this.#margin = indent
    this.#isEdge = isEdge
    return before
  }

  end(): UnfoldedLine | undefined {
    return this.#text === '' ? undefined : { text: this.#text, line: this.#line }
  }
}
