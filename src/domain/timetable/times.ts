import { readTime } from '../calendar/description/times.ts'
import { timeValue } from '../calendar/text/value.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, parseDuration } from '../duration.ts'

/** Milliseconds of the day of «9:00», «09.00», «9h30», «9 Uhr», «2 pm», `0900`, and Excel's 0.375; undefined: none. */
export function timeOf(text: string): number | undefined {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ')
  if (/^0[.,]\d+$/.test(plain)) return Math.round(Number(plain.replace(',', '.')) * 1440) * MINUTE_MS
  const match =
    /^(\d{1,2})(?:\s?[:.h時时시]\s?([0-5]\d)?(?::[0-5]\d)?\s?[分분]?)?\s?(a\.?m\.?|p\.?m\.?|uhr|h)?$/.exec(plain) ??
    /^([01]\d|2[0-4])([0-5]\d)()$/.exec(plain)
  if (!match || (/^\d+$/.test(plain) && plain.length < 4)) return undefined
  const [hour, minute, half] = [Number(match[1]), Number(match[2] ?? 0), match[3]?.[0]]
  const isHalf = half === 'a' || half === 'p'
  if (hour > 24 || (isHalf && (hour < 1 || hour > 12)) || (hour === 24 && minute > 0)) return undefined
  const hours = isHalf ? (hour % 12) + (half === 'p' ? 12 : 0) : hour
  return hours * HOUR_MS + minute * MINUTE_MS
}

/** «09:00–11:00», «9 to 11 am», «11-1 pm»: from and until. */
export function rangeOf(text: string): readonly [string, string] | undefined {
  const plain = text.trim()
  for (const { index, 0: divider } of plain.matchAll(/\s*(?:[-–—~]|(?<=\s)(?:to|bis|until|a|à|al|do)(?=\s))\s*/giu)) {
    const [from, to] = [plain.slice(0, index), plain.slice(index + divider.length)]
    const until = timeOf(to)
    if (until === undefined) continue
    const begins = timeOf(from) === undefined ? halvesOf(to).map((half) => `${from} ${half}`) : [from]
    const known = begins.filter((begin) => timeOf(begin) !== undefined)
    const begin = known.find((one) => (timeOf(one) ?? 0) < until) ?? known[0]
    if (begin !== undefined) return [begin, to]
  }
  return undefined
}

/** What an hour before it may leave out: of «11-1 pm» the 11 is in the morning. */
function halvesOf(to: string): readonly string[] {
  const [half] = /[ap]\.?m\.?$|uhr$|h$/i.exec(to) ?? []
  return half === undefined ? [] : /^p/i.test(half) ? [half, 'am'] : [half]
}

/** A date and a time in one cell: what is the date, and what the time. */
export function splitMoment(text: string): readonly [string, string] | undefined {
  const plain = text.trim()
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)$/.exec(plain)
  if (iso && timeValue(plain)) return [iso[1] ?? '', iso[2] ?? '']
  const [, date = '', time = ''] =
    /^(.*\d{4}|\S+),?\s+(\d{1,2}[:.h]\d\d.*|\d{1,2}\s?(?:[ap]\.?m\.?|uhr|h|[-–—~]|to\b|bis\b).*)$/iu.exec(plain) ?? []
  return date !== '' && (timeOf(time) !== undefined || rangeOf(time)) ? [date, time] : undefined
}

/** Milliseconds of «90 min», «1h30», «1:30», or a bare number where the column says that it is minutes. */
export function lengthOf(text: string, isMinutes: boolean): number | undefined {
  const plain = text.trim()
  const clock = /^(\d{1,2}):([0-5]\d)(?::00)?$/.exec(plain)
  const bare = /^\d+$/.test(plain)
  const ms = clock
    ? Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS
    : bare
      ? isMinutes
        ? Number(plain) * MINUTE_MS
        : undefined
      : (parseDuration(plain) ?? inWords(plain))
  return ms !== undefined && ms > 0 && ms <= 14 * DAY_MS ? ms : undefined
}

function inWords(text: string): number | undefined {
  const read = readTime('trailTime', text)
  return read.at === 'time' && read.value !== 'auto' ? read.value : undefined
}
