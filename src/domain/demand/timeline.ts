import { ANY_POOL, type Ask, UNITS, type Unit } from '../calendar/ask.ts'
import { sayEvent } from '../calendar/event-name.ts'
import { meantBy, type UnknownPools } from '../calendar/meant.ts'
import type { CalendarProblem, Description, Occurrence } from '../calendar/occurrence.ts'
import { Problems } from '../calendar/problems.ts'
import { MOST } from '../calendar/text/budget.ts'
import { type WhoMeant, whoMeant } from '../calendar/who-meant.ts'
import { given } from '../given.ts'
import { compare } from '../order.ts'
import type { Problem } from '../problem.ts'
import { oncePerObject, Remembered } from '../remembered.ts'
import { isNearPool, sayNoPool } from '../say.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { Config } from '../settings/config.ts'
import { anyPool, sayNoName } from './any-pool.ts'
import { sweep, titlesBeside } from './beside.ts'
import { bridges, levelsOf } from './bridge.ts'
import { type Interval, intervalsOf } from './interval.ts'

/** A gap between two levels of a pool, shorter than its `bridge`: the lower of both is kept, half-open [fromMs, toMs). */
export interface Bridge {
  readonly pool: string
  readonly unit: Unit
  readonly fromMs: number
  readonly toMs: number
  readonly amount: number
  /** Titles of the events on both sides, as many as are said of them and one more. */
  readonly events: readonly string[]
}

/** The calendar as per-pool intervals, sorted by start, and every instant at which its answer may change. */
export interface Timeline {
  readonly intervals: readonly Interval[]
  readonly bridges: readonly Bridge[]
  readonly boundaries: readonly number[]
  readonly problems: readonly CalendarProblem[]
  /** What is said of events, and is no problem: how a line of theirs is read. */
  readonly remarks: readonly Problem[]
}

/** Reads occurrences in the light of the config: which pools there are, and each one's lead and trail time. */
export function timelineOf(occurrences: readonly Occurrence[], config: Config): Timeline {
  const intervals: Interval[] = []
  const [problems, remarks] = [new Problems(), new Problems('remarks')]
  const pools = new Set(config.pools.keys())
  // Hundreds of occurrences have one description.
  const unknown = unknownPools(pools, problems)
  const meant = oncePerObject((description: Description) => meantBy(description, pools, unknown))
  const classes = new Set(config.classes.keys())
  const meansWho = oncePerObject((description: Description) => whoMeant(description, classes))
  for (const occurrence of occurrences) {
    const { asks, problems: wrong, remarks: said } = meant(occurrence.description)
    const where = sayEvent(occurrence)
    const tell = (to: Problems) => (text: string) =>
      to.report({ where, text, ...given({ organizer: occurrence.organizer }) })
    const whom = asks.size > 0 ? meansWho(occurrence.description) : NOBODY
    for (const text of [...wrong, ...whom.problems]) tell(problems)(text)
    for (const text of [...said, ...whom.remarks]) tell(remarks)(text)
    for (const [name, ask] of asks)
      intervals.push(...askedBy({ occurrence, name, ask, ...given({ who: whom.who }) }, config, tell(problems)))
  }
  return timelineFrom(intervals, config, sorted(problems), sorted(remarks))
}

const NOBODY: WhoMeant = { problems: [], remarks: [] }

interface Asking {
  readonly occurrence: Occurrence
  /** The pool's. */
  readonly name: string
  readonly ask: Ask
  readonly who?: string
}

/** What an occurrence asks of one pool; what hinders it is told. */
function askedBy({ occurrence, name, ask, who }: Asking, config: Config, tell: (text: string) => void): Interval[] {
  const pool = name === ANY_POOL ? anyPool(config) : config.pools.get(name)
  const seat = seatSaid(occurrence.description, name)
  const own = pool
    ? intervalsOf(occurrence, pool, ask, who ?? pool.who).map((one) => (seat ? { ...one, seat } : one))
    : []
  if (!pool) tell(sayNoName(config, ask))
  else if (own.length === 0) tell(NO_LENGTH)
  return own
}

/** Pools are written in any case; what stands on a line of its own is of all of them. */
function seatSaid({ seats }: Description, pool: string): Resources | undefined {
  if (!seats) return undefined
  const [own] = [...seats].filter(([name]) => name !== ANY_POOL && name.toLowerCase() === pool.toLowerCase())
  return own?.[1] ?? seats.get(ANY_POOL)
}

/** To find the pool that was meant takes its time; what is only counted needs no words. */
function unknownPools(pools: ReadonlySet<string>, problems: Problems): UnknownPools {
  const said = new Remembered<string, string>(MOST.problems)
  const near = new Remembered<string, boolean>(MOST.problems)
  return {
    say: (name) => (problems.isFull ? '' : said.get(name, () => sayNoPool(name, pools))),
    isNear: (name) => !problems.isFull && near.get(name, () => isNearPool(name, pools)),
  }
}

const sorted = (problems: Problems): CalendarProblem[] =>
  problems.all.sort((a, b) => compare(a.where, b.where) || compare(a.text, b.text))

/** The timeline of these intervals: sorted, bridged, with its boundaries. Takes the array over. */
export function timelineFrom(
  intervals: Interval[],
  config: Config,
  problems: readonly CalendarProblem[],
  remarks: readonly Problem[] = [],
): Timeline {
  intervals.sort((a, b) => a.fromMs - b.fromMs || compare(a.pool, b.pool) || compare(a.uid, b.uid) || a.toMs - b.toMs)
  const boundaries = [...new Set(intervals.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))].sort((a, b) => a - b)
  const byPool = Map.groupBy(intervals, ({ pool }) => pool)
  return {
    intervals,
    bridges: [...byPool].flatMap(([pool, own]) => bridgesOf(pool, own, config)),
    boundaries,
    problems,
    remarks,
  }
}

function bridgesOf(pool: string, intervals: readonly Interval[], config: Config): Bridge[] {
  const bridgeMs = config.pools.get(pool)?.bridgeMs ?? 0
  return UNITS.flatMap((unit) => {
    const own = intervals.filter((one) => one.unit === unit)
    const [before, after] = [sweep(own), sweep(own)]
    return bridges(levelsOf(own, unit === 'students' ? 'sum' : 'largest'), bridgeMs).map(({ fromMs, toMs, level }) => {
      const asks = unit === 'students' ? 0 : level
      const events = titlesBeside(asks, before(fromMs - 1), after(toMs))
      return { pool, unit, fromMs, toMs, amount: level, events }
    })
  })
}

const NO_LENGTH = 'it ends when it starts, so it never counts; give it an end, or a line like `leadTime: 20m`'

const isActive = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, nowMs: number): boolean =>
  fromMs <= nowMs && nowMs < toMs

/** The bridge that a pool is on at an instant. */
export const bridgeAt = (timeline: Timeline, pool: string, unit: Unit, nowMs: number): Bridge | undefined =>
  timeline.bridges.find((one) => one.pool === pool && one.unit === unit && isActive(one, nowMs))

/** The bridges of a pool at an instant, one a unit at most. */
export const bridgesAt = (timeline: Timeline, pool: string, nowMs: number): Bridge[] =>
  timeline.bridges.filter((one) => one.pool === pool && isActive(one, nowMs))

/** The intervals of a pool that count at an instant. */
export const activeAt = (timeline: Timeline, pool: string, nowMs: number): Interval[] =>
  timeline.intervals.filter((one) => one.pool === pool && isActive(one, nowMs))

/** The largest bare number that an event asks of a pool now or later, as far as the calendar was read. */
export const largestNumber = (timeline: Timeline, pool: string, nowMs: number): number =>
  timeline.intervals.reduce(
    (most, one) =>
      one.pool === pool && one.unit === 'integer' && nowMs < one.toMs ? Math.max(most, one.amount) : most,
    0,
  )

/** The first instant after `nowMs` at which the timeline's answer may change; undefined when it never does. */
export function nextBoundary(timeline: Timeline, nowMs: number): number | undefined {
  const { boundaries } = timeline
  let [low, high] = [0, boundaries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((boundaries[middle] ?? Number.POSITIVE_INFINITY) <= nowMs) low = middle + 1
    else high = middle
  }
  return boundaries[low]
}
