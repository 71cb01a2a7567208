import { DAY_MS } from '../../duration.ts'
import { numbersOf, type RuleParts } from '../rules/rule-parts.ts'
import { daysFromCivil, daysInMonth, yearMonthDay } from '../text/wall-time.ts'

/** On which days of a year clocks are set: wall times of their midnights, ascending. */
export type ClockDays = (year: number) => readonly number[]

/** More weekdays than a week has, or days than it takes to find one of them, are no rule of clocks. */
const MAX_LISTED = 7

/**
 * The days of a rule that goes by years, in one month, on days of it, weekdays of it, or weekdays that are such days:
 * `BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU` is the second Sunday of March.
 * @returns undefined for any other rule
 */
export function clockDays(parts: RuleParts, startWall: number): ClockDays | undefined {
  if (parts.get('FREQ') !== 'YEARLY' || ELSEWISE.some((name) => parts.has(name))) return undefined
  const [, startMonth, startDay] = yearMonthDay(startWall)
  const months = numbersOf(parts, 'BYMONTH')
  const weekdays = parts.get('BYDAY')?.split(',').map(weekdayOf)
  const listed = numbersOf(parts, 'BYMONTHDAY')
  if (!months && (weekdays || listed)) return undefined
  const [month = startMonth, ...further] = months ?? []
  if (further.length > 0 || Math.max(weekdays?.length ?? 0, listed?.length ?? 0) > MAX_LISTED) return undefined
  return (year) => {
    const length = daysInMonth(year, month)
    const first = daysFromCivil(year, month, 1)
    const days = listed?.map((day) => (day < 0 ? length + 1 + day : day)) ?? (weekdays ? EVERY : [startDay])
    return days
      .filter((day) => day >= 1 && day <= length && (weekdays?.some((one) => one(first, day, length)) ?? true))
      .sort((a, b) => a - b)
      .map((day) => (first + day - 1) * DAY_MS)
  }
}

const ELSEWISE = ['BYYEARDAY', 'BYWEEKNO', 'BYSETPOS']
const EVERY: readonly number[] = Array.from({ length: 31 }, (_, n) => n + 1)
/** 1970-01-01 was a Thursday. */
const WEEKDAYS = ['TH', 'FR', 'SA', 'SU', 'MO', 'TU', 'WE']

/** Whether a day of a month is a weekday, or the nth one of it: `SU`, `2SU`, `-1SU`. @param first of the month, in days */
function weekdayOf(text: string): (first: number, day: number, length: number) => boolean {
  const weekday = WEEKDAYS.indexOf(text.slice(-2))
  const nth = Number(text.slice(0, -2))
  return (first, day, length) => {
    if ((((first + day - 1) % 7) + 7) % 7 !== weekday) return false
    if (nth === 0) return true
    return nth === (nth > 0 ? Math.ceil(day / 7) : -Math.ceil((length - day + 1) / 7))
  }
}
