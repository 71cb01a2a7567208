import type { Numeral } from './number.ts'

const DIGITS = '〇一二三四五六七八九'
const ALSO: Readonly<Record<string, number>> = { 零: 0, 两: 2, 兩: 2 }
const POWERS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const WRITTEN = /^[〇零一二两兩三四五六七八九十百千]{1,9}/

/** `三百五十`, `十二`: as Chinese and Japanese write numbers below ten thousand. */
export function chineseNumber(text: string): Numeral | undefined {
  const written = WRITTEN.exec(text)?.[0]
  if (written === undefined) return undefined
  let [sum, digit] = [0, -1]
  for (const char of written) {
    const power = POWERS[char]
    if (power === undefined) digit = ALSO[char] ?? DIGITS.indexOf(char)
    else {
      sum += Math.max(1, digit) * power
      digit = -1
    }
  }
  return { value: sum + Math.max(0, digit), rest: text.slice(written.length), form: 'words' }
}
