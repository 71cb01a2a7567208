import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import type { HistoryMode } from '../settings/forecast-rules.ts'
import { cameTo as binsCameTo, sum } from './attribution.ts'
import { FROM_MS, TO_MS } from './bins.ts'
import { classesOf, type KnownClass } from './classes.ts'
import type { Crowd } from './crowd.ts'
import { cameTo, inWholePeople, latestSeries, learnedOf, mergeSeries } from './occasions.ts'
import type { AllSeries } from './series.ts'

/** Who came to a class may be learned so long after its people came: as long as they are counted by the minute. */
const LATEST_MS = 60 * MINUTE_MS
/** Fewer than this share of the usual: it did not happen. */
const MISSED_SHARE = 0.2
/** Of a class that never was so much of what it announces. */
const USUAL_OF_ANNOUNCED = 0.5

export interface LearnSeriesInput {
  /** Of one pool, in students. */
  readonly intervals: readonly Interval[]
  readonly history: HistoryMode
  readonly came: Crowd
  readonly usual: (ms: number) => number
  readonly zone: string
  readonly nowMs: number
}

/** The series with the classes whose people have come. Learned from the same counts it is the same, whoever learns it and when. */
export function learnSeries(all: AllSeries, input: LearnSeriesInput): AllSeries {
  const { intervals, nowMs, history } = input
  if (history === 'off') return all
  const over = intervals.filter(({ startMs }) => startMs + TO_MS <= nowMs && nowMs < startMs + TO_MS + LATEST_MS)
  if (over.length === 0) return all
  const ends = new Set(over)
  const beside = intervals.filter((one) =>
    over.some(({ startMs }) => Math.abs(one.startMs - startMs) < TO_MS - FROM_MS),
  )
  const classes = classesOf(beside, all, input)
  let learned = all
  for (const one of classes) {
    if (!ends.has(one.interval) || isKnown(all, one)) continue
    const { key, identity } = one
    const now = { ...identity, occasions: [occasionOf(one, classes, all, input)] }
    const before = learned[key]
    learned = { ...learned, [key]: before ? { ...mergeSeries(before, now), uid: identity.uid } : now }
  }
  return learned === all ? all : latestSeries(learned, nowMs)
}

const isKnown = (all: AllSeries, { key, interval: { startMs } }: KnownClass): boolean =>
  all[key]?.occasions.some((one) => one.startMs === startMs) ?? false

function occasionOf(one: KnownClass, classes: readonly KnownClass[], all: AllSeries, input: LearnSeriesInput) {
  const { startMs, amount: announced } = one.interval
  const countsFromMs = startMs + FROM_MS
  const bins = inWholePeople(binsCameTo(one, { ...input, classes, countsFromMs, untilMs: startMs + TO_MS }))
  const before = learnedOf(all[one.key] ?? { occasions: [] })
    .map(cameTo)
    .sort((a, b) => a - b)
  const usual = before[(before.length - 1) >> 1] ?? USUAL_OF_ANNOUNCED * one.expected
  const isMissed = sum(bins) < MISSED_SHARE * usual || sum(bins) === 0
  return { startMs, announced, bins, ...(isMissed ? { missed: true as const } : {}) }
}
