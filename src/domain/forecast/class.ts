import type { Interval } from '../demand/interval.ts'
import type { ForecastReactions } from '../settings/forecast-rules.ts'
import { BIN_MS, BINS, FROM_MS, LONGEST_PAD_MS, TO_MS } from './bins.ts'
import { type Curve, shareBy } from './curve.ts'

/** An event that announces students, while its people come. */
export interface Class {
  readonly interval: Interval
  /** People, before anybody came. */
  readonly expected: number
  readonly curve: Curve
  /** So much longer than a boot room is held before the curve says that it is needed. */
  readonly padMs: number
  /** What is known of earlier ones, as it is said: `the last 4 times 71 to 83 came: 85 expected`. */
  readonly known?: string
}

/** From the wish for a node to a seat on it. */
export const aheadOf = (leadMs: number): number => leadMs + SEATED_MS
const SEATED_MS = 30_000

/** Half-open: when room is held for a class, and from when on who comes is one of its people. */
export interface ClassWindow {
  readonly opensMs: number
  readonly closesMs: number
  readonly countsFromMs: number
}

/**
 * When a class is looked at. By the curve it opens with few seats long before its start, and ends when nobody comes any more,
 * whatever the event's own end; a trail time that somebody wrote goes on.
 */
export function windowOf(interval: Interval, leadMs: number, { curve, earlyBirds }: ForecastReactions): ClassWindow {
  const { startMs, endMs, fromMs, toMs } = interval
  const ahead = aheadOf(leadMs) + (curve ? LONGEST_PAD_MS : 0)
  const countsFromMs = earlyBirds ? startMs + FROM_MS : Math.min(fromMs, startMs - aheadOf(leadMs))
  const ownMs = earlyBirds ? startMs + FROM_MS - ahead : startMs - aheadOf(leadMs)
  return {
    countsFromMs,
    opensMs: Math.min(ownMs, fromMs),
    closesMs: curve ? Math.max(startMs + TO_MS, toMs > endMs ? toMs : 0) : toMs,
  }
}

/** For how many of the expected people room is to be there now: those who come until a node that is asked for now could serve. */
export function dueOf(
  { interval, curve, padMs }: Class,
  expected: number,
  nowMs: number,
  leadMs: number,
  reactions: ForecastReactions,
): number {
  const { startMs, fromMs, isLeadAuto } = interval
  // A lead time that somebody wrote says that all of the room is there by then.
  if (!isLeadAuto && nowMs >= fromMs) return expected
  if (reactions.curve) return expected * shareBy(curve, nowMs - startMs + aheadOf(leadMs) + padMs)
  return nowMs >= windowOf(interval, leadMs, reactions).opensMs ? expected : 0
}

/** The bin in which an instant lies; undefined outside of the class's bins. */
export function binAt({ interval }: Pick<Class, 'interval'>, ms: number): number | undefined {
  const bin = Math.floor((ms - interval.startMs - FROM_MS) / BIN_MS)
  return bin >= 0 && bin < BINS ? bin : undefined
}
