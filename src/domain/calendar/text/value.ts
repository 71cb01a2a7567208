/** The value types of RFC 5545 §3.3 that occurrences are made of. Each reader returns undefined for what is not one. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../duration.ts'
import { daysFromCivil, daysInMonth } from './wall-time.ts'

/** A DATE, or a DATE-TIME that is local (in some zone) or UTC. A date stands at its midnight. */
export interface TimeValue {
  readonly form: 'date' | 'local' | 'utc'
  readonly wallMs: number
}

/** Basic form, as RFC 5545 §3.3.4–5 has it; ISO 8601's extended one and its offset from UTC are met in the wild. */
const TIME = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/i

/**
 * DATE and DATE-TIME. A second of 60 (a leap second) is the next minute's first, 24:00 the next day's; an impossible date
 * is none. Quotes, backslashes and spaces in it say nothing.
 */
export function timeValue(text: string): TimeValue | undefined {
  const match = TIME.exec(text.trim()) ?? TIME.exec(text.replaceAll(/["'\\\s]/g, ''))
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  const days = daysFromCivil(year, month, day)
  if (match[4] === undefined) return { form: 'date', wallMs: days * DAY_MS }
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)]
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return undefined
  const wallMs = days * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS
  if (match[7] === undefined) return { form: 'local', wallMs }
  return { form: 'utc', wallMs: wallMs - (offsetValue(match[7]) ?? 0) }
}

/** RFC 5545 §3.3.6: weeks and days are nominal (a day is from noon to noon), hours, minutes and seconds exact. */
export interface NominalDuration {
  readonly days: number
  readonly ms: number
}

/**
 * `P1H`, `1H30M` and `PT1H30` are durations too, without a `T`, a `P`, or the last unit: there are no months that minutes
 * could be taken for. `PT1.5H` is one and a half.
 */
const DURATION =
  /^([+-])?P?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T?(?:(\d{1,9}(?:[.,]\d{1,3})?)H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/i

export function durationValue(text: string): NominalDuration | undefined {
  const match = DURATION.exec(text.replaceAll(/\s/g, '').replace(/(\dH)(\d{1,2})$/i, '$1$2M'))
  if (match === null || !/\d/.test(text)) return undefined
  const sign = match[1] === '-' ? -1 : 1
  const [weeks, days, hours, minutes, seconds] = match
    .slice(2, 7)
    .map((part = '0') => Number(part.replace(',', '.'))) as Five
  return {
    days: sign * (weeks * 7 + days),
    ms: sign * (Math.round(hours * HOUR_MS) + minutes * MINUTE_MS + seconds * SECOND_MS),
  }
}
type Five = [number, number, number, number, number]

const OFFSET = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/

/** UTC-OFFSET, RFC 5545 §3.3.14. @returns milliseconds east of Greenwich */
export function offsetValue(text: string): number | undefined {
  const match = OFFSET.exec(text.trim())
  if (match === null) return undefined
  const ms = Number(match[2]) * HOUR_MS + Number(match[3]) * MINUTE_MS + Number(match[4] ?? 0) * SECOND_MS
  return ms >= DAY_MS ? undefined : match[1] === '-' ? -ms : ms
}

/** TEXT, RFC 5545 §3.3.11: `\n` is a line break (and so is `\r\n`), `\\`, `\;` and `\,` are themselves. */
export const textValue = (text: string): string =>
  text.includes('\\')
    ? text.replaceAll(/\\r(?=\\n)|\\(.)/gis, (_, char = '') => (char === 'n' || char === 'N' ? '\n' : char))
    : text

/** The other way; a line break of any kind becomes `\n`. */
export const writtenText = (text: string): string =>
  text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|[\r\n]/g, '\\n')
