import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../duration.ts'
import { MOST } from '../text/budget.ts'
import { dayNamed } from '../text/nearest-day.ts'
import { timeValue } from '../text/value.ts'
import { sayWallTime, startOfDay } from '../text/wall-time.ts'
import { type DayLimit, dayLimit } from './rule-days.ts'
import { BadRule, numbersOf, type RuleParts, readParts } from './rule-parts.ts'
import { sameTimes, type TimesOfDay, timesByDay, timesBySteps } from './rule-times.ts'

/** What a rule starts from. */
export interface RuleContext {
  readonly startWall: number
  readonly allDay: boolean
  /** UNTIL as wall time of the zone that the start is in. */
  readonly untilToWall: (utcMs: number) => number
}

/** How a rule is followed: an engine gives days, and each day has times. */
export interface RulePlan {
  readonly branches: readonly Branch[]
  /** The last wall time that can be one, by UNTIL, or by a COUNT of equal steps. */
  readonly untilWall: number
  /** COUNT where it has to be counted; infinite without one. */
  readonly count: number
  /** As it is understood, with what had to be forgiven for it, each in a few words. */
  readonly text: string
  readonly forgiven: readonly string[]
}

export interface Branch {
  /** The rule of the days, for the engine; undefined: every day. */
  readonly days: string | undefined
  readonly limit: DayLimit | undefined
  readonly times: TimesOfDay
}

/** @throws BadRule when it cannot be read or followed */
export function rulePlan(text: string, context: RuleContext): RulePlan {
  if (text.length > MOST.rule) throw new BadRule(`it is longer than ${MOST.rule} characters`)
  const read = readParts(text)
  const parts = new Map(read.parts)
  const freq = parts.get('FREQ') ?? ''
  if (context.allDay) {
    if (STEP_MS.get(freq) !== undefined && !/^(DAI|WEEK)LY$/.test(freq))
      throw new BadRule(`an all-day event cannot repeat ${freq}`)
    for (const name of TIMES) parts.delete(name)
  }
  const equal = STEP_MS.has(freq) && ![...parts.keys()].some((name) => name.startsWith('BY'))
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY)
  const until = untilOf(parts, context)
  return {
    text: read.text,
    forgiven: until.forgiven === undefined ? read.forgiven : [...read.forgiven, until.forgiven],
    branches: branchesOf(parts, freq, context.startWall),
    untilWall: Math.min(until.wall, equal ? endOfSteps(parts, count, context.startWall) : Infinity),
    count: equal ? Number.POSITIVE_INFINITY : count,
  }
}

const TIMES = ['BYHOUR', 'BYMINUTE', 'BYSECOND']
const MONTHS_AND_DAYS = ['BYMONTH', 'BYMONTHDAY', 'BYYEARDAY']

function branchesOf(parts: RuleParts, freq: string, startWall: number): Branch[] {
  const steps = timesBySteps(parts, startWall)
  if (steps) {
    const byDay = parts.get('BYDAY')
    return [{ days: byDay && `FREQ=DAILY;BYDAY=${byDay}`, limit: dayLimit(parts), times: steps }]
  }
  const limited = freq === 'DAILY' || (freq === 'WEEKLY' && !parts.has('BYSETPOS'))
  const left = [...(limited ? MONTHS_AND_DAYS : []), ...TIMES, 'COUNT', 'UNTIL', 'BYSETPOS']
  const days = [...parts]
    .filter(([name]) => !left.includes(name))
    .map((pair) => pair.join('='))
    .join(';')
  const limit = limited ? dayLimit(parts) : undefined
  const offsets = timesByDay(parts, startWall)
  const positions = numbersOf(parts, 'BYSETPOS')
  if (positions === undefined) return [{ days, limit, times: sameTimes(offsets) }]
  const branches = [...positionsByTime(positions, offsets)].flatMap(([offset, nths]): Branch[] => {
    const times = sameTimes([offset])
    const legal = nths.filter((nth) => Math.abs(nth) <= (DAYS_IN.get(freq) ?? 366))
    if (legal.length === 0) return []
    return [{ days: freq === 'DAILY' ? days : `${days};BYSETPOS=${legal}`, limit, times }]
  })
  if (branches.length === 0) throw new BadRule(`BYSETPOS=${parts.get('BYSETPOS')} never comes`)
  if (branches.length > MAX_BRANCHES) throw new BadRule('BYSETPOS picks too many times of the day')
  return branches
}

const MAX_BRANCHES = 12
const DAYS_IN: ReadonlyMap<string, number> = new Map([
  ['DAILY', 1],
  ['WEEKLY', 7],
  ['MONTHLY', 31],
])

/** BYSETPOS counts days times times of the day: for each time, which days of the period it is picked on. */
function positionsByTime(positions: readonly number[], offsets: readonly number[]): Map<number, number[]> {
  const byTime = new Map<number, number[]>()
  for (const position of positions) {
    const nth = Math.abs(position) - 1
    const offset = offsets.at(position > 0 ? nth % offsets.length : -1 - (nth % offsets.length)) ?? 0
    const day = Math.sign(position) * (1 + Math.floor(nth / offsets.length))
    byTime.set(offset, [...(byTime.get(offset) ?? []), day])
  }
  return byTime
}

/** The last wall time by UNTIL, and what had to be forgiven for it. */
interface Until {
  readonly wall: number
  readonly forgiven?: string
}

/** UNTIL is inclusive. A date counts to the end of that day; for all-day events only the day counts. */
export function untilOf(parts: RuleParts, { allDay, untilToWall }: RuleContext): Until {
  const until = timeValue(parts.get('UNTIL') ?? '')
  if (until === undefined) return { wall: Number.POSITIVE_INFINITY }
  if (until.form === 'date') return { wall: until.wallMs + DAY_MS - SECOND_MS }
  if (until.form === 'local') return { wall: allDay ? startOfDay(until.wallMs) : until.wallMs }
  const wall = untilToWall(until.wallMs)
  if (!allDay) return { wall }
  const { day, isGuess } = dayNamed(until.wallMs, wall)
  const said = `UNTIL of days is a time and is read as ${sayWallTime(day).slice(0, 10)}`
  return { wall: day, ...(isGuess && { forgiven: said }) }
}

const STEP_MS: ReadonlyMap<string, number> = new Map([
  ['SECONDLY', SECOND_MS],
  ['MINUTELY', MINUTE_MS],
  ['HOURLY', HOUR_MS],
  ['DAILY', DAY_MS],
  ['WEEKLY', 7 * DAY_MS],
])

/** A COUNT of equal steps is the same as an end, and an end can be jumped to. */
const endOfSteps = (parts: RuleParts, count: number, startWall: number): number =>
  startWall + (count - 1) * Number(parts.get('INTERVAL') ?? 1) * (STEP_MS.get(parts.get('FREQ') ?? '') ?? Number.NaN)
