import { titleOf } from '../calendar/event-name.ts'
import { MINUTE_MS } from '../duration.ts'
import { sayTime } from '../instant.ts'
import type { Interval } from './interval.ts'
import type { Timeline } from './timeline.ts'

/** How long before it counts an event is announced in the log. */
export const ANNOUNCED_BEFORE_MS = 30 * MINUTE_MS

/** One line about an event that is about to count. `key` tells occurrences apart, so that each is said once. */
export interface Announcement {
  readonly key: string
  /** `09:00 Midterm: user 4, from 08:50` */
  readonly text: string
}

export function announcementsAt(timeline: Timeline, nowMs: number, zone: string): Announcement[] {
  const soon = timeline.intervals.filter((one) => nowMs < one.fromMs && one.fromMs - ANNOUNCED_BEFORE_MS <= nowMs)
  const keys = new Set(soon.map(keyOf))
  // All pools of the occurrence, also those that it reaches later: it is said once.
  const whole = keys.size > 0 ? timeline.intervals.filter((one) => keys.has(keyOf(one))) : []
  const byOccurrence = Map.groupBy(whole, keyOf)
  return [...byOccurrence].map(([key, intervals]) => ({ key, text: announce(intervals, nowMs, zone) }))
}

const keyOf = ({ uid, startMs }: Interval) => `${uid} ${startMs}`

function announce(intervals: readonly Interval[], nowMs: number, zone: string): string {
  const [first] = intervals
  if (!first) return ''
  const asks = intervals.map(
    ({ pool, amount, unit, isAuto }) => `${pool} ${isAuto ? 'auto' : amount}${unit === 'integer' ? '' : ` ${unit}`}`,
  )
  const from = first.fromMs === first.startMs ? '' : `, from ${sayTime(first.fromMs, nowMs, zone)}`
  return `${sayTime(first.startMs, nowMs, zone)} ${titleOf(first)}: ${asks.join(', ')}${from}`
}

/** When the next event is to be announced. */
export const nextAnnouncement = (timeline: Timeline, nowMs: number): number | undefined => {
  const next = timeline.intervals.find((one) => one.fromMs - ANNOUNCED_BEFORE_MS > nowMs)
  return next && next.fromMs - ANNOUNCED_BEFORE_MS
}
