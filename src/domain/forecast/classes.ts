import type { Interval } from '../demand/interval.ts'
import { given } from '../given.ts'
import { compare } from '../order.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
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
  const taken = new Map<number, Set<string>>()
  return intervals
    .toSorted((a, b) => a.startMs - b.startMs || compare(a.uid, b.uid))
    .map((interval) => {
      const identity = identityOf(interval, zone)
      const now = taken.get(interval.startMs) ?? new Set()
      const one = knownIn(all)(interval)(identity, history, new Set(now))
      taken.set(interval.startMs, now.add(one.key))
      return one
    })
}

/** Classes are asked for at every decision, and are the same ones until another class has been learned. */
const knownIn = oncePerObject((all: AllSeries) =>
  oncePerObject((interval: Interval) =>
    keepingLast(
      (identity: Identity, history: HistoryMode, taken: ReadonlySet<string>): KnownClass => {
        const known = history === 'off' ? undefined : seriesOf(all, identity, taken)
        return classOf({ interval, identity, known, all, history })
      },
      ([identityA, historyA, takenA], [identity, history, taken]) =>
        identityA === identity && historyA === history && isSame(takenA, taken),
    ),
  ),
)

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((key) => b.has(key))

interface ClassInput {
  readonly interval: Interval
  readonly identity: Identity
  /** The key of its series, where it has one. */
  readonly known: string | undefined
  readonly all: AllSeries
  readonly history: HistoryMode
}

/** How people come to the classes of a pool, as bins and as a curve. */
const ofPools = oncePerObject((all: AllSeries) => {
  const made = new Map<string, { readonly bins: BinCounts; readonly curve: Curve }>()
  return (pool: string) => {
    const bins = made.get(pool)?.bins ?? binsOfPool(all, pool)
    const own = made.get(pool) ?? { bins, curve: poolCurve(bins) }
    made.set(pool, own)
    return own
  }
})

function classOf({ interval, identity, known, all, history }: ClassInput): KnownClass {
  const key = known ?? keyOf(identity)
  const { bins: poolBins, curve: ofPool } = ofPools(all)(interval.pool)
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
