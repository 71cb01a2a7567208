import { timeValue } from './value.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, startOfDay } from './wall-time.ts'

/** The parts of a recurrence rule (RFC 5545 §3.3.10), checked, so that a broken one is named. */
export interface RuleParts {
  /** The rule without its ends, for the engine. */
  readonly text: string
  /** How many wall times a day holds at most. */
  readonly timesADay: number
  /** The last wall time that can be one, by UNTIL, or by a COUNT of equal steps. */
  readonly untilWall: number
  /** COUNT where it has to be counted; infinite without one. */
  readonly count: number
}

/** What a rule starts from. */
export interface RuleContext {
  readonly startWall: number
  readonly allDay: boolean
  /** UNTIL as wall time of the zone that the start is in. */
  readonly untilToWall: (utcMs: number) => number
}

/** A rule that cannot be read; its message says why, for people. */
export class BadRule extends Error {}

/** Every five minutes: what comes more often keeps no seat warm that is not warm already. */
const MAX_TIMES_A_DAY = 288

/** @throws BadRule when it cannot be read */
export function ruleParts(text: string, context: RuleContext): RuleParts {
  const parts = readParts(text)
  if (context.allDay) {
    if (SUB_DAILY.has(parts.get('FREQ') ?? '')) throw new BadRule(`an all-day event cannot repeat ${parts.get('FREQ')}`)
    for (const name of ['BYHOUR', 'BYMINUTE', 'BYSECOND']) parts.delete(name)
  }
  const timesADay = densityOf(parts)
  refuseHopeless(parts, timesADay)
  if (timesADay > MAX_TIMES_A_DAY) {
    throw new BadRule(`it repeats up to ${timesADay} times a day; at most ${MAX_TIMES_A_DAY} are followed`)
  }
  const endless = [...parts].filter(([name]) => name !== 'UNTIL' && name !== 'COUNT')
  return {
    text: endless.map((pair) => pair.join('=')).join(';'),
    timesADay,
    untilWall: Math.min(untilOf(parts, context), endOfSteps(parts, context.startWall)),
    count: isEqualSteps(parts) ? Number.POSITIVE_INFINITY : Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY),
  }
}

const DAYS = '(?:SU|MO|TU|WE|TH|FR|SA)'
const list = (item: string) => new RegExp(`^${item}(?:,${item})*$`)
const within = (low: number, high: number) => (text: string) =>
  list('[+-]?\\d{1,3}').test(text) &&
  text
    .split(',')
    .every((n) => Math.abs(Number(n)) >= Math.abs(low) && Math.abs(Number(n)) <= high && (low < 0 || Number(n) >= 0))

const PARTS: Readonly<Record<string, (text: string) => boolean>> = {
  FREQ: (text) => /^(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(text),
  INTERVAL: (text) => /^0*[1-9]\d{0,8}$/.test(text),
  COUNT: (text) => /^0*[1-9]\d{0,11}$/.test(text),
  UNTIL: (text) => timeValue(text) !== undefined,
  BYSECOND: within(0, 60),
  BYMINUTE: within(0, 59),
  BYHOUR: within(0, 23),
  BYDAY: (text) => list(`(?:[+-]?\\d{1,2})?${DAYS}`).test(text),
  BYMONTHDAY: within(-1, 31),
  BYYEARDAY: within(-1, 366),
  BYWEEKNO: within(-1, 53),
  BYMONTH: (text) => list('\\d{1,2}L?').test(text) && text.split(',').every((n) => /^0*([1-9]|1[0-3])L?$/.test(n)),
  BYSETPOS: within(-1, 366),
  WKST: (text) => new RegExp(`^${DAYS}$`).test(text),
  RSCALE: (text) => /^[A-Z0-9-]+$/.test(text),
  SKIP: (text) => /^(OMIT|BACKWARD|FORWARD)$/.test(text),
}

const SUB_DAILY = new Set(['SECONDLY', 'MINUTELY', 'HOURLY'])

function readParts(text: string): Map<string, string> {
  const parts = new Map<string, string>()
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = ''] = part.split('=', 2).map((side) => side.trim())
    if (!part.trim() || name.startsWith('X-')) continue
    const isGood = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined
    if (isGood === undefined) throw new BadRule(`«${short(part)}» is no part of a recurrence rule`)
    if (!isGood(value)) throw new BadRule(`${name} cannot be «${short(value)}»`)
    if (parts.has(name)) throw new BadRule(`${name} is there twice`)
    parts.set(name, value)
  }
  const freq = parts.get('FREQ')
  if (freq === undefined) throw new BadRule('FREQ is missing')
  if (freq !== 'MONTHLY' && freq !== 'YEARLY')
    parts.set('BYDAY', (parts.get('BYDAY') ?? '').replaceAll(/[+-]?\d+/g, ''))
  if (!parts.get('BYDAY')) parts.delete('BYDAY')
  if (![...parts.keys()].some((name) => name !== 'BYSETPOS' && name.startsWith('BY'))) parts.delete('BYSETPOS')
  return parts
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** An upper bound of the wall times in one day, from the parts alone. */
function densityOf(parts: ReadonlyMap<string, string>): number {
  const count = (name: string) => new Set(parts.get(name)?.split(',')).size
  const freq = parts.get('FREQ')
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const by = (name: string, otherwise: number) => (parts.has(name) ? count(name) : otherwise)
  const perFreq = (perDay: number) => Math.ceil(perDay / interval)
  if (freq === 'SECONDLY') return Math.min(perFreq(86_400), by('BYHOUR', 24) * by('BYMINUTE', 60) * by('BYSECOND', 60))
  const seconds = by('BYSECOND', 1)
  if (freq === 'MINUTELY') return Math.min(perFreq(1440), by('BYHOUR', 24) * by('BYMINUTE', 60)) * seconds
  const minutes = by('BYMINUTE', 1) * seconds
  return (freq === 'HOURLY' ? Math.min(perFreq(24), by('BYHOUR', 24)) : by('BYHOUR', 1)) * minutes
}

const DAYS_OF: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }

/** Rules that can hardly ever come, for which the engine searches centuries: nobody means them. */
function refuseHopeless(parts: ReadonlyMap<string, string>, timesADay: number): void {
  if (parts.has('BYWEEKNO') && parts.has('BYYEARDAY'))
    throw new BadRule('BYWEEKNO and BYYEARDAY together are not followed')
  const positions = parts
    .get('BYSETPOS')
    ?.split(',')
    .map((n) => Math.abs(Number(n))) ?? [1]
  const most = timesADay * (DAYS_OF[parts.get('FREQ') ?? ''] ?? 1)
  if (positions.every((n) => n > most)) throw new BadRule(`BYSETPOS=${parts.get('BYSETPOS')} never comes`)
}

/** UNTIL is inclusive. A date counts to the end of that day; for all-day events only the day counts. */
function untilOf(parts: ReadonlyMap<string, string>, { allDay, untilToWall }: RuleContext): number {
  const until = timeValue(parts.get('UNTIL') ?? '')
  if (until === undefined) return Number.POSITIVE_INFINITY
  if (until.form === 'date') return until.wallMs + DAY_MS - SECOND_MS
  const atMidnight = until.wallMs === startOfDay(until.wallMs)
  // Exchange ends all-day series at midnight UTC of the last day; others at its midnight in the zone.
  const wall = until.form === 'utc' && !(allDay && atMidnight) ? untilToWall(until.wallMs) : until.wallMs
  return allDay ? startOfDay(wall) : wall
}

const STEP_MS: Readonly<Record<string, number>> = {
  SECONDLY: SECOND_MS,
  MINUTELY: MINUTE_MS,
  HOURLY: HOUR_MS,
  DAILY: DAY_MS,
  WEEKLY: 7 * DAY_MS,
}

const isEqualSteps = (parts: ReadonlyMap<string, string>) =>
  STEP_MS[parts.get('FREQ') ?? ''] !== undefined && ![...parts.keys()].some((name) => name.startsWith('BY'))

/** A COUNT of equal steps is the same as an end, and an end can be jumped to. */
function endOfSteps(parts: ReadonlyMap<string, string>, startWall: number): number {
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY)
  const step = STEP_MS[parts.get('FREQ') ?? ''] ?? Number.NaN
  if (!isEqualSteps(parts)) return Number.POSITIVE_INFINITY
  return startWall + (count - 1) * Number(parts.get('INTERVAL') ?? 1) * step
}
