/**
 * Texts of strangers (titles, names, what servers answer) as a terminal may have them: what would steer it, or turn the
 * direction of what stands beside it, is written out. The one rule for everything that this program prints.
 */

/**
 * Controls but for tab and the ends of lines, DEL and C1 among them; marks and turns of direction; U+2028 and U+2029. A
 * carriage return counts where it ends no line: it writes over one.
 */
const STEERING = /\r(?!\n)|[^\P{Cc}\t\r\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** As JSON writes them, so that JSON is still JSON, and says the same. */
const writtenOut = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A text of any lines: `a\u001b[2J` for what would clear the screen. */
export const shown = (text: string): string => text.replaceAll(STEERING, writtenOut)

/** The same on one line, for what stands beside other things. */
export const shownOnOneLine = (text: string): string => shown(text.replaceAll(/[\t\r\n]+/g, ' '))

/** Deeper than anything that we show. */
const DEEPEST = 12

/** The same of every key and text in what JSON can say; what lies deeper than twelve levels is left out. */
export function shownWithin(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shown(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return undefined
  if (Array.isArray(value)) return value.map((one) => shownWithin(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [shown(key), shownWithin(one, depth + 1)]))
}
