/** What forecasts are made of, in random: classes around 09:00, who came, what is remembered. */
import type { Interval } from '../../../../src/domain/demand/interval.ts'
import { BINS, LONGEST_PAD_MS, PAD_MS } from '../../../../src/domain/forecast/bins.ts'
import type { Class } from '../../../../src/domain/forecast/class.ts'
import { type Curve, PRIOR, poolCurve, seriesCurve } from '../../../../src/domain/forecast/curve.ts'
import type { ForecastInput } from '../../../../src/domain/forecast/forecast.ts'
import { HALF_HOURS, type HalfHours, mergeHalfHours, UNCOUNTED } from '../../../../src/domain/forecast/half-hours.ts'
import type { ForecastMemory } from '../../../../src/domain/forecast/memory.ts'
import { type Minutes, minutesWithin, NO_MINUTES } from '../../../../src/domain/forecast/minutes.ts'
import { mergeSeries } from '../../../../src/domain/forecast/occasions.ts'
import type { Series } from '../../../../src/domain/forecast/series.ts'
import { REACTIONS } from '../../../../src/domain/settings/forecast-rules.ts'
import { interval } from '../../../support/calendar.ts'
import { fc } from '../../../support/properties.ts'
import { at, DAY, MINUTE } from '../../../support/time.ts'
import { crowd } from './crowd.ts'

export const ALL_ON = Object.fromEntries(REACTIONS.map((name) => [name, true])) as unknown as ForecastInput['reactions']

const bins = fc.array(fc.nat(60), { minLength: BINS, maxLength: BINS })
/** The prior, one that a pool has learned, or a series. */
export const curve: fc.Arbitrary<Curve> = fc.oneof(
  fc.constant(PRIOR),
  bins.map(poolCurve),
  fc.tuple(bins, bins).map(([pool, own]) => seriesCurve(poolCurve(pool), own)),
)

/** One class that begins at nine, as nobody changed its lead time. */
export const classOf = (expected: number, more: Partial<Class> & { readonly startMs?: number } = {}): Class => {
  const { startMs = at('09:00'), ...others } = more
  const base = interval('students', expected, 'Lecture')
  const its: Interval = {
    ...base,
    isLeadAuto: true,
    startMs,
    fromMs: startMs,
    endMs: startMs + 60 * MINUTE,
    toMs: startMs,
  }
  return { interval: its, expected, curve: PRIOR, padMs: PAD_MS, ...others }
}

export const classes: fc.Arbitrary<Class> = fc
  .record({ expected: fc.nat(400), curve, padMs: fc.integer({ min: PAD_MS, max: LONGEST_PAD_MS }) })
  .map(({ expected, ...more }) => classOf(expected, more))

/** People who came from 08:15 on. */
export const arrivals: fc.Arbitrary<Minutes> = fc
  .array(fc.oneof(fc.nat(1), fc.nat(9)), { maxLength: 90, size: 'max' })
  .map((counts) => minutesOf(counts))

export const minutesOf = (counts: readonly number[], from = '08:15'): Minutes => {
  const first = Math.floor(at(from) / MINUTE)
  return minutesWithin({ from: first, counts }, first, first + counts.length)
}

/** With somebody more in one minute. */
export const withOneMore = ({ from, counts }: Minutes, minute: number): Minutes => {
  const first = Math.min(from || minute, minute)
  const last = Math.max(from + counts.length, minute + 1)
  const all = Array.from({ length: last - first }, (_, one) => counts[first + one - from] ?? 0)
  return { from: first, counts: all.with(minute - first, (all[minute - first] ?? 0) + 1) }
}

export const inputOf = ({
  came = NO_MINUTES,
  ...more
}: Partial<Omit<ForecastInput, 'came'>> &
  Pick<ForecastInput, 'nowMs'> & { readonly came?: Minutes }): ForecastInput => ({
  reactions: ALL_ON,
  classes: [],
  came: crowd(came),
  halfHours: {},
  leadMs: 6 * MINUTE,
  zone: 'utc',
  weekZone: 'utc',
  livedMs: more.nowMs,
  ...more,
})

const week = fc
  .array(fc.integer({ min: UNCOUNTED, max: 9 }), { minLength: 4, maxLength: 4 })
  .map((few) => Array.from({ length: HALF_HOURS }, (_, index) => few[index] ?? UNCOUNTED))
const halfHours: fc.Arbitrary<HalfHours> = fc
  .dictionary(fc.constantFrom('100', '101', '102', '103', '104', '105', '106'), week, { noNullPrototype: true })
  .map((all) => mergeHalfHours(all, {}))

const occasion = fc
  .record({ week: fc.nat(9), announced: fc.nat(300), people: fc.nat(60), missed: fc.boolean() })
  .map(({ week: after, announced, people, missed }) => ({
    announced,
    startMs: at('09:00') + after * 7 * DAY,
    bins: [people, ...Array.from<number>({ length: BINS - 1 }).fill(0)],
    ...(missed ? { missed: true as const } : {}),
  }))
/** As it is known after any of its occasions, under one title or another. */
const series: fc.Arbitrary<Series> = fc
  .array(
    fc
      .record({
        uid: fc.constantFrom('u1', 'u2'),
        word: fc.constantFrom('lab', 'room'),
        minute: fc.constantFrom(540, 550),
        occasion,
      })
      .map(
        ({ uid, word, minute, occasion: one }): Series => ({
          pool: 'user',
          uid,
          words: [word],
          exam: '',
          weekday: 2,
          minute,
          occasions: [one],
        }),
      ),
    { minLength: 1, maxLength: 9 },
  )
  .map((all) => all.reduce(mergeSeries))

const some = <T>(one: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom('user', 'gpu'), one, { noNullPrototype: true })
/** Whatever forecasts may remember of the same life. */
export const forecastMemories: fc.Arbitrary<ForecastMemory> = fc.record(
  {
    arrivals: some(arrivals.filter(({ counts }) => counts.length > 0)),
    halfHours: some(halfHours.filter((all) => Object.keys(all).length > 0)),
    series: some(series),
  },
  { noNullPrototype: true },
)
