/**
 * Wall time as one number: what the clock on the wall shows, in milliseconds, counted as if the wall were in UTC.
 * Recurrence rules are evaluated on it; a zone then says which instant it is (`zone.ts`).
 */
import { DAY_MS, SECOND_MS } from '../../duration.ts'

/** Days since 1970-01-01 of a Gregorian date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of `daysFromCivil`. @returns [year, month, day] */
function civilFromDays(days: number): [number, number, number] {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day]
}

const two = (n: number) => String(n).padStart(2, '0')

/** `2026-03-24T09:00:00`; the year is clamped to 0001–9999. */
export function sayWallTime(wallMs: number): string {
  const clamped = Math.min(Math.max(wallMs, MIN_WALL), MAX_WALL)
  const [year, month, day] = civilFromDays(Math.floor(clamped / DAY_MS))
  const seconds = Math.floor((clamped - startOfDay(clamped)) / SECOND_MS)
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time.map(two).join(':')}`
}

export const startOfDay = (wallMs: number): number => Math.floor(wallMs / DAY_MS) * DAY_MS

/** The Gregorian date of a wall time. @returns [year, month, day] */
export const yearMonthDay = (wallMs: number): [number, number, number] => civilFromDays(Math.floor(wallMs / DAY_MS))

/** Wall time of a year's first midnight. */
export const startOfYear = (year: number): number => daysFromCivil(year, 1, 1) * DAY_MS

export const daysInMonth = (year: number, month: number): number =>
  daysFromCivil(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - daysFromCivil(year, month, 1)

export const MIN_WALL = daysFromCivil(1, 1, 1) * DAY_MS
export const MAX_WALL = daysFromCivil(10_000, 1, 1) * DAY_MS - SECOND_MS
