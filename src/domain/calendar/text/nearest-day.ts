import { DAY_MS, HOUR_MS, SECOND_MS } from '../../duration.ts'
import { startOfDay } from './wall-time.ts'

/** The day that a time in UTC means where only days count, and whether that had to be guessed. */
interface NamedDay {
  /** Wall time of its midnight. */
  readonly day: number
  readonly isGuess: boolean
}

/**
 * All-day series of Outlook, Exchange and others name days by times in UTC: the midnight of UTC, that of the writer's
 * zone, or the last second of a day. Where it is neither in UTC nor in our zone it is that of a zone that we are not
 * told: of the nearest day.
 * @param wallMs what it is in our zone
 */
export function dayNamed(utcMs: number, wallMs: number): NamedDay {
  const known = [utcMs, wallMs].find((one) => one === startOfDay(one)) ?? [wallMs, utcMs].find(isLastSecond)
  if (known !== undefined) return { day: startOfDay(known), isGuess: false }
  const ends = (utcMs + SECOND_MS) % HOUR_MS === 0
  const midnight = Math.ceil((ends ? utcMs + SECOND_MS : utcMs) / DAY_MS - 0.5) * DAY_MS
  return { day: ends ? midnight - DAY_MS : midnight, isGuess: true }
}

const isLastSecond = (wallMs: number): boolean => wallMs + SECOND_MS === startOfDay(wallMs + SECOND_MS)
