import { DateTime } from 'luxon'
import type { Span } from '../../../charts/plot.ts'

/** Of the clock on the wall: when nobody teaches. */
export const NIGHT = { from: 22, to: 6 } as const

/** The days of a zone that a span touches, each from midnight to midnight, or where summer time has none the first hour. */
export function daysOf({ fromMs, toMs }: Span, zone: string): Span[] {
  const days: Span[] = []
  let day = DateTime.fromMillis(fromMs, { zone }).startOf('day')
  while (day.toMillis() < toMs) {
    const next = day.plus({ days: 1 }).startOf('day')
    days.push({ fromMs: day.toMillis(), toMs: next.toMillis() })
    day = next
  }
  return days
}

/** The nights that a span touches. */
export function nightsOf(span: Span, zone: string): Span[] {
  const dayBefore = DateTime.fromMillis(span.fromMs, { zone }).minus({ days: 1 }).toMillis()
  return daysOf({ ...span, fromMs: dayBefore }, zone)
    .map(({ fromMs, toMs }) => ({
      fromMs: DateTime.fromMillis(fromMs, { zone }).set({ hour: NIGHT.from }).toMillis(),
      toMs: DateTime.fromMillis(toMs, { zone }).set({ hour: NIGHT.to }).toMillis(),
    }))
    .filter(({ fromMs, toMs }) => fromMs < span.toMs && toMs > span.fromMs)
}
