import { DateTime } from 'luxon'
import { readMoment } from './fields.ts'

/** The scenario's own time: how its moments are read. */
export interface When {
  readonly startMs: number
  readonly endMs: number
  readonly timezone: string
}

/** Epoch ms of a moment that the schema has let through. */
export const at = (moment: string, { startMs, timezone }: When): number =>
  readMoment(moment, startMs, timezone) ?? startMs

/** The days on which something happens, as whole days after the first: only that one unless it repeats. */
export function daysOf(
  repeat: 'daily' | 'weekdays' | 'weekly' | undefined,
  { startMs, endMs, timezone }: When,
): number[] {
  if (repeat === undefined) return [0]
  const first = DateTime.fromMillis(startMs, { zone: timezone }).startOf('day')
  const days: number[] = []
  for (let day = 0; first.plus({ days: day }).toMillis() < endMs; day += 1)
    if (isOn(repeat, day, first.plus({ days: day }).weekday)) days.push(day)
  return days
}

const isOn = (repeat: 'daily' | 'weekdays' | 'weekly', day: number, weekday: number): boolean =>
  repeat === 'daily' || (repeat === 'weekly' ? day % 7 === 0 : weekday <= 5)

/** The same time of day, so many days later. */
export const later = (ms: number, days: number, { timezone }: When): number =>
  days === 0 ? ms : DateTime.fromMillis(ms, { zone: timezone }).plus({ days }).toMillis()

export const hourOf = (ms: number, { timezone }: When): number => DateTime.fromMillis(ms, { zone: timezone }).hour
