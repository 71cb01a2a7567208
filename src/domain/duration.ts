import { Duration } from 'luxon'

export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
}
const PARTS = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/gy

/**
 * A duration as people write it in config and calendars: a number of seconds (`600`, `"600"`), or parts with units
 * (`10m`, `1h30m`, `500ms`), or ISO 8601 (`PT10M`). Never negative.
 * @returns milliseconds, or undefined when it is not a duration
 */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value * 1000) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  if (/^P.*\d/i.test(text)) {
    const ms = Duration.fromISO(text.toUpperCase()).toMillis()
    return Number.isFinite(ms) && ms >= 0 ? ms : undefined
  }
  return sumOfParts(text.replaceAll(' ', '').toLowerCase())
}

function sumOfParts(text: string): number | undefined {
  let ms = 0
  let end = 0
  for (const part of text.matchAll(PARTS)) {
    ms += Number(part[1]) * (UNIT_MS[part[2] ?? ''] ?? Number.NaN)
    end = part.index + part[0].length
  }
  return end === text.length && end > 0 ? Math.round(ms) : undefined
}

/** A duration as people read it: `10 min`, `1 h 30 min`, `45 s`, `24 h`. Rounded to seconds. */
export function sayDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const parts = [hours ? `${hours} h` : '', minutes ? `${minutes} min` : '', rest && !hours ? `${rest} s` : '']
  return parts.filter(Boolean).join(' ')
}

/** Longer than this feels like a loading screen. */
export const LONG_WAIT_MS = 30 * SECOND_MS

/** `4 min 12 s` for people; below ten seconds with a tenth. */
export const sayWait = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : sayDuration(ms))
