import { titleOf } from '../calendar/event-name.ts'
import { MINUTE_MS } from '../duration.ts'
import { earliest } from '../earliest.ts'
import type { ForecastReactions } from '../settings/forecast-rules.ts'
import { cameTo, sum } from './attribution.ts'
import { PAD_MS } from './bins.ts'
import { aheadOf, type Class, dueOf, windowOf } from './class.ts'
import { type Crowd, peopleOf } from './crowd.ts'
import { shareBy } from './curve.ts'
import { HALF_HOUR_MS, type HalfHours, halfHourOf, halfHourStartMs, headroomIn, usualIn } from './half-hours.ts'
import { cameBetween, minuteEndMs } from './minutes.ts'
import { type Revised, revised } from './revision.ts'
import { sayBaseline, sayClasses, saySurge } from './say.ts'
import { surgeOf } from './surge.ts'

export interface ForecastInput {
  readonly reactions: ForecastReactions
  /** Whose people may be coming. */
  readonly classes: readonly Class[]
  readonly came: Crowd
  readonly halfHours: HalfHours
  /** What `auto` stands for. */
  readonly leadMs: number
  /** For times of day. */
  readonly zone: string
  /** Of the weekday and half-hour. */
  readonly weekZone: string
  readonly nowMs: number
  /** Until when is known who came: earlier than now where somebody looks ahead. */
  readonly livedMs: number
}

/** For whom seats are needed now, beside those who came: the number, and where it comes from. */
export interface Forecast {
  /** People who are expected and did not come yet; seats that are open are theirs. */
  readonly missing: number
  /** The same if nobody had come. */
  readonly most: number
  /** All that the classes expect. */
  readonly amount: number
  readonly events: readonly string[]
  readonly openedMs: number
  readonly because: string
}

/** What became of one class by now. */
export interface ClassNow {
  readonly one: Class
  readonly came: number
  readonly revised: Revised
  /** So many should be there when a node that is asked for now can serve. */
  readonly due: number
}

/** How long a surge is looked back for. */
const SURGE_MS = 3 * MINUTE_MS

/**
 * For how many people a pool needs room: for each class those who come by its curve until a node could serve them, as it is
 * revised by who came so far; for whom comes though no event says so; and for those who follow a surge. A rule in whole minutes
 * on counts alone, so every replica finds the same. @returns undefined when nobody is expected
 */
export function forecastOf(input: ForecastInput): Forecast | undefined {
  const { reactions, classes } = input
  const now = classes.map((one) => classNow(one, input))
  const baseline = reactions.baseline ? baselineOf(input, classes.some(isOfAnybody)) : { people: 0, parts: [] }
  const surge = reactions.surge ? surgeNow(input, now) : { people: 0, came: 0, expected: 0 }
  const missing = sum(now.map(({ due, came }) => Math.max(0, due - came))) + baseline.people + surge.people
  if (classes.length === 0 && missing <= 0) return undefined
  const said = [
    ...(now.length > 0 ? [sayClasses(now, input)] : []),
    ...(baseline.people > 0 ? [sayBaseline(baseline.parts, input)] : []),
    ...(surge.people > 0 ? [saySurge(surge)] : []),
  ]
  return {
    missing,
    most: sum(now.map(({ due }) => due)) + baseline.people + surge.people,
    amount: Math.ceil(Math.max(missing, sum(classes.map(({ expected }) => expected)))),
    events: [...new Set(classes.map(({ interval }) => titleOf(interval)))],
    openedMs: Math.min(
      ...classes.map(({ interval }) => windowOf(interval, input.leadMs, reactions).opensMs),
      input.nowMs,
    ),
    because: said.join('; '),
  }
}

/** Nobody says who its people are: they cannot be told from others. */
const isOfAnybody = ({ interval: { who } }: Class): boolean => who === undefined

function classNow(one: Class, input: ForecastInput): ClassNow {
  const { reactions, classes, livedMs, nowMs, leadMs } = input
  const { countsFromMs } = windowOf(one.interval, leadMs, reactions)
  const usual = (ms: number) => usualAt(input, ms)
  const people = cameTo(one, { ...input, classes, usual, countsFromMs, untilMs: minuteEndMs(livedMs) })
  const came = sum(people)
  const xMs = livedMs - one.interval.startMs
  const now = reactions.revision
    ? revised({ expected: one.expected, came, curve: one.curve, xMs, earlierMs: one.padMs - PAD_MS })
    : { expected: one.expected }
  return { one, came, revised: now, due: dueOf(one, now.expected, nowMs, leadMs, reactions) }
}

const usualAt = ({ halfHours, weekZone }: ForecastInput, ms: number): number =>
  usualIn(halfHours, halfHourOf(ms, weekZone).index)

/** A half-hour in which people are expected though no event says so. */
export interface BaselinePart {
  readonly startMs: number
  readonly index: number
  readonly people: number
}

/**
 * Of the half-hours in which a node that is asked for now could serve. While people of a class come who cannot be told from others,
 * who came so far cannot either, and what is left of the half-hour counts.
 */
function baselineOf(input: ForecastInput, isClass: boolean): { people: number; parts: readonly BaselinePart[] } {
  const { halfHours, nowMs, livedMs, came, leadMs, weekZone } = input
  const parts: BaselinePart[] = []
  for (let startMs = halfHourStartMs(nowMs); startMs <= nowMs + aheadOf(leadMs); startMs += HALF_HOUR_MS) {
    const { index } = halfHourOf(startMs, weekZone)
    const all = headroomIn(halfHours, index)
    const left = Math.min(1, (startMs + HALF_HOUR_MS - nowMs) / HALF_HOUR_MS)
    const people = isClass ? all * left : all - cameBetween(came.others, startMs, minuteEndMs(livedMs))
    if (people > 0) parts.push({ startMs, index, people })
  }
  return { people: sum(parts.map(({ people }) => people)), parts }
}

/** What a surge is told by. */
export interface Surge {
  readonly people: number
  readonly came: number
  readonly expected: number
}

/** Each class that is told apart by itself, and everybody else: many who come for one are no surprise because of another. */
function surgeNow(input: ForecastInput, classes: readonly ClassNow[]): Surge {
  const named = new Set(classes.flatMap(({ one: { interval } }) => interval.who ?? []))
  const surges = [undefined, ...named].map((who) => surgeOfSome(input, classes, who))
  const unexpected = surges.filter(({ people }) => people > 0)
  return {
    people: sum(surges.map(({ people }) => people)),
    came: sum(unexpected.map(({ came }) => came)),
    expected: sum(unexpected.map(({ expected }) => expected)),
  }
}

function surgeOfSome(input: ForecastInput, classes: readonly ClassNow[], who: string | undefined): Surge {
  const { came, livedMs } = input
  const toMs = minuteEndMs(livedMs)
  const fromMs = toMs - SURGE_MS
  const own = classes.filter(({ one: { interval } }) => interval.who === who)
  const ofClasses = own.map(({ one: { interval, curve }, revised: { expected } }) => {
    const { startMs } = interval
    return expected * (shareBy(curve, toMs - startMs) - shareBy(curve, fromMs - startMs))
  })
  const people = cameBetween(peopleOf(came, who), fromMs, toMs)
  const usual = who === undefined ? (usualAt(input, livedMs) * SURGE_MS) / HALF_HOUR_MS : 0
  const expected = sum(ofClasses) + usual
  const more = surgeOf(people - usual, sum(ofClasses))
  return { came: people, expected, people: Math.min(more, beyondDue(own)) }
}

/**
 * A class to which people come faster than others do is mostly no larger for it: until revision says so, a surge is for those of
 * its people who are not due yet, and a fifth more.
 */
const BEYOND = 1.2

/** How many more may come to the classes of now; without one, and once more came than were expected, nobody can say. */
function beyondDue(classes: readonly ClassNow[]): number {
  if (!classes.some(({ one, came }) => came < one.expected)) return Number.POSITIVE_INFINITY
  const left = classes.map(({ came, due, revised: { expected } }) => BEYOND * expected - Math.max(came, due))
  return sum(left.map((people) => Math.max(0, people)))
}

/** When the same people would be forecast differently; undefined: never, as long as nobody comes. */
export function forecastRevisitAt(input: ForecastInput, opensMs: readonly number[]): number | undefined {
  const { classes, halfHours, came, nowMs, leadMs } = input
  const isQuiet = classes.length === 0 && Object.keys(halfHours).length === 0 && came.all.counts.length === 0
  const next = [...opensMs.filter((ms) => ms > nowMs)]
  if (!isQuiet) {
    const untilMs = halfHourStartMs(nowMs) + HALF_HOUR_MS
    const ahead = aheadOf(leadMs)
    // The next half hour that comes into view: how far it looks may be more than one.
    next.push(untilMs, halfHourStartMs(nowMs + ahead) + HALF_HOUR_MS - ahead)
    const isMoving = classes.length > 0 || cameBetween(came.all, nowMs - SURGE_MS, minuteEndMs(nowMs)) > 0
    if (isMoving) next.push(minuteEndMs(nowMs))
  }
  return earliest(next).revisitAt
}
