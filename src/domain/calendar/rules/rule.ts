import { DAY_MS } from '../../duration.ts'
import type { Steps } from '../text/steps.ts'
import { startOfDay } from '../text/wall-time.ts'
import { engineDays, RuleTooCostly } from './rule-engine.ts'
import { type Branch, type RuleContext, type RulePlan, rulePlan } from './rule-plan.ts'

/**
 * A recurrence rule (RFC 5545 §3.3.10) on wall time: an engine gives its days, in UTC, where it jumps to the window
 * instead of walking there from the series' start, and each day has its times. Which instant a wall time is (DST gaps
 * and overlaps) is the zone's answer, the same as for an explicit date-time (§3.3.10): a start in a gap is kept.
 */
export interface Rule {
  /** After it nothing comes; infinite without UNTIL. */
  readonly untilWall: number
  /** Not more than so many wall times a day. */
  readonly timesADay: number
  /** As it is understood, with what had to be forgiven for it, each in a few words. */
  readonly text: string
  readonly forgiven: readonly string[]
  /** Wall times in [fromWall, toWall), ascending. @throws RuleTooCostly */
  walls(fromWall: number, toWall: number): Steps<number[]>
}

/** The engine is asked for so many days at once; between two such pieces, and so many wall times, others get the floor. */
const PIECE_MS = 366 * DAY_MS
const PIECE_TIMES = 500
/** More in one window are given up: an event each day that lasts 50 years has 18,000. */
const MAX_TIMES = 20_000
/** A COUNT is followed so far: four times an hour for two years. */
const MAX_COUNTED = 70_000
/** No stretch longer than this is looked through: 150 years. */
const MAX_STRETCH_MS = 150 * PIECE_MS

/** @throws BadRule when it cannot be read or followed */
export function readRule(source: string, context: RuleContext): Rule {
  const { startWall } = context
  const plan = rulePlan(source, context)
  const timesADay = plan.branches.reduce((sum, { times }) => sum + times.most, 0)
  const visit = visitor(plan, startWall)
  const end = endOfCount(plan.count, startWall, timesADay, visit)

  function* walls(fromWall: number, toWall: number): Steps<number[]> {
    if (fromWall > plan.untilWall || toWall <= startWall) return []
    const to = Math.min(toWall, plan.untilWall + 1, (yield* end(toWall)) + 1)
    const found: number[] = []
    yield* visit(Math.max(fromWall, startWall), to, (wall) => {
      if (found.push(wall) > MAX_TIMES) throw new RuleTooCostly(`more than ${MAX_TIMES} occurrences`)
      return true
    })
    return found
  }
  const { untilWall, text, forgiven } = plan
  return { untilWall, timesADay, text, forgiven, walls }
}

/** Calls back for each wall time of the rule in [from, to), without its ends, ascending, as long as that wants more. */
type Visit = (from: number, to: number, callback: (wall: number) => boolean) => Steps<void>

function visitor({ branches }: RulePlan, startWall: number): Visit {
  const daysOf = timesDayByDay(branches, startOfDay(startWall))
  return (from, to, callback) => walk(daysOf, from, to, callback)
}

function* walk(daysOf: DayByDay, from: number, to: number, callback: (wall: number) => boolean): Steps<void> {
  let visited = 0
  for (let piece = startOfDay(from); piece < to; piece += PIECE_MS) {
    if (piece - from > MAX_STRETCH_MS) throw new RuleTooCostly('its events last for more than 150 years')
    for (const walls of daysOf(piece, startOfDay(Math.min(to - 1, piece + PIECE_MS - 1)))) {
      if (!callEach(walls, from, to, callback)) return
      visited += walls.length + 1
      if (visited <= PIECE_TIMES) continue
      visited = 0
      yield
    }
    yield
  }
}

/** @returns whether the callback wants more */
function callEach(walls: readonly number[], from: number, to: number, callback: (wall: number) => boolean): boolean {
  for (const wall of walls) if (wall >= from && wall < to && !callback(wall)) return false
  return true
}

/** The wall times of each day between two midnights, both counted, of all branches together. @throws RuleTooCostly */
type DayByDay = (from: number, to: number) => Iterable<readonly number[]>

function timesDayByDay(branches: readonly Branch[], start: number): DayByDay {
  const all = branches.map(({ days, ...rest }) => ({ ...rest, daysIn: engineDays(days, start) }))
  const [only] = all
  if (all.length > 1 || only === undefined) return (from, to) => together(all, from, to)
  const { daysIn, limit, times } = only
  return function* (from, to) {
    for (const day of daysIn(from, to)) yield limit === undefined || limit(day) ? times.on(day) : NONE
  }
}

type Followed = Omit<Branch, 'days'> & { readonly daysIn: ReturnType<typeof engineDays> }

function together(branches: readonly Followed[], from: number, to: number): number[][] {
  const byDay = new Map<number, number[]>()
  for (const { daysIn, times } of branches)
    for (const day of daysIn(from, to)) byDay.set(day, [...(byDay.get(day) ?? []), ...times.on(day)])
  return [...byDay].sort(([a], [b]) => a - b).map(([, walls]) => walls.sort((a, b) => a - b))
}

const NONE: readonly number[] = []

/**
 * The wall time of the last occurrence by COUNT, as far as it is known up to a wall time: counted once, in pieces, and
 * remembered, because the engine counts in one go. The start is the first one, whether the rule gives it or not (§3.3.10).
 */
function endOfCount(count: number, startWall: number, timesADay: number, visit: Visit) {
  let counted = 1
  let countedTo = startWall + 1
  let end = count === 1 ? startWall : Number.POSITIVE_INFINITY
  return function* (toWall: number): Steps<number> {
    const most = timesADay * (2 + (toWall - startWall) / DAY_MS)
    if (count >= most || end !== Number.POSITIVE_INFINITY || countedTo >= toWall) return end
    if (toWall - startWall > MAX_STRETCH_MS) throw new RuleTooCostly('its COUNT began more than 150 years before')
    // In whole pieces, so that a window that rolls on by a day mostly finds it counted.
    const target = startWall + Math.ceil((toWall - startWall) / PIECE_MS) * PIECE_MS
    yield* visit(countedTo, target, (wall) => {
      // Two windows may be asked for at once, their steps in turn: what the other one has counted is counted.
      if (wall < countedTo) return true
      if (end !== Number.POSITIVE_INFINITY) return false
      counted++
      countedTo = wall + 1
      if (counted > MAX_COUNTED) throw new RuleTooCostly(`more than ${MAX_COUNTED} occurrences before this time`)
      if (counted < count) return true
      end = wall
      return false
    })
    countedTo = Math.max(countedTo, target)
    return end
  }
}
