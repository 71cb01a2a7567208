import { DateTime } from 'luxon'
import type { Span, Tick } from './plot.ts'

/** A distance between ticks, and how they are then written, in luxon's words. */
export interface Rhythm {
  /** A part of a day, or whole days. */
  readonly hours: number
  readonly format: string
  /** How a midnight is written, where not as the others. */
  readonly midnight?: string
}

export interface TimeTicksOptions {
  /** The finest first. */
  readonly rhythms: readonly Rhythm[]
  /** As many as have room. */
  readonly most: number
}

/**
 * Round times of the zone's own clock, in the finest rhythm that has room. Summer time moves none of them: after it
 * began it is still 06:00, 12:00, 18:00. An hour that a day lacks has no tick.
 */
export function timeTicks(span: Span, zone: string, { rhythms, most }: TimeTicksOptions): Tick[] {
  const { fromMs, toMs } = span
  const rhythm = rhythmFor((toMs - fromMs) / 3_600_000, rhythms, most)
  const days = Math.max(1, rhythm.hours / 24)
  const first = DateTime.fromMillis(fromMs, { zone, locale: 'en' }).startOf('day')
  const ticks: Tick[] = []
  for (let day: DateTime = first; day.toMillis() < toMs; day = midnightAfter(day, days))
    for (const time of timesOf(day, rhythm)) {
      const at = time.toMillis()
      const isMidnight = time.hour === 0 && time.minute === 0
      const format = isMidnight ? (rhythm.midnight ?? rhythm.format) : rhythm.format
      if (at >= fromMs && at < toMs) ticks.push({ at, text: time.toFormat(format) })
    }
  return ticks
}

/** Beyond the coarsest, as many whole days as it takes. */
const rhythmFor = (hours: number, rhythms: readonly Rhythm[], most: number): Rhythm =>
  rhythms.find((one) => hours / one.hours <= most) ?? { hours: Math.ceil(hours / most / 24) * 24, format: 'd LLL yy' }

/** Of a day that begins at 01:00, because summer time begins at midnight, the next begins at 00:00 again. */
const midnightAfter = (day: DateTime, days: number): DateTime => day.plus({ days }).startOf('day')

function timesOf(day: DateTime, { hours }: Rhythm): DateTime[] {
  if (hours >= 24) return [day]
  const all = Array.from({ length: Math.round(24 / hours) }, (_, index) => Math.round(index * hours * 60))
  return all.flatMap((minutes) => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
    const time = day.set({ hour, minute })
    return time.hour === hour && time.minute === minute ? [time] : []
  })
}
