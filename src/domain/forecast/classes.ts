import type { Interval } from '../demand/interval.ts'
import { given } from '../given.ts'
import { compare } from '../order.ts'
import type { HistoryMode } from '../settings/forecast-rules.ts'
import { PAD_MS, UNSURE_MS } from './bins.ts'
import type { Class } from './class.ts'
import { type BinCounts, type Curve, poolCurve, seriesCurve, unsureness } from './curve.ts'
import { type Expected, expectedOf, sayExpected } from './expected.ts'
import { binsOf, binsOfPool } from './occasions.ts'
import { type AllSeries, type Identity, identityOf, isExam, keyOf, seriesOf } from './series.ts'

/** A class with the series that it is of. */
export interface KnownClass extends Class {
  readonly identity: Identity
  /** Of its series, also when this is its first time. */
  readonly key: string
  /** What it is known from, whether history counts or not. */
  readonly from: Expected['from']
}

/**
 * The classes of a pool with what is known of each: how many are expected, and how they come. Of two at the same minute that
 * could be of one series each has its own.
 * @param intervals of one pool, in students
 */
export function classesOf(
  intervals: readonly Interval[],
  all: AllSeries,
  { history, zone }: { readonly history: HistoryMode; readonly zone: string },
): KnownClass[] {
  const [first] = intervals
  if (!first) return []
  const poolBins = binsOfPool(all, first.pool)
  const ofPool = poolCurve(poolBins)
  const taken = new Map<number, Set<string>>()
  return intervals
    .toSorted((a, b) => a.startMs - b.startMs || compare(a.uid, b.uid))
    .map((interval) => {
      const identity = identityOf(interval, zone)
      const now = taken.get(interval.startMs) ?? new Set()
      const known = history === 'off' ? undefined : seriesOf(all, identity, now)
      const key = known ?? keyOf(identity)
      taken.set(interval.startMs, now.add(key))
      return classOf({ interval, identity, key, known, all, history, ofPool, poolBins })
    })
}

interface ClassInput {
  readonly interval: Interval
  readonly identity: Identity
  readonly key: string
  /** The key of its series, where it has one. */
  readonly known: string | undefined
  readonly all: AllSeries
  readonly history: HistoryMode
  readonly ofPool: Curve
  readonly poolBins: BinCounts
}

function classOf({ interval, identity, key, known, all, history, ofPool, poolBins }: ClassInput): KnownClass {
  const announced = interval.amount
  const expected = expectedOf(history === 'off' ? {} : all, identity, announced, known)
  const isOn = history === 'on' || announced === 0
  const series = known === undefined ? undefined : all[known]
  const own = series ? binsOf(series) : []
  return {
    interval,
    identity,
    key,
    from: expected.from,
    expected: isOn ? expected.people : announced,
    curve: series ? seriesCurve(ofPool, own) : ofPool,
    padMs: Math.round(PAD_MS + (isExam(identity) ? 2 : 1) * UNSURE_MS * unsureness(poolBins, own)),
    ...given({ known: sayExpected(expected, isOn) }),
  }
}
