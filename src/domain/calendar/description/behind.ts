import type { Ask } from '../ask.ts'
import { ANY_POOL } from '../ask.ts'
import { amountAt } from './amount.ts'
import { isPoolName } from './key.ts'
import { NOTHING, type Said } from './said.ts'
import { takeWord, withoutWords } from './word.ts'
import { TAKES_BACK, TO_POOL } from './words/positions.ts'

/** Text behind a number that takes nothing of it back: «350, Wheeler 150», «350 (online)», «350 in Wheeler». */
export function isAside(rest: string): boolean {
  if (TAKES_BACK.test(rest)) return false
  const text = rest.replace(/^[\s,;.|/(-]+/, '')
  const isApart = text !== rest.trimStart()
  const isPlace = takeWord(rest, (word) => TO_POOL.has(word)) !== undefined
  return (isApart || (isPlace && text.split(' ').length <= 3)) && !/^[\p{N}~<>=+±]/u.test(text) && !amountAt(text)
}

/**
 * An ask without a pool, with text behind it that may name one: «students: 350, lab», «350 students in lab».
 * @returns nothing, where what stands there may change the meaning
 */
export function withAside(ask: Ask, rest: string, line: string): Said {
  const counted: Said = { at: 'ask', pool: ANY_POOL, ask }
  if (rest === '') return counted
  if (!isAside(rest)) return NOTHING
  const word = withoutWords(rest.replace(/^[\s,;.|/(@-]+/, ''), TO_POOL).replace(/[\s).,;!?]+$/, '')
  if (!isPoolName(word)) return counted
  return { at: 'perhaps', perhaps: { pool: word, line, isEntry: false, ask, otherwise: { ask } } }
}
