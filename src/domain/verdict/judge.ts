import { type MinuteOfArrivals, minuteOf } from '../cluster/arrivals.ts'
import { userTolerations } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import { earliest } from '../earliest.ts'
import { fingerprint } from '../fingerprint.ts'
import type { PoolFit } from '../fit/pool-fit.ts'
import { FROM_MS, TO_MS } from '../forecast/bins.ts'
import { windowOf } from '../forecast/class.ts'
import { classesOf } from '../forecast/classes.ts'
import type { Crowd } from '../forecast/crowd.ts'
import { minutesWithin, NO_MINUTES } from '../forecast/minutes.ts'
import type { AllSeries } from '../forecast/series.ts'
import type { NodeRoom } from '../room/room.ts'
import type { PoolConfig } from '../settings/config.ts'
import { lifeWithin, mergeLives, NO_LIFE, type PoolLife, sampleOf } from './life.ts'
import { verdictKey } from './memory.ts'
import { seatsThere } from './seats-there.ts'
import { type NamedVerdict, verdictOf } from './verdict.ts'
import type { Waits } from './waits.ts'

export interface JudgeInput {
  readonly pool: PoolConfig
  readonly world: World
  readonly rooms: readonly NodeRoom[]
  readonly fit: PoolFit
  /** Of the pool's events those that ask in students. */
  readonly students: readonly Interval[]
  /** As they were before the classes that are judged now were learned. */
  readonly series: AllSeries
  readonly came: Crowd
  readonly usual: (ms: number) => number
  readonly leadMs: number
  readonly zone: string
  readonly nowMs: number
  readonly before: PoolLife | undefined
  /** Of who came in one minute, by pool: made once for all of them. */
  readonly waits: (minute: MinuteOfArrivals) => ReadonlyMap<string, Waits>
  /** Whether a class has its verdict, by key. */
  readonly isJudged: (key: string) => boolean
}

export interface Judged {
  /** What has to be remembered of the pool; undefined: no class is near. */
  readonly life?: PoolLife
  readonly verdicts: readonly NamedVerdict[]
  /** When the same world would be judged differently. Epoch ms. */
  readonly revisitAt?: number
}

/** A verdict may be made so long after its class's people came: as long as they are counted by the minute. */
const LATEST_MS = 60 * MINUTE_MS
/** From the opening of a window until its verdict. */
const KEPT_MINUTES = 240

/**
 * Looks at a pool once a minute while the people of a class come, and says what became of it once they are there. Costs nothing
 * while no class is near.
 */
export function judge(input: JudgeInput): Judged {
  const { students, pool, nowMs, leadMs, before, isJudged } = input
  const { reactions } = pool.forecast
  const opensMs = (one: Interval) => Math.min(windowOf(one, leadMs, reactions).opensMs, one.startMs + FROM_MS)
  const endMs = (one: Interval) => one.startMs + TO_MS
  const near = students.filter((one) => opensMs(one) <= nowMs && nowMs < endMs(one) + LATEST_MS)
  const comingMs = students.map(opensMs).filter((ms) => ms > nowMs)
  if (near.length === 0) return { verdicts: [], ...earliest(comingMs) }
  const minute = minuteOf(nowMs)
  const isOpen = near.some((one) => nowMs < endMs(one))
  const isDue = isOpen && (before?.sampled ?? 0) < minute
  const over = near.filter((one) => endMs(one) <= nowMs && !isJudged(verdictKey({ ...one, uid: fingerprint(one.uid) })))
  const seen = isDue || over.length > 0 ? mergeLives(waitsOf(input, minute), before ?? NO_LIFE) : (before ?? NO_LIFE)
  const sampled = isDue ? mergeLives(seen, sampleNow(input, minute)) : seen
  const life = lifeWithin(sampled, minute - KEPT_MINUTES, minute + 1)
  return {
    life,
    verdicts: over.length > 0 ? verdictsOf(over, input, life) : [],
    ...earliest([
      ...comingMs,
      ...(isOpen ? [(minute + 1) * MINUTE_MS] : []),
      ...near.map(endMs).filter((ms) => ms > nowMs),
    ]),
  }
}

function sampleNow({ pool, rooms, world, fit, nowMs }: JudgeInput, minute: number): PoolLife {
  const { seat } = fit.scale
  return seat === undefined
    ? { ...NO_LIFE, sampled: minute }
    : sampleOf(minute, seatsThere(rooms, { pods: world.pods, seat, tolerations: userTolerations(pool), nowMs }))
}

/** Of who came in the minutes that are still counted. */
function waitsOf({ world, pool, waits: waitsFor }: JudgeInput, to: number): PoolLife {
  const from = to - KEPT_MINUTES
  const late = Array.from<number>({ length: KEPT_MINUTES + 1 }).fill(0)
  const longest = [...late]
  for (const [minute, one] of world.pods.arrivals) {
    const waits = minute >= from && minute <= to ? waitsFor(one).get(pool.name) : undefined
    if (!waits) continue
    late[minute - from] = waits.late
    longest[minute - from] = waits.longest
  }
  const kept = (counts: readonly number[]) => minutesWithin({ from, counts }, from, to + 1)
  return { ...NO_LIFE, late: kept(late), longest: kept(longest), open: NO_MINUTES, coming: NO_MINUTES }
}

function verdictsOf(over: readonly Interval[], input: JudgeInput, life: PoolLife): readonly NamedVerdict[] {
  const { pool, students, series, fit, leadMs, came, usual, zone } = input
  const { reactions, history } = pool.forecast
  const near = (a: Interval, b: Interval) => Math.abs(a.startMs - b.startMs) < TO_MS - FROM_MS
  const beside = students.filter((one) => over.some((other) => near(one, other)))
  const classes = classesOf(beside, series, { history, zone })
  const limits = fit.limits.filter(({ of, isSeen }) => of === 'nodes' && !isSeen)
  const { perNode } = fit.scale
  const mostNodes = limits.length > 0 ? Math.min(...limits.map(({ most }) => most)) : undefined
  const from = { classes, came, life, usual, reactions, leadMs, perNode, mostNodes, isLearning: history === 'on' }
  return classes.filter(({ interval }) => over.includes(interval)).map((one) => verdictOf(one, from))
}
