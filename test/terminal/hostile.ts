/** Texts as somebody writes them who would write over a terminal, and whether they could. */
import { fc } from '../support/properties.ts'

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index))

/** Every character that must not reach a terminal. */
export const STEERING: readonly string[] = [
  ...range(0x00, 0x08),
  ...range(0x0b, 0x0c),
  ...range(0x0e, 0x1f),
  ...range(0x7f, 0x9f),
  ...['\u061c', '\u200e', '\u200f', '\u2028', '\u2029'],
  ...range(0x202a, 0x202e),
  ...range(0x2066, 0x2069),
]

/** What is left of them, and a carriage return in the middle of a line. */
export const steeringIn = (text: string): readonly string[] => [
  ...STEERING.filter((one) => text.includes(one)),
  ...(text.match(/\r(?!\n)/g) ?? []),
]

/** All of them in one, with what they are known to do. */
export const EVERYTHING = `Exam\u001b[2J\u001b]0;pwned\u0007\u009b31m\u202e.txet\rall is well${STEERING.join('')}end`

/** Words among characters and sequences that steer. */
export const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...STEERING),
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]0;pwned\u0007',
        '\u001b]8;;http://x\u001b\\',
        '\u009b8m',
        '\u001b[31m',
        '\r',
      ),
      fc.constantFrom('Exam', ' ', '試験', 'e\u0301', '👩‍🏫', 'שלום', ';', '"', '%', '{', ':'),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
