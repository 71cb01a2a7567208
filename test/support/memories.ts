/** What is remembered, in random and in large. */
import type { NodeMemory } from '../../src/domain/cluster/node-memory.ts'
import { type Memory, NO_MEMORY, type PoolMemory } from '../../src/domain/decide/memory.ts'
import { type Boot, type Boots, KEPT_BOOTS, mergeBoots } from '../../src/domain/demand/boots.ts'
import { windowKey } from '../../src/domain/demand/open-windows.ts'
import { BINS } from '../../src/domain/forecast/bins.ts'
import type { ForecastMemory } from '../../src/domain/forecast/memory.ts'
import { type AllSeries, identityOf, keyOf, type Occasion } from '../../src/domain/forecast/series.ts'
import { given } from '../../src/domain/given.ts'
import { eachLine, NOT_SEEN, type PoolHistory } from '../../src/domain/history/lines.ts'
import { pack } from '../../src/domain/history/packed.ts'
import { type VerdictMemory, verdictKey } from '../../src/domain/verdict/memory.ts'
import type { Verdict } from '../../src/domain/verdict/verdict.ts'
import { interval } from './calendar.ts'
import { fc } from './properties.ts'
import { at, DAY, MINUTE, SECOND } from './time.ts'
import { MORNING } from './worlds.ts'

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(model, { noNullPrototype: true })
const instant = fc.integer({ min: 0, max: 60 * 24 }).map((minutes) => MORNING - minutes * MINUTE)
const id = fc.oneof(
  fc.uuid(),
  fc.string({ unit: fc.constantFrom('n', '1', '~', '-', 'ü', '"'), minLength: 1, maxLength: 30 }),
)
const rarely = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const named = <T>(key: fc.Arbitrary<string>, one: fc.Arbitrary<T>, maxKeys: number) =>
  fc.dictionary(key, one, { maxKeys, noNullPrototype: true })
const amounts = record({ cpu: fc.nat(64_000), memory: fc.nat(2 ** 30) })
const poolName = fc.constantFrom('user', 'gpu', 'lab', 'a-pool-with-a-name-as-long-as-kubernetes-lets-anybody-have-one')

const nodeMemory: fc.Arbitrary<NodeMemory> = record({
  candidateSinceMs: rarely(instant),
  emptySinceMs: rarely(instant),
  unreadySinceMs: rarely(instant),
}).map(given)
const peaks = fc.array(record({ target: fc.nat(50), endMs: instant }), { maxLength: 4 })
const poolMemory: fc.Arbitrary<PoolMemory> = record({
  fall: record({ target: fc.nat(9), peaks }),
  desired: fc.nat(9),
  size: rarely(amounts),
  seatSize: rarely(amounts),
  seat: rarely(amounts),
  emptied: rarely(record({ seats: fc.nat(20), seat: amounts, empty: amounts, capacity: amounts })),
  floor: rarely(record({ count: fc.nat(9), untilMs: instant })),
  mostNodes: rarely(fc.nat(60)),
  filledNodes: rarely(fc.nat(60)),
}).map(given)
const boots: fc.Arbitrary<Boots> = fc
  .array(record({ pod: id, endMs: instant, tookMs: fc.nat(30 * MINUTE) }), { minLength: 1, maxLength: 30 })
  .map((all) => mergeBoots([], all))

const people = (maxLength: number) => fc.array(fc.nat(300), { maxLength })
const occasion = record({ startMs: instant, announced: fc.nat(400), bins: people(3) })
const forecasts: fc.Arbitrary<ForecastMemory> = record({
  arrivals: named(poolName, record({ from: fc.nat(1e7), counts: people(4) }), 2),
  halfHours: named(poolName, named(fc.constantFrom('2930', '2931'), people(4), 2), 2),
  series: named(
    id,
    record({
      pool: poolName,
      uid: id,
      words: fc.array(id, { maxLength: 2 }),
      exam: fc.constantFrom('', 'midterm'),
      weekday: fc.integer({ min: 1, max: 7 }),
      minute: fc.nat(1439),
      occasions: fc.array(occasion, { maxLength: 2 }),
    }),
    2,
  ),
})

const minutes = record({ from: fc.nat(1e7), counts: people(4) })
const verdict: fc.Arbitrary<Verdict> = record({
  pool: poolName,
  uid: id,
  startMs: instant,
  announced: fc.nat(400),
  came: fc.nat(400),
  late: fc.nat(400),
  longestMs: fc.nat(9 * MINUTE),
  readyAtStart: rarely(fc.nat(400)),
  allReadyMs: rarely(fc.integer({ min: -30, max: 45 }).map((minute) => minute * MINUTE)),
  cost: rarely(record({ paid: fc.nat(90), used: fc.nat(90), oracle: fc.nat(90) })),
  advice: rarely(
    fc.oneof(
      record({ kind: fc.constant('write' as const), students: fc.nat(400) }),
      record({ kind: fc.constant('earlier' as const), minutes: fc.nat(30) }),
      record({ kind: fc.constant('nodes' as const), more: fc.nat(30) }),
    ),
  ),
}).map(given)
const verdicts: fc.Arbitrary<VerdictMemory> = record({
  lives: named(
    poolName,
    record({ sampled: fc.nat(1e7), late: minutes, longest: minutes, open: minutes, coming: minutes }),
    2,
  ),
  verdicts: fc
    .array(verdict, { maxLength: 3 })
    .map((all) => Object.fromEntries(all.map((one) => [verdictKey(one), one]))),
})

/** A pool's minutes near a morning, with holes. */
export const histories: fc.Arbitrary<PoolHistory> = fc
  .tuple(fc.integer({ min: -40, max: 0 }), fc.array(fc.option(fc.nat(300)), { minLength: 1, maxLength: 30 }))
  .map(([back, values]) => {
    const seen = [1, ...values.map((value) => value ?? NOT_SEEN), 2]
    const lines = eachLine((line) =>
      seen.map((value) => (value === NOT_SEEN || line === 'seated' ? value : value % line.length)),
    )
    return { from: MORNING / MINUTE + back, lines }
  })

/** Whatever may be remembered. */
export const memories: fc.Arbitrary<Memory> = record({
  nodes: named(id, nodeMemory, 30),
  pools: named(poolName, poolMemory, 4),
  stranding: named(id, instant, 10),
  leaving: named(id, instant, 3),
  lent: named(id, record({ count: fc.nat(50), isTaken: rarely(fc.constant(true as const)) }).map(given), 3),
  windows: named(
    fc.string().map(windowKey),
    record({ leadMs: rarely(fc.nat(30 * MINUTE)), trailMs: rarely(fc.nat(30 * MINUTE)) }).map(given),
    20,
  ),
  boots: named(poolName, boots, 4),
  pulling: named(id, record({ pool: poolName, node: id, createdMs: instant, runningMs: instant }), 10),
  forecast: forecasts,
  verdicts,
  history: named(poolName, histories.map(pack), 3).map((sealed) => ({ sealed, open: [] })),
  calendarMissingSinceMs: rarely(instant),
}).map(given)

export interface Figures {
  readonly nodes: number
  readonly pools: number
  /** Placeholders on new nodes to which images are still pulled. */
  readonly booting: number
  readonly windows: number
}

/** A UUID, the `number`th of its kind, as spread as real ones are. */
export const uuid = (kind: string, number: number): string => {
  const digits = `${windowKey(`${kind} ${number}`)}${windowKey(`${number} ${kind}`)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const upTo = <T>(count: number, make: (number: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const byKey = <T>(count: number, make: (number: number) => [string, T]) => Object.fromEntries(upTo(count, make))

/** A memory with as much of everything as a cluster with these figures gives at its fullest. */
export function hugeMemory({ nodes, pools, booting, windows }: Figures): Memory {
  const poolOf = (number: number) => `university-pool-${String(number % pools).padStart(5, '0')}`
  const size = { cpu: 7600, memory: 30_064_771_072, 'nvidia.com/gpu': 1000 }
  const since = (number: number) => MORNING - ((number * 7919) % DAY) - number
  return {
    ...NO_MEMORY,
    nodes: byKey(nodes, (n) => [uuid('node', n), { candidateSinceMs: since(n), emptySinceMs: since(n + 1) }]),
    pools: byKey(pools, (n): [string, PoolMemory] => [
      poolOf(n),
      {
        fall: { target: 3, peaks: upTo(5, (peak) => ({ target: 40 - peak, endMs: MORNING - 60_000 + peak * SECOND })) },
        desired: 40,
        size,
        seat: size,
        emptied: { seats: 12, seat: size, empty: { ...size, pods: 110 }, capacity: size },
        floor: { count: 12, untilMs: MORNING },
        mostNodes: 60,
        filledNodes: 60,
      },
    ]),
    stranding: byKey(booting, (n) => [uuid('stranded', n), MORNING - n]),
    windows: byKey(windows, (n) => [windowKey(`window ${n}`), { leadMs: 600_000, trailMs: 300_000 }]),
    boots: byKey(pools, (n) => [poolOf(n), upTo(KEPT_BOOTS, (boot): Boot => bootOf(n * KEPT_BOOTS + boot))]),
    pulling: byKey(booting, (n) => [
      uuid('pulling', n),
      {
        pool: poolOf(n),
        node: `gke-university-hub-user-pool-${windowKey(String(n))}`,
        createdMs: MORNING - 600_000 - n,
        runningMs: MORNING - n,
      },
    ]),
  }
}

const bootOf = (number: number): Boot => ({
  pod: uuid('boot', number),
  endMs: MORNING - 30 * DAY + number * MINUTE,
  tookMs: 412_345,
})

export const WEEK = 7 * DAY

export interface SeriesSpec {
  readonly title?: string
  readonly uid?: string
  readonly announced?: number
  /** How many came, week by week; the last one was a week ago. -1: it did not take place. */
  readonly came: readonly number[]
  /** Of the last class; default: 09:00 a week ago. */
  readonly lastMs?: number
}

/** The memory of classes of pool user: `remembered({title: 'Lab', came: [76, 81]})`. */
export const remembered = (...specs: readonly SeriesSpec[]): AllSeries =>
  Object.fromEntries(
    specs.map(({ title = 'Lab', uid = title, announced = 210, came, lastMs = at('09:00') - WEEK }) => {
      const identity = identityOf({ ...interval('students', announced, title), uid, startMs: lastMs }, 'utc')
      const occasions = came.map(
        (people, week): Occasion => ({
          startMs: lastMs - (came.length - 1 - week) * WEEK,
          announced,
          bins: Array.from({ length: BINS }, (_, bin) => (bin === 6 ? Math.max(0, people) : 0)),
          ...(people < 0 ? { missed: true } : {}),
        }),
      )
      return [keyOf(identity), { ...identity, occasions }]
    }),
  )

/** The same as all that forecasts remember. */
export const forecastsOf = (...specs: readonly SeriesSpec[]): ForecastMemory => ({
  arrivals: {},
  halfHours: {},
  series: remembered(...specs),
})
