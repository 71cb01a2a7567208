import { chineseNumber } from './chinese-number.ts'
import { asPhrase, HUNDREDS, LONGEST_PHRASE, NUMBER_PHRASES } from './words/numbers.ts'

/** A number at the beginning of a text. */
export interface Numeral {
  readonly value: number
  readonly rest: string
  /** How it is written: `1.200` is twelve hundred for people, and may be one and a fifth for a machine. */
  readonly form: 'plain' | 'grouped' | 'words'
  /** Behind the point, where there are any. */
  readonly decimals?: number
}

/** Thousands in groups of three, all apart in the same way: 1,200 1.200 1 200 1'200 1_200. */
const GROUPED = /^([1-9]\d{0,2})([., '_])\d{3}(?:\2\d{3})*(?![\d])/
const PLAIN = /^\d{1,40}(?:[.,]\d{1,15})?/
const POWER = /^\d{1,9}e\d{1,2}(?![\p{L}\d])/iu
const THOUSANDS = /^\s?k(?![\p{L}\d])/iu
/** Of a date, a time, a version or a phone number, or of a longer number. */
const GOES_ON = /^(?:[.,:/_'-]?\d|:\d)/

/** Reads digits in any grouping, and words from one to a hundred, with hundreds behind them. */
export const numberAt = (text: string): Numeral | undefined => digits(text) ?? chineseNumber(text) ?? words(text)

function digits(text: string): Numeral | undefined {
  const power = POWER.exec(text)?.[0]
  if (power !== undefined) return { value: Number(power), rest: text.slice(power.length), form: 'plain' }
  const grouped = groupedDigits(text)
  const plain = PLAIN.exec(text)?.[0]
  if (plain === undefined) return undefined
  const numeral: Numeral = grouped ?? {
    value: Number(plain.replace(',', '.')),
    rest: text.slice(plain.length),
    form: 'plain' as const,
    ...(/[.,]/.test(plain) && { decimals: plain.length - plain.search(/[.,]/) - 1 }),
  }
  const { value, rest } = numeral
  const thousands = THOUSANDS.exec(rest)?.[0]
  if (thousands !== undefined)
    return { value: Math.round(value * 1e6) / 1000, rest: rest.slice(thousands.length), form: 'grouped' }
  return numeral
}

function groupedDigits(text: string): Numeral | undefined {
  const found = GROUPED.exec(text)
  if (found === null) return undefined
  const [written, , mark = ''] = found
  const rest = text.slice(written.length)
  const cents = /^[.,]0{1,2}(?!\d)/.exec(rest)?.[0] ?? ''
  if (cents.startsWith(mark) || GOES_ON.test(rest.slice(cents.length).replace(/^[-]/, ' '))) return undefined
  return { value: Number(written.replaceAll(mark, '')), rest: rest.slice(cents.length), form: 'grouped' }
}

const PHRASE = /^\p{L}+(?:[ -]\p{L}+){0,3}/u

function words(text: string): Numeral | undefined {
  const written = PHRASE.exec(text)?.[0]
  if (written === undefined) return undefined
  const ends = [...written.matchAll(/\p{L}(?!\p{L})/gu)].map(({ index }) => index + 1).slice(0, LONGEST_PHRASE)
  for (const end of ends.toReversed()) {
    const value = NUMBER_PHRASES.get(asPhrase(written.slice(0, end))) ?? glued(written.slice(0, end))
    if (value === undefined) continue
    return behindHundred(value, text.slice(end))
  }
  return undefined
}

/** `dreihundert`, `trecento`, `dreihundertfünfzig`: only what is one word. */
function glued(word: string): number | undefined {
  const phrase = asPhrase(word)
  for (const [hundred, by] of HUNDREDS) {
    const at = phrase.indexOf(hundred)
    if (at < 1 || phrase.includes(' ')) continue
    const [small, more] = [phrase.slice(0, at), phrase.slice(at + hundred.length)]
    const [times, plus] = [NUMBER_PHRASES.get(small) ?? 0, more === '' ? 0 : NUMBER_PHRASES.get(more)]
    if (times > 0 && times < 100 && plus !== undefined) return times * by + plus
  }
  return undefined
}

/** `three hundred`, `three hundred and fifty`: what follows a hundred is added to it. */
function behindHundred(value: number, rest: string): Numeral {
  const next = /^[ -](\p{L}+)/u.exec(rest)
  const by = next?.[1] === undefined || value >= 100 ? undefined : HUNDREDS.get(asPhrase(next[1]))
  const [sum, left] = by === undefined ? [value, rest] : [value * by, rest.slice(next?.[0].length)]
  if (sum < 100 || sum % 100 !== 0) return { value: sum, rest: left, form: 'words' }
  const more = words(left.replace(/^[ -](?:and |und |et |y |e )?/i, ''))
  if (more === undefined || more.value >= sum || (sum < 1000 && more.value >= 100))
    return { value: sum, rest: left, form: 'words' }
  return { value: sum + more.value, rest: more.rest, form: 'words' }
}
