import { DAY_MS } from '../../duration.ts'
import { daysInMonth, startOfYear, yearMonthDay } from '../text/wall-time.ts'
import { numbersOf, type RuleParts } from './rule-parts.ts'

/** Whether a rule may come on a day, by its midnight's wall time. */
export type DayLimit = (day: number) => boolean

/**
 * The BYxxx parts that only limit what comes anyway (RFC 5545 §3.3.10's table), which the engine would walk through
 * day by day: for rules by days or less BYMONTH, BYMONTHDAY and BYYEARDAY, for weekly ones BYMONTH.
 * @returns undefined when there is no limit
 */
export function dayLimit(parts: RuleParts): DayLimit | undefined {
  const months = numbersOf(parts, 'BYMONTH')
  const monthDays = numbersOf(parts, 'BYMONTHDAY')
  const yearDays = numbersOf(parts, 'BYYEARDAY')
  if (!months && !monthDays && !yearDays) return undefined
  return (day) => {
    const [year, month, dayOfMonth] = yearMonthDay(day)
    if (months && !months.includes(month)) return false
    if (monthDays && !names(monthDays, dayOfMonth, daysInMonth(year, month))) return false
    if (!yearDays) return true
    const [from, to] = [startOfYear(year), startOfYear(year + 1)]
    return names(yearDays, (day - from) / DAY_MS + 1, (to - from) / DAY_MS)
  }
}

/** Whether a list names the nth of so many, from the front or, when negative, from the end. */
const names = (list: readonly number[], nth: number, of: number) => list.includes(nth) || list.includes(nth - of - 1)
