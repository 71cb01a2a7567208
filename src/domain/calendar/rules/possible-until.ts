import { timeValue } from '../text/value.ts'
import { daysInMonth } from '../text/wall-time.ts'

const WRITTEN = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(?:\d\d:?){0,3}Z?)?$/

/**
 * UNTIL as it can be: a day that does not exist, 31 September, or a month, is the last day before it, and a time that does
 * not exist is that day. @returns undefined for what is no date
 */
export function possibleUntil(text: string): string | undefined {
  if (timeValue(text) !== undefined) return text
  const match = WRITTEN.exec(text.trim())
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 2) return undefined
  if (month < 1) return basic(year - 1, 12, 31)
  if (month > 12) return basic(year, 12, 31)
  if (day > 0) return basic(year, month, Math.min(day, daysInMonth(year, month)))
  return month === 1 ? basic(year - 1, 12, 31) : basic(year, month - 1, daysInMonth(year, month - 1))
}

const basic = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('')
