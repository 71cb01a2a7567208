import { ANY_POOL, type Unit } from '../ask.ts'
import { example } from '../say-ask.ts'
import { MOST_ASKED } from './fitting.ts'
import { type Numeral, numberAt } from './number.ts'
import { takeWord, wordsIn } from './word.ts'
import { folded } from './words/fold.ts'
import { AND, BEFORE, BEHIND, BETWEEN, IN_CALENDARS, TO_POOL } from './words/positions.ts'
import { isSlip } from './words/slips.ts'
import { NEARLY, NOUNS_ONLY, UNIT_WORDS } from './words/units.ts'

const BEGINS = /(?<![\p{L}\p{N}.,:/#@_$€£-])\d/gu
/** Of a time, a date, a price, a version, or of a name such as `2nd`. */
const PART_OF_MORE = /^(?:[.,:/_-]\d|[\p{L}_%°]|\s?[:°%€$£])/u
/** «4 per group»: of how many groups? */
const PER =
  /^[\s(]*(?:students?|people|persons?|participants?|seats?|\p{L}+)?\s*(?:per|each|every|pro|je|par|por|cada|chaque|ogni)(?!\p{L})/iu
/** A part of a sum or of a share. */
const COUNTED_ON = /\d\s*(?:[+/*]|of|in|out of|on|von|sur|de)\s*$/i
/** More numbers than these are no text that asks for one. */
const MOST = 12

interface Standing extends Numeral {
  /** Nothing beside it says that it is of something else. */
  readonly isPlain: boolean
}

/** The numbers that stand for themselves: no times, dates, versions, addresses or names such as `a100`. */
const numbersIn = (text: string): Standing[] =>
  [...text.matchAll(BEGINS)].slice(0, MOST).flatMap(({ index }) => {
    const found = numberAt(text.slice(index, index + 60))
    if (!found || !Number.isInteger(found.value) || isOfMore(found.rest)) return []
    const before = wordsIn(text.slice(Math.max(0, index - 30), index)).at(-1) ?? ''
    const isPlain = !IN_CALENDARS.has(before) && !PER.test(found.rest) && !COUNTED_ON.test(text.slice(0, index))
    return [{ ...found, isPlain: isPlain && isKnownBehind(found.rest) }]
  })

/** «350students» is a number of students; «350th» is none. */
const isOfMore = (rest: string): boolean => PART_OF_MORE.test(rest) && takeWord(rest, isNoun) === undefined

/** «350 students», «350 max», «350 not coming»; «350 pages» are pages. */
function isKnownBehind(rest: string): boolean {
  const word = /^[\s(]*(\p{L}+)/u.exec(rest.slice(0, 40))?.[1]
  if (word === undefined) return true
  const plain = folded(word)
  return (
    isNoun(plain) ||
    isSlip(plain) ||
    [AND, BEFORE, BEHIND, BETWEEN, TO_POOL, TAKING_BACK].some((words) => words.has(plain))
  )
}

const isNoun = (word: string): boolean => UNIT_WORDS.has(word) || NEARLY.has(word) || NOUNS_ONLY.has(word)

const TAKING_BACK: ReadonlySet<string> = new Set('not cancelled canceled minus without if only nicht ohne'.split(' '))

/**
 * What would be right in the place of a text that cannot count: with its own number where there is one only, and
 * without any where there is none or more: a wrong one would be worse.
 */
export function rightInstead(text: string, pool: string, unit: Unit): string {
  const only = onlyNumber(text, unit)
  return only === undefined
    ? `${example(pool, unit, 'N')}, with the number for N, would be right`
    : `${example(pool, unit, only)} would be right`
}

/** The same of a text that may be prose. */
export function rightNear(text: string, pool: string, unit: Unit): string {
  const only = text.includes(',') || (unit === 'integer' && !/^\W*\d/.test(text)) ? undefined : onlyNumber(text, unit)
  return only === undefined
    ? `if it is to count, ${example(pool, unit, 'N')}, with the number for N, would be right`
    : `${ifSo(unit)}, ${example(pool, unit, only)} would be right`
}

function onlyNumber(text: string, unit: Unit): number | undefined {
  const [only, ...others] = numbersIn(text)
  return only?.isPlain && only.value <= MOST_ASKED[unit] && others.length === 0 ? only.value : undefined
}

/** «350 students and 20 TAs»: of several numbers the only one that stands before such a noun. */
export function rightOf(text: string, unit: Unit): string {
  const { amount = 'N' } = mentionedIn(text) ?? {}
  return amount === 'N'
    ? rightNear(text, ANY_POOL, unit)
    : `${ifSo(unit)}, ${example(ANY_POOL, unit, amount)} would be right`
}

const ifSo = (unit: Unit): string => (unit === 'students' ? 'if so many come' : 'if so many are meant')

export interface Mentioned {
  readonly unit: Unit
  readonly amount: number | 'N'
}

/** «350 students» within a sentence: the number, where it is one only, and what it counts. */
export function mentionedIn(text: string): Mentioned | undefined {
  const found = numbersIn(text).flatMap(({ value, rest, isPlain }): Mentioned[] => {
    const noun = takeWord(rest.trimStart(), (word) => isNoun(word) || isSlip(word))
    const unit = (noun && UNIT_WORDS.get(noun.word)) ?? 'students'
    return noun ? [{ unit, amount: isPlain && value <= MOST_ASKED[unit] ? value : 'N' }] : []
  })
  const [first = ofMore(text)] = found
  return first && (found.length > 1 ? { ...first, amount: 'N' } : first)
}

/** «137/140 students»: something is counted, and nobody knows how many. */
function ofMore(text: string): Mentioned | undefined {
  for (const { index, 0: before } of text.matchAll(/\d\S{0,30}\s{0,2}(?=\p{L})/gu)) {
    const noun = takeWord(text.slice(index + before.length), (word) => UNIT_WORDS.has(word))
    if (noun) return { unit: UNIT_WORDS.get(noun.word) ?? 'students', amount: 'N' }
  }
  return undefined
}

/** Of a line that is prose and may hold what was meant. */
export const asksWhether = ({ unit, amount }: Mentioned): string =>
  `${amount === 'N' ? 'if it is to count' : ifSo(unit)}, ${example(ANY_POOL, unit, amount)} on a line of its own would be right`
