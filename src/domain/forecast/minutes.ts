import { MINUTE_MS } from '../duration.ts'

/** How many people came to a pool in each minute. Plain JSON, without zeros at either end. */
export interface Minutes {
  /** Of the first count; minutes since the epoch. */
  readonly from: number
  readonly counts: readonly number[]
}

export const NO_MINUTES: Minutes = { from: 0, counts: [] }

/** More are never counted: what a memory that is not sane says of long ago would take all of ours. */
const MOST_MINUTES = 1440

/** Of the same minutes of one pool each the larger count: a pod that is gone cannot be counted again by who comes later. */
export const mergeMinutes = (a: Minutes, b: Minutes): Minutes => combined(a, b, Math.max)

/** @param by gives `x` for no `y` */
function combined(a: Minutes, b: Minutes, by: (x: number, y: number) => number): Minutes {
  if (b.counts.length === 0) return a
  if (a.counts.length === 0) return b
  const to = Math.max(a.from + a.counts.length, b.from + b.counts.length)
  const from = Math.max(Math.min(a.from, b.from), to - MOST_MINUTES)
  const counts: number[] = []
  // Plain loops: this is done for each account at every decision.
  for (let minute = from; minute < to; minute += 1)
    counts.push(by(a.counts[minute - a.from] ?? 0, b.counts[minute - b.from] ?? 0))
  return { from, counts }
}

/** Minute by minute the sum. */
export const addMinutes = (a: Minutes, b: Minutes): Minutes => combined(a, b, (x, y) => x + y)

/** Minute by minute the rest. @param b no more than `a` in any minute */
export const lessMinutes = (a: Minutes, b: Minutes): Minutes => {
  const rest = combined(a, b, (x, y) => Math.max(0, x - y))
  return minutesWithin(rest, rest.from, rest.from + rest.counts.length)
}

/** Those of the minutes [from, to). */
export function minutesWithin({ from: first, counts }: Minutes, from: number, to: number): Minutes {
  let [start, end] = [Math.max(0, from - first), Math.min(counts.length, to - first)]
  while (start < end && !counts[start]) start += 1
  while (end > start && !counts[end - 1]) end -= 1
  if (end <= start) return NO_MINUTES
  return start === 0 && end === counts.length
    ? { from: first, counts }
    : { from: first + start, counts: counts.slice(start, end) }
}

/** How many came in [fromMs, toMs), both taken to the nearest minute, so that stretches that meet count nobody twice. */
export function cameBetween({ from, counts }: Minutes, fromMs: number, toMs: number): number {
  const end = Math.min(counts.length, Math.round(toMs / MINUTE_MS) - from)
  let people = 0
  for (let at = Math.max(0, Math.round(fromMs / MINUTE_MS) - from); at < end; at += 1) people += counts[at] ?? 0
  return people
}

/** The end of the minute that runs: who came in it has come. */
export const minuteEndMs = (nowMs: number): number => (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS
