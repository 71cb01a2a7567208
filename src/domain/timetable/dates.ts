import { daysFromCivil, daysInMonth, sayWallTime } from '../calendar/text/wall-time.ts'
import { DAY_MS } from '../duration.ts'
import { monthNamed } from './months.ts'

export type Order = 'day-first' | 'month-first'

/** A date, or two numbers before a year of which one is the day; or why it is none. */
export type ReadDate =
  | { readonly at: 'date'; readonly date: string }
  | { readonly at: 'either'; readonly numbers: readonly [number, number]; readonly year: number }
  | { readonly at: 'wrong'; readonly because: string }

const wrong = (because: string): ReadDate => ({ at: 'wrong', because })

/** `2026-03-24`; undefined: there is no such day. */
export function dateOf(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return sayWallTime(daysFromCivil(year, month, day) * DAY_MS).slice(0, 10)
}

/** Excel counts days from here, and its 1900 has a 29 February. */
const EXCEL_ZERO = daysFromCivil(1899, 12, 30)

/** Reads a date as people write it; a weekday before it says nothing. */
export function readDate(text: string): ReadDate {
  const plain = text.trim().replace(/^\p{L}+\.?,?\s+(?=\d)/u, '')
  const made = (year: number, month: number, day: number): ReadDate => {
    const date = dateOf(year, month, day)
    return date === undefined ? wrong('there is no such day') : { at: 'date', date }
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  if (iso) return made(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const cjk = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?$/.exec(plain)
  if (cjk) return made(Number(cjk[1]), Number(cjk[2]), Number(cjk[3]))
  const numbers = /^(\d{1,2})(\s?[-/.]\s?)(\d{1,2})\2(\d{4}|\d\d)$/.exec(plain)
  if (numbers)
    return ofNumbers([Number(numbers[1]), Number(numbers[3])], yearOf(numbers[4]), numbers[2]?.trim() === '.')
  const named = ofNames(text)
  if (named) return made(...named)
  if (/^[3-7]\d{4}$/.test(plain))
    return { at: 'date', date: sayWallTime((EXCEL_ZERO + Number(plain)) * DAY_MS).slice(0, 10) }
  if (/^\d{1,2}[-/.]\d{1,2}\.?$/.test(plain)) return wrong('it has no year; write it like 2026-03-24')
  return wrong('it is no date; write it like 2026-03-24')
}

/** With dots the day is first, wherever dates have dots. */
function ofNumbers(numbers: readonly [number, number], year: number, hasDots: boolean): ReadDate {
  const [first, second] = numbers
  const [dayFirst, monthFirst] = [dateOf(year, second, first), dateOf(year, first, second)]
  if (hasDots || first === second) {
    return dayFirst === undefined ? wrong('there is no such day') : { at: 'date', date: dayFirst }
  }
  return dayFirst === undefined && monthFirst === undefined
    ? wrong('there is no such day')
    : { at: 'either', numbers, year }
}

const yearOf = (digits = ''): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))

/** «24 March 2026», «Mar 24, 2026», «Di 24. März 2026», «24 de marzo de 2026». */
function ofNames(text: string): [number, number, number] | undefined {
  const words = text.match(/\p{L}+|\d+/gu) ?? []
  const months = words.flatMap((word) => monthNamed(word) ?? [])
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const [month] = months
  const [first = 0, second = 0] = numbers
  if (month === undefined || numbers.length !== 2) return undefined
  return first > 31 ? [first, month, second] : [second < 100 ? 2000 + second : second, month, first]
}

/** A date whose order is known. */
export function inOrder(
  { numbers: [first, second], year }: Extract<ReadDate, { at: 'either' }>,
  order: Order,
): string | undefined {
  return order === 'day-first' ? dateOf(year, second, first) : dateOf(year, first, second)
}
