import type { Unit } from '../ask.ts'
import { type Numeral, numberAt } from './number.ts'
import { takeWord } from './word.ts'
import { AND, BEFORE, BEHIND, BETWEEN, OPENS } from './words/positions.ts'
import { NOUNS_ONLY, PLACEHOLDER_WORDS, UNIT_WORDS } from './words/units.ts'

/** How many, at the beginning of a text: of a range the upper end. */
export interface Amount extends Numeral {
  /** What is counted, if it says so. */
  readonly unit?: Unit
}

/** Nobody writes more words before a number than so. */
const MOST_WORDS = 12

/**
 * Reads «350», «about 350 people», «between 300 and 350», «~350 (±10)», «max. 350 Studierende». What is left in `rest`
 * was not understood; punctuation at the end is nothing.
 * @returns undefined when no number stands there, or two that are no range
 */
export function amountAt(text: string): Amount | undefined {
  const { text: inside, opened } = beforeNumber(unwrapped(text.trim()))
  const first = numberAt(inside)
  if (first === undefined) return undefined
  const upper = upperEnd(first, opened)
  return upper && withNoun(upper)
}

/** Without brackets around all of it. */
function unwrapped(text: string): string {
  const inside = /^\(([^()]*)\)[.,;]?$|^\[([^[\]]*)\][.,;]?$/.exec(text)
  return (inside?.[1] ?? inside?.[2] ?? text).trim()
}

function beforeNumber(text: string): { readonly text: string; readonly opened: boolean } {
  let [rest, opened] = [text, false]
  for (let count = 0; count < MOST_WORDS && numberAt(rest) === undefined; count++) {
    const sign = /^[~<>=±+&≈.]{1,3}\s*(?=.)/.exec(rest)?.[0]
    const taken = takeWord(rest, (word) => BEFORE.has(word) || OPENS.has(word))
    if (sign !== undefined) rest = rest.slice(sign.length)
    else if (taken === undefined) break
    else {
      opened ||= OPENS.has(taken.word)
      rest = taken.rest.replace(/^[.:]?\s*/, '')
    }
  }
  return { text: rest, opened }
}

const RANGE = /^\s{0,3}(?:-{1,2}|~|\.{2,3})\s{0,3}(?=[\d~])/
const PLUS_MINUS = /^\s{0,3}(?:±|\+\s?\/?\s?-)\s{0,3}(?=\d)/

function upperEnd(first: Numeral, opened: boolean): Numeral | undefined {
  const { rest } = first
  const around = PLUS_MINUS.exec(rest)?.[0]
  const more = around === undefined ? undefined : numberAt(rest.slice(around.length))
  if (more) return { ...more, value: first.value + more.value }
  const dash = RANGE.exec(rest)?.[0]
  const word = takeWord(rest.trimStart(), (one) => BETWEEN.has(one) || (opened && AND.has(one)))
  const behind = dash === undefined ? word?.rest : rest.slice(dash.length)
  const second = behind === undefined ? undefined : numberAt(beforeNumber(behind).text)
  if (second === undefined) return first
  // A date, or a phone number.
  if (RANGE.test(second.rest) || (second.value < first.value && second.value <= 31)) return undefined
  if (second.value < first.value) return { ...first, rest: second.rest }
  return { ...second, form: first.form === 'grouped' ? 'grouped' : second.form }
}

const PHRASE =
  /^(?:in total|in all|in toto|at (?:the )?most|at least|or so|or less|or fewer|or more|more or less|signed up)(?![\p{L}])/iu

function withNoun(numeral: Numeral): Amount {
  let rest = withoutBrackets(numeral.rest.replace(/^\s{0,3}\+(?!\s*\d)/, '').trimStart())
  let unit: Unit | undefined
  for (let count = 0; count < MOST_WORDS; count++) {
    const taken = takeWord(rest.replace(/^[/&+]\s?/, ''), (word) => isNoun(word, unit) || BEHIND.has(word))
    const joined = taken ?? unitBehindAnd(rest, unit)
    const phrase = PHRASE.exec(rest)?.[0]
    if (phrase !== undefined) rest = rest.slice(phrase.length).trimStart()
    else if (joined === undefined) break
    else {
      unit ??= nounOf(joined.word)
      rest = joined.rest
    }
  }
  return { ...numeral, rest: rest.replace(/^[\s.,;:!?~]+$/, ''), ...(unit && { unit }) }
}

/** «30 (students)» */
function withoutBrackets(rest: string): string {
  const inside = /^\(([^()]{1,40})\)[.,;!]?$/.exec(rest.trimEnd())?.[1]
  return inside !== undefined && takeWord(inside, (word) => nounOf(word) !== undefined) ? inside : rest
}

const nounOf = (word: string): Unit | undefined =>
  UNIT_WORDS.get(word) ?? (NOUNS_ONLY.has(word) ? 'students' : PLACEHOLDER_WORDS.has(word) ? 'integer' : undefined)

/** A second noun has to mean what the first does. */
const isNoun = (word: string, unit: Unit | undefined): boolean => {
  const noun = nounOf(word)
  return noun !== undefined && (unit === undefined || unit === noun)
}

/** «Studentinnen und Studenten». */
function unitBehindAnd(rest: string, unit: Unit | undefined) {
  const and = unit === undefined ? undefined : takeWord(rest, (word) => AND.has(word))
  return and && takeWord(and.rest, (word) => isNoun(word, unit))
}
