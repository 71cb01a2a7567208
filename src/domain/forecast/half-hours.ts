import { DateTime } from 'luxon'
import { DAY_MS, MINUTE_MS } from '../duration.ts'
import { oncePerObject, Remembered } from '../remembered.ts'

/**
 * What comes without an event, by half-hours of the week: drop-ins, and the class that nobody announces. By week (since
 * the epoch, Monday first) the people of each of the 336 half-hours; `UNCOUNTED` where an event was near, or nobody looked.
 */
export type HalfHours = Readonly<Record<string, readonly number[]>>

export const HALF_HOUR_MS = 30 * MINUTE_MS
export const HALF_HOURS = 336
export const UNCOUNTED = -1
/** This week, and those that count. */
const KEPT_WEEKS = 5
const WEEKS = 4

/** A half-hour by the clock of the pool's zone, so that a change of clocks moves nothing. */
export interface HalfHour {
  readonly week: number
  /** 0 to 335, from Monday midnight. */
  readonly index: number
}

/** One answer holds for the half-hour, since zones are whole quarters of an hour from UTC. Some are asked for at every decision. */
const known = new Remembered<string, HalfHour>(512)

export const halfHourStartMs = (ms: number): number => Math.floor(ms / HALF_HOUR_MS) * HALF_HOUR_MS

export const halfHourOf = (ms: number, zone: string): HalfHour =>
  known.get(`${zone} ${halfHourStartMs(ms)}`, () => {
    const at = DateTime.fromMillis(halfHourStartMs(ms), { zone })
    const day = Math.floor((at.toMillis() + at.offset * MINUTE_MS) / DAY_MS)
    return {
      week: weekOf(day),
      index: (at.weekday - 1) * 48 + at.hour * 2 + Math.floor(at.minute / 30),
    }
  })

/** The first Monday of the epoch is its fifth day. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)

/** The weeks that were counted, oldest first. */
const weeksIn = oncePerObject((all: HalfHours) =>
  Object.keys(all)
    .map(Number)
    .sort((a, b) => a - b)
    .map((week) => all[week] ?? []),
)

/** The counts of a half-hour, oldest first, of the last four weeks in which it was counted. */
const lastOf = (all: HalfHours, index: number): number[] =>
  weeksIn(all)
    .map((week) => week[index] ?? UNCOUNTED)
    .filter((count) => count !== UNCOUNTED)
    .slice(-WEEKS)

/** What is usual is asked for at every decision, and new once in half an hour. */
const usual = oncePerObject((_: HalfHours) => new Map<number, number>())

/** So many come in this half-hour on an ordinary week: the lower median; where always is an event that of other weekdays. */
export function usualIn(all: HalfHours, index: number): number {
  const known = usual(all).get(index)
  if (known !== undefined) return known
  const people = medianIn(all, index)
  usual(all).set(index, people)
  return people
}

function medianIn(all: HalfHours, index: number): number {
  const own = lastOf(all, index)
  if (own.length > 0) return lowerMedian(own)
  const weekday = Math.floor(index / 48)
  if (weekday >= 5) return 0
  const others = [0, 1, 2, 3, 4].map((day) => lastOf(all, day * 48 + (index % 48))).filter(({ length }) => length > 0)
  return lowerMedian(others.map(lowerMedian))
}

/** For so many room is held in this half-hour: the second largest of the last four weeks; of a single week half. */
export function headroomIn(all: HalfHours, index: number): number {
  const counts = lastOf(all, index)
  if (counts.length === 1) return (counts[0] ?? 0) / 2
  return counts.toSorted((a, b) => b - a)[1] ?? 0
}

/** What `headroomIn` is made of, the newest first. */
export const weeksOf = (all: HalfHours, index: number): readonly number[] => lastOf(all, index).toReversed()

/** With so many people in a half-hour, the larger where it was counted before; weeks that do not count any more go. */
export function withHalfHour(all: HalfHours, { week, index }: HalfHour, people: number): HalfHours {
  const counts = all[week] ?? Array.from<number>({ length: HALF_HOURS }).fill(UNCOUNTED)
  if ((counts[index] ?? UNCOUNTED) >= people) return all
  return lastWeeks({ ...all, [week]: counts.with(index, people) })
}

/** Of two that counted the same half-hours each the larger count. */
export function mergeHalfHours(a: HalfHours, b: HalfHours): HalfHours {
  const merged: Record<string, readonly number[]> = { ...a }
  for (const [week, counts] of Object.entries(b)) {
    const own = a[week]
    merged[week] = own ? own.map((count, index) => Math.max(count, counts[index] ?? UNCOUNTED)) : counts
  }
  return lastWeeks(merged)
}

/** Without weeks that had not begun anywhere: a clock that was ahead counted them, and they would crowd out those that were. */
export function halfHoursUntil(all: HalfHours, nowMs: number): HalfHours {
  const last = weekOf(Math.floor(nowMs / DAY_MS) + 1)
  return Object.fromEntries(Object.entries(all).filter(([week]) => Number(week) <= last))
}

function lastWeeks(all: Readonly<Record<string, readonly number[]>>): HalfHours {
  const weeks = Object.keys(all).map(Number)
  const first = Math.max(...weeks) - KEPT_WEEKS
  return weeks.every((week) => week > first)
    ? all
    : Object.fromEntries(Object.entries(all).filter(([week]) => Number(week) > first))
}

function lowerMedian(counts: readonly number[]): number {
  return counts.toSorted((a, b) => a - b)[(counts.length - 1) >> 1] ?? 0
}
