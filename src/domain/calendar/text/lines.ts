import { MOST } from './budget.ts'

/** After so many characters, lines of whatever length, others get the floor. */
const PIECE = 8 * 1024

const [NUL, TAB, LF, CR, SPACE, MARK] = [0, 9, 10, 13, 32, 0xfeff]

/**
 * Whether lines of a text end with CR alone, also where others have LF: what begins after it can be nothing else. In a
 * value CR is a line break of its own.
 */
const CR_ENDS =
  /\r(?:BEGIN *: *[VSD]|END *: *[VSD]|(?:VERSION|PRODID|METHOD|CALSCALE|TZ[A-Z]{2,10}|UID|SUMMARY|DESCRIPTION|DT[A-Z]{3,5}|DURATION|X-[A-Z-]{1,40}|RECURRENCE-ID|(?:EX|R)RULE|(?:EX|R)DATE|LOCATION|STATUS|SEQUENCE)[;:])/

/**
 * The lines of a text as they stand there, one after the other, however they end: CRLF, LF or CR, any of them doubled
 * or the wrong way round. Byte order marks, also those of files that were put together, and NULs are passed over.
 */
export class Lines {
  readonly #text: string
  readonly #hasLf: boolean
  readonly #isCrAnEnd: boolean
  readonly #hasNul: boolean
  #from = 0
  #paused: number
  #line = 0
  /** Where the next ones stand, so that each is looked for once. */
  #lf = -1
  #cr = -1

  constructor(text: string) {
    this.#text = text
    this.#hasLf = text.includes('\n')
    this.#isCrAnEnd = !this.#hasLf || CR_ENDS.test(text)
    this.#hasNul = text.includes('\0')
    this.#passMarks()
    this.#paused = this.#from
  }

  get isAtEnd(): boolean {
    return this.#from >= this.#text.length
  }

  /** 1-based, of the line that `next` gave last. */
  get line(): number {
    return this.#line
  }

  /** By so many spaces and tabs the next line is indented. */
  get indent(): number {
    let at = this.#from
    for (let code = this.#text.charCodeAt(at); code === SPACE || code === TAB; ) code = this.#text.charCodeAt(++at)
    return at - this.#from
  }

  /** The next line without its end, as far as anybody reads it. */
  next(): string {
    const from = this.#from
    let end = this.#end()
    this.#from = end + (this.#text.charCodeAt(end) === CR && this.#text.charCodeAt(end + 1) === LF ? 2 : 1)
    this.#line++
    while (end > from && this.#text.charCodeAt(end - 1) === CR) end--
    this.#passMarks()
    const line = this.#text.slice(from, Math.min(end, from + MOST.line))
    return this.#hasNul ? line.replaceAll('\0', '') : line
  }

  /** Whether it is time for others, once a piece of text. */
  isDue(): boolean {
    if (this.#from - this.#paused < PIECE) return false
    this.#paused = this.#from
    return true
  }

  #end(): number {
    if (this.#hasLf && this.#lf < this.#from) this.#lf = this.#indexOf('\n')
    if (this.#isCrAnEnd && this.#cr < this.#from) this.#cr = this.#indexOf('\r')
    if (!this.#hasLf) return this.#cr
    return this.#isCrAnEnd ? Math.min(this.#lf, this.#cr) : this.#lf
  }

  #indexOf(end: string): number {
    const found = this.#text.indexOf(end, this.#from)
    return found < 0 ? this.#text.length : found
  }

  #passMarks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#from)
      if (code !== NUL && code !== MARK && (code !== CR || this.#isCrAnEnd)) return
      this.#from++
    }
  }
}
