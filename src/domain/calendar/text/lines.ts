import { MOST } from './budget.ts'

/** After so many characters, lines of whatever length, others get the floor. */
const PIECE = 8 * 1024

const CR = 13

/** The lines of a text as they stand there, one after the other, whether they end with CRLF, LF or CR. */
export class Lines {
  readonly #text: string
  readonly #feed: string
  #from: number
  #paused: number
  #line = 0

  constructor(text: string) {
    this.#text = text
    this.#feed = text.includes('\n') ? '\n' : '\r'
    this.#from = text.startsWith('\uFEFF') ? 1 : 0
    this.#paused = this.#from
  }

  get isAtEnd(): boolean {
    return this.#from >= this.#text.length
  }

  /** 1-based, of the line that `next` gave last. */
  get line(): number {
    return this.#line
  }

  /** Whether the next line goes on the last one (RFC 5545 §3.1). */
  get isFolded(): boolean {
    const code = this.#text.charCodeAt(this.#from)
    return code === 32 || code === 9
  }

  /** The next line without its end, as far as anybody reads it. */
  next(): string {
    const from = this.#from
    const found = this.#text.indexOf(this.#feed, from)
    const end = found < 0 ? this.#text.length : found
    this.#from = end + 1
    this.#line++
    return this.#text.slice(from, Math.min(this.#text.charCodeAt(end - 1) === CR ? end - 1 : end, from + MOST.line))
  }

  /** Whether it is time for others, once a piece of text. */
  isDue(): boolean {
    if (this.#from - this.#paused < PIECE) return false
    this.#paused = this.#from
    return true
  }
}
