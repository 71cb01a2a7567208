import { RRuleTemporal } from 'rrule-temporal'
import { DAY_MS } from '../../duration.ts'
import { Remembered } from '../../remembered.ts'
import { daysFromCivil, MAX_WALL, MIN_WALL, sayWallTime, startOfDay, yearMonthDay } from '../text/wall-time.ts'

/** The midnights from one to another, both counted, on which a rule comes; ascending. @throws RuleTooCostly */
type Days = (from: number, to: number) => readonly number[]

/** A rule whose evaluation was given up: it takes too many steps, or leads beyond the end of time. */
export class RuleTooCostly extends Error {}

/** Long before calendars begin. */
const ANCHOR = daysFromCivil(1601, 1, 1) * DAY_MS
const shared = new Remembered<string, Days>(256)

/**
 * The days of a rule without ends and times, by `rrule-temporal`; without a rule every day is one. A rule is made when
 * it is first asked; series whose rules come on the same days whenever they began share one, and its last answers.
 * @param start midnight of the rule's start, which is its phase
 */
export function engineDays(rule: string | undefined, start: number): Days {
  if (rule === undefined) {
    return (from, to) => Array.from({ length: Math.max(0, (to - from) / DAY_MS + 1) }, (_, n) => from + n * DAY_MS)
  }
  const timeless = start < ANCHOR ? undefined : withoutPhase(rule, start)
  if (timeless === undefined) return engine(rule, start)
  const days = shared.get(timeless, () => answering(engine(timeless, ANCHOR)))
  return (from, to) => {
    const all = to < start ? NONE : days(from, to)
    return from >= start ? all : all.filter((day) => day >= start)
  }
}

const NONE: readonly number[] = []

/** The same rule, with what it takes from its start written out; undefined when its start counts beyond that. */
function withoutPhase(rule: string, start: number): string | undefined {
  if (/INTERVAL=0*([2-9]|1\d)/.test(rule)) return undefined
  if (/BY(DAY|MONTHDAY|YEARDAY|WEEKNO)=/.test(rule))
    return rule.includes('BYWEEKNO') && !rule.includes('BYDAY') ? undefined : rule
  if (rule.startsWith('FREQ=DAILY')) return rule
  if (rule.includes('FREQ=WEEKLY')) return `${rule};BYDAY=${WEEKDAYS[(start / DAY_MS + 700_003) % 7]}`
  const [, month, day] = yearMonthDay(start)
  if (rule.includes('FREQ=MONTHLY')) return `${rule};BYMONTHDAY=${day}`
  return rule.includes('BYMONTH=') ? `${rule};BYMONTHDAY=${day}` : `${rule};BYMONTH=${month};BYMONTHDAY=${day}`
}

/** 1970-01-01 was a Thursday. */
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Hundreds of series ask for the same few windows. */
function answering(days: Days): Days {
  const answers = new Remembered<string, readonly number[]>(16)
  return (from, to) => answers.get(`${from} ${to}`, () => days(from, to))
}

function engine(rule: string, start: number): Days {
  let made: RRuleTemporal | undefined
  return (from, to) => {
    if (to < start || from > to || to < MIN_WALL || from > MAX_WALL) return NONE
    // Its limits stay as they are: with others it leaves its fast paths (1,500 rules: 1.1 s instead of 0.07 s).
    try {
      made ??= new RRuleTemporal({ rruleString: `DTSTART:${basic(start)}\nRRULE:${rule}`, tzid: 'UTC' })
      return made.between(instant(from), instant(to), true).map((day) => day.epochMilliseconds)
    } catch (error) {
      throw new RuleTooCostly(error instanceof Error ? error.message : String(error))
    }
  }
}

type Instant = ReturnType<RRuleTemporal['options']>['dtstart']
const instants = new Remembered<number, Instant>(256)

/** An instant as the engine itself writes it: it reads its own far faster than a string, and all series ask for the same few. */
const instant = (wallMs: number): Instant =>
  instants.get(wallMs, () => {
    const rruleString = `DTSTART:${basic(wallMs)}\nRRULE:FREQ=YEARLY`
    return new RRuleTemporal({ rruleString, tzid: 'UTC' }).options().dtstart
  })

/** `20260324T090000Z` */
const basic = (wallMs: number) => `${sayWallTime(startOfDay(wallMs)).replaceAll(/[-:]/g, '')}Z`
