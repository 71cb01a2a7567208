import { Remembered } from '../../remembered.ts'
import { BadRule, type RuleParts, readParts } from '../rules/rule-parts.ts'
import { untilOf } from '../rules/rule-plan.ts'
import { timesByDay } from '../rules/rule-times.ts'
import { MOST } from '../text/budget.ts'
import { yearMonthDay } from '../text/wall-time.ts'
import { clockDays } from './clock-days.ts'

/**
 * The rule by which clocks are set (RFC 5545 §3.6.5). It is reckoned here and not followed by the engine of events'
 * rules: a zone is asked about every date of a calendar, and Outlook's rules began in 1601.
 */
export interface ClockRule {
  /** The last wall time at which they are set, at one or before it. */
  lastAt(wall: number): number | undefined
}

/** A rule that gave nothing in so many of its years is taken to give nothing. 29 February comes back within eight. */
const EMPTY_YEARS = 8
/** A COUNT of years that is longer is for ever. */
const MAX_COUNT = 500

/**
 * @param untilToWall UNTIL as wall time
 * @returns undefined for a rule that is none of clocks, or none at all
 */
export function clockRule(
  text: string,
  startWall: number,
  untilToWall: (utcMs: number) => number,
): ClockRule | undefined {
  try {
    return text.length > MOST.rule ? undefined : ruleOf(readParts(text).parts, startWall, untilToWall)
  } catch (error) {
    if (error instanceof BadRule) return undefined
    throw error
  }
}

/** @throws BadRule for times of day beyond all measure */
function ruleOf(parts: RuleParts, startWall: number, untilToWall: (utcMs: number) => number): ClockRule | undefined {
  const days = clockDays(parts, startWall)
  if (days === undefined) return undefined
  const [time, ...further] = timesByDay(parts, startWall)
  if (time === undefined || further.length > 0) return undefined
  const onsets = new Remembered<number, readonly number[]>(64)
  const inYear = (year: number) =>
    onsets.get(year, () =>
      days(year)
        .map((day) => day + time)
        .filter((wall) => wall >= startWall),
    )
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const [firstYear] = yearMonthDay(startWall)
  const { wall: until } = untilOf(parts, { startWall, allDay: false, untilToWall })
  const end = Math.min(
    until,
    endOfCount(Number(parts.get('COUNT') ?? Infinity), startWall, (n) => inYear(firstYear + n * interval)),
  )
  return {
    lastAt: (wall) => {
      const latest = Math.min(wall, end)
      const [year] = yearMonthDay(latest)
      const newest = Math.floor((year - firstYear) / interval)
      for (let nth = newest; nth >= Math.max(0, newest - EMPTY_YEARS); nth--) {
        const last = inYear(firstYear + nth * interval).findLast((onset) => onset <= latest)
        if (last !== undefined) return last
      }
      return undefined
    },
  }
}

/** The wall time of the last onset by COUNT; the start is the first one, whether the rule gives it or not (§3.3.10). */
function endOfCount(count: number, startWall: number, inYear: (nth: number) => readonly number[]): number {
  let counted = 1
  if (count > MAX_COUNT) return Number.POSITIVE_INFINITY
  if (count === 1) return startWall
  for (let nth = 0; nth < MAX_COUNT; nth++) {
    const onsets = inYear(nth).filter((wall) => wall > startWall)
    const last = onsets[count - counted - 1]
    if (last !== undefined) return last
    counted += onsets.length
  }
  return Number.POSITIVE_INFINITY
}
