import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../duration.ts'
import { BadRule, numbersOf, type RuleParts } from './rule-parts.ts'

/** At which wall times of a day a rule comes, when it comes on that day. */
export interface TimesOfDay {
  /** No day has more. */
  readonly most: number
  /** Ascending. @param day wall time of its midnight */
  on(day: number): readonly number[]
}

/** Every five minutes: what comes more often keeps no seat warm that is not warm already. */
const MAX_TIMES = 288
/** So many steps of an hour, a minute or a second are looked at in a day: every minute. */
const MAX_STEPS = 1440

const UNITS = [
  { freq: 'SECONDLY', by: 'BYSECOND', ms: SECOND_MS, inNext: 60 },
  { freq: 'MINUTELY', by: 'BYMINUTE', ms: MINUTE_MS, inNext: 60 },
  { freq: 'HOURLY', by: 'BYHOUR', ms: HOUR_MS, inNext: 24 },
] as const

/** Offsets in a day, an hour or a minute: each listed value of the smaller units, or the start's own. */
function offsetsIn(unitMs: number, parts: RuleParts, startWall: number): number[] {
  let offsets = [0]
  for (const { by, ms, inNext } of UNITS.filter((unit) => unit.ms < unitMs)) {
    const values = numbersOf(parts, by) ?? [modulo(Math.floor(startWall / ms), inNext)]
    if (values.length * offsets.length > MAX_TIMES * 60) throw tooDense(values.length * offsets.length)
    offsets = values.flatMap((value) => offsets.map((offset) => value * ms + offset))
  }
  // A second of 60 is the next minute's first.
  return [...new Set(offsets.filter((offset) => offset < unitMs))].sort((a, b) => a - b)
}

/** The times of a rule that goes by days, weeks, months or years: the same each day, as offsets from midnight. */
export function timesByDay(parts: RuleParts, startWall: number): number[] {
  const offsets = offsetsIn(DAY_MS, parts, startWall)
  if (offsets.length > MAX_TIMES) throw tooDense(offsets.length)
  return offsets
}

export const sameTimes = (offsets: readonly number[]): TimesOfDay => ({
  most: offsets.length,
  on: (day) => offsets.map((offset) => day + offset),
})

/** @returns undefined for a rule that goes by days or longer */
export function timesBySteps(parts: RuleParts, startWall: number): TimesOfDay | undefined {
  const freq = UNITS.findIndex((unit) => unit.freq === parts.get('FREQ'))
  if (freq < 0) return undefined
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const allowed = UNITS.slice(freq).map(({ by, ms, inNext }) => ({ ms, inNext, list: numbersOf(parts, by) }))
  const positions = numbersOf(parts, 'BYSETPOS')
  // «Every second of 09:00:00» is «each day at 09:00:00»: a longer unit has fewer steps.
  const longer =
    interval > 1 || positions
      ? -1
      : allowed.findLastIndex((_, at) => allowed.slice(0, at + 1).every(({ list }) => list))
  const unitMs = longer < 0 ? (allowed[0]?.ms ?? SECOND_MS) : (allowed[longer + 1]?.ms ?? DAY_MS)
  const limits = allowed.filter(({ ms, list }) => ms >= unitMs && list)
  const offsets = offsetsIn(unitMs, parts, startWall)
  const picked = positions
    ? offsets.filter((_, at) => positions.includes(at + 1) || positions.includes(at - offsets.length))
    : offsets
  if (picked.length === 0) throw new BadRule(`BYSETPOS=${parts.get('BYSETPOS')} never comes`)

  const steps = Math.ceil(DAY_MS / unitMs / interval)
  const most =
    Math.min(
      steps,
      allowed.reduce((all, { ms, inNext, list }) => all * (ms < unitMs ? 1 : (list?.length ?? inNext)), 1),
    ) * picked.length
  if (most > MAX_TIMES) throw tooDense(most)
  if (steps > MAX_STEPS) throw new BadRule(`it takes ${steps} steps a day; at most ${MAX_STEPS} are followed`)
  const first = Math.floor(startWall / unitMs)
  const on = (day: number) => {
    const times: number[] = []
    const from = day / unitMs
    const until = (day + DAY_MS) / unitMs
    for (let step = from + modulo(first - from, interval); step < until; step += interval) {
      const wall = step * unitMs
      if (!limits.every(({ ms, inNext, list }) => list?.includes(modulo(Math.floor(wall / ms), inNext)))) continue
      for (const offset of picked) times.push(wall + offset)
    }
    return times
  }
  return { most, on }
}

const modulo = (n: number, by: number) => ((n % by) + by) % by

const tooDense = (times: number) =>
  new BadRule(`it repeats up to ${times} times a day; at most ${MAX_TIMES} are followed`)
