import { folded } from './words/fold.ts'

/** A word at the beginning of a text, folded, and what is left of the text behind it. */
export interface Word {
  readonly word: string
  readonly rest: string
}

/** Scripts that put no space between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+/u
const SPACED = /^[\p{L}\p{M}]+(?:'(?=\d|$)|\.(?![\p{L}\d]))?/u
const LONGEST = 6

/**
 * The first word, if it is one of those that `isKnown`: of a text without spaces the longest beginning that is. Whoever
 * reads on trims what is left.
 */
export function takeWord(text: string, isKnown: (word: string) => boolean): Word | undefined {
  const unspaced = UNSPACED.exec(text.slice(0, LONGEST))?.[0]
  if (unspaced !== undefined) {
    for (let length = unspaced.length; length > 0; length--) {
      const word = folded(unspaced.slice(0, length))
      if (isKnown(word)) return { word, rest: text.slice(length).trimStart() }
    }
    return undefined
  }
  const spaced = SPACED.exec(text)?.[0]
  if (spaced === undefined) return undefined
  const word = folded(spaced.replace(/['.]$/, ''))
  return isKnown(word) ? { word, rest: text.slice(spaced.length).replace(/^[\s']+/, '') } : undefined
}

/** What is left once all leading words of a set are taken. */
export function withoutWords(text: string, words: ReadonlySet<string>): string {
  let rest = text
  for (;;) {
    const taken = takeWord(rest, (word) => words.has(word))
    if (taken === undefined) return rest
    rest = taken.rest
  }
}

/** All words of a text, in order, folded; numbers are none. */
export const wordsIn = (text: string): string[] => (text.match(/[\p{L}\p{M}]+/gu) ?? []).map(folded)
