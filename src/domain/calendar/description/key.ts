import type { PeopleUnit, TIMES } from '../ask.ts'
import { takeWord, wordsIn } from './word.ts'
import { folded } from './words/fold.ts'
import { AND, BEFORE, IN_KEY, TO_POOL } from './words/positions.ts'
import { UNIT_WORDS } from './words/units.ts'

export type Time = (typeof TIMES)[number]

/** What the words before a colon mean. */
export interface Key {
  readonly unit?: PeopleUnit
  readonly time?: Time
  /** The one word that may name a pool. */
  readonly pool?: string
  /** Words that mean nothing to us: with one of them and no unit it is prose, or a pool. */
  readonly strangers: number
}

const TIME_WORDS: ReadonlyMap<string, Time> = new Map([
  ['leadtime', 'leadTime'],
  ['leadin', 'leadTime'],
  ['vorlauf', 'leadTime'],
  ['vorlaufzeit', 'leadTime'],
  ['trailtime', 'trailTime'],
  ['nachlauf', 'trailTime'],
  ['nachlaufzeit', 'trailTime'],
])

/** As pools are called: one word, with a letter in it. */
const POOL = /^(?=[\d._-]*[A-Za-z])[A-Za-z0-9][\w.-]{0,62}$/
export const isPoolName = (word: string): boolean => POOL.test(word)

const MOST_WORDS = 12

/** Reads «students», «Expected number of students», «Anzahl Studierende», «lab students», «students (lab)», «lead time». */
export function keyOf(phrase: string): Key {
  const time = TIME_WORDS.get(folded(phrase).replaceAll(/[\s_.-]/g, ''))
  if (time !== undefined) return { time, strangers: 0 }
  const words = phrase
    .replace(/\.(?=students|seats|nodes)/i, ' ')
    .split(/[\s()[\],/'"&#@]+/)
    .filter(Boolean)
  if (words.length > MOST_WORDS) return { strangers: words.length }
  const units = new Set(words.flatMap((word) => unitsIn(word)))
  const strangers = words.filter((word) => unitsIn(word).length === 0 && !isFiller(word))
  const [unit] = units
  if (unit !== undefined && units.size === 1) {
    const [pool = ''] = strangers
    return { unit, strangers: strangers.length, ...(strangers.length === 1 && isPoolName(pool) && { pool }) }
  }
  const [only = ''] = words.length === 1 ? words : strangers
  // «in lab», «for lab»
  const isAlone = words.every((word) => word === only || TO_POOL.has(folded(word)))
  const isPool = (words.length === 1 || strangers.length === 1) && isAlone && isPoolName(only)
  return { strangers: units.size > 1 ? words.length : strangers.length, ...(isPool && { pool: only }) }
}

function unitsIn(word: string): PeopleUnit[] {
  const whole = UNIT_WORDS.get(folded(word.replace(/[.:]$/, '')))
  if (whole !== undefined) return [whole]
  if (/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(word)) return unitsUnspaced(word)
  return isPoolName(word) ? [] : wordsIn(word).flatMap((part) => UNIT_WORDS.get(part) ?? [])
}

/** «参加学生数»: words without spaces, of which all have to be known. */
function unitsUnspaced(text: string): PeopleUnit[] {
  const found: PeopleUnit[] = []
  let rest = text
  while (rest !== '') {
    const taken = takeWord(rest, (word) => UNIT_WORDS.has(word) || BEFORE.has(word) || UNSPACED_FILLERS.has(word))
    if (taken === undefined) return []
    const unit = UNIT_WORDS.get(taken.word)
    if (unit !== undefined) found.push(unit)
    rest = taken.rest
  }
  return found
}

const UNSPACED_FILLERS: ReadonlySet<string> = new Set([
  'の',
  '的',
  '参加',
  '預定',
  '予想',
  '预计',
  '総',
  '总',
  '數',
  '数',
  '수',
  '예상',
])

function isFiller(word: string): boolean {
  const parts = wordsIn(word)
  return parts.every((part) => IN_KEY.has(part) || BEFORE.has(part) || TO_POOL.has(part) || AND.has(part))
}
