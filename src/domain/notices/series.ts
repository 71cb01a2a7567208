/**
 * How often a notice is written: the same again within a while is one Event with a count, as events.k8s.io has it, and however
 * often something flaps, its Event is written once a minute and those of its object no more than a few.
 */
import { MINUTE_MS } from '../duration.ts'
import type { Notice } from './notice.ts'

/** One Event that is told: how often by now, and what of that is written. */
export interface Series {
  readonly count: number
  readonly written: number
  /** When it was told and written last. Epoch ms. */
  readonly toldMs: number
  readonly writtenMs: number
}

/** As long as client-go counts repetitions into one Event. */
const ENDS_MS = 6 * MINUTE_MS

/** Between two writes of one Event. */
const REST_MS = MINUTE_MS

export const BEGUN = (nowMs: number): Series => ({ count: 1, written: 1, toldMs: nowMs, writtenMs: nowMs })

/** Whether a notice that was told before is another one by now, with an Event of its own. */
export const isOver = ({ toldMs }: Series, { kind }: Notice, nowMs: number): boolean =>
  kind === 'occurrence' && nowMs - toldMs > ENDS_MS

export const toldAgain = (series: Series, nowMs: number): Series => ({
  ...series,
  count: series.count + 1,
  toldMs: nowMs,
})

/** Whether its count is to be written now. */
export const isDue = ({ count, written, writtenMs }: Series, nowMs: number): boolean =>
  count > written && nowMs - writtenMs >= REST_MS

export const writtenNow = (series: Series, nowMs: number): Series => ({
  ...series,
  written: series.count,
  writtenMs: nowMs,
})

/** What an object has left of new Events. */
export interface Allowance {
  readonly left: number
  readonly atMs: number
}

/** So many at once, and one more each minute. */
const MOST = 25

/** @returns undefined: none is left */
export function spend(before: Allowance | undefined, nowMs: number): Allowance | undefined {
  const earned = before ? before.left + Math.max(0, nowMs - before.atMs) / MINUTE_MS : MOST
  const left = Math.min(MOST, earned)
  return left < 1 ? undefined : { left: left - 1, atMs: nowMs }
}
