import type { Chance } from '../random.ts'

export const KB = 1024
export const MB = 1024 * KB

/** How often each production of a grammar comes, or how long it is. What is not named comes as in ordinary texts. */
export type Sizes = Readonly<Record<string, number>>

/** What came of one text. */
export interface Trial {
  /** Its verdict in a word or two, to be counted: `read`, `refused`. */
  readonly verdict: string
  /** The longest step that others had to wait for, in ms of CPU of the thread that took it. */
  readonly longestMs: number
  /** What is kept of it, as bytes. */
  readonly keptBytes: number
}

/** What others write for us, and the code that reads it. */
export interface Grammar {
  readonly name: string
  /** One a production, each with its size in an ordinary text. */
  readonly knobs: Sizes
  /** No text is longer: where it comes from has a limit of its own. */
  readonly mostBytes: number
  readonly keptBytes: number
  /** How many times the limit a step may take: 1 unless said. */
  readonly patience?: number
  make(sizes: Sizes, text: Text, random: Chance): void
  read(text: string): Trial | Promise<Trial>
}

/** A text that takes no more than there is room for. */
export class Text {
  readonly #pieces: string[] = []
  #room: number

  constructor(mostBytes: number) {
    this.#room = mostBytes
  }

  /** @returns whether there was room for it */
  add(piece: string): boolean {
    if (piece.length > this.#room) return false
    this.#room -= piece.length
    this.#pieces.push(piece)
    return true
  }

  /** Adds something again and again, as long as there is room. */
  times(count: number, piece: (n: number) => string): void {
    for (let n = 0; n < count; n++) if (!this.add(piece(n))) return
  }

  get room(): number {
    return this.#room
  }

  toString(): string {
    return this.#pieces.join('')
  }
}

/** A unit so often that it has a length, of at most a million: a single production beyond that says nothing more. */
export const long = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(Math.min(length, 1_000_000) / unit.length))

/** Something again and again, as long as it makes no more than `most` characters: other things want room too. */
export function times(count: number, piece: (n: number) => string, most = 240_000): string {
  const pieces: string[] = []
  let length = 0
  for (let n = 0; n < count; n++) {
    const next = piece(n)
    length += next.length
    if (length > most) break
    pieces.push(next)
  }
  return pieces.join('')
}

/** The same with commas between. */
export const list = (count: number, piece: (n: number) => string): string =>
  times(count, (n) => (n === 0 ? piece(n) : `,${piece(n)}`))
