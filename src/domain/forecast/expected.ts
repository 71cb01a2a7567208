import { cameTo, learnedOf, MISSED, missesOf } from './occasions.ts'
import { type AllSeries, type Identity, keyOf, type Occasion, siblingsOf } from './series.ts'

/** How many are expected of a class, and from what that is known. */
export interface Expected {
  readonly people: number
  readonly from: 'announced' | 'history' | 'siblings' | 'other classes' | 'nothing' | 'missed'
  /** How many came, the oldest first. */
  readonly came: readonly number[]
}

/** Of a class of which neither a number nor anything else is known. */
const UNKNOWN = 30
/** After one time so much more than came, after two a quarter of that, and so on. */
const MARGIN = 0.25
/** What somebody wrote caps it, unless more came before. */
const BEYOND = 1.15

/**
 * The most of the last four times, and a margin while these are few; an announcement that grew is news, one that is too high
 * caps it. ("top4"; docs/forecast.md has its figures.)
 * @param announced 0: none written
 * @param key of its series, where it is known
 */
export function expectedOf(all: AllSeries, one: Identity, announced: number, key: string | undefined): Expected {
  const series = key === undefined ? undefined : all[key]
  if (series && missesOf(series) >= MISSED) return { people: 0, from: 'missed', came: [] }
  const own = series ? learnedOf(series) : []
  if (own.length > 0) return { people: topOf(own, announced), from: 'history', came: own.map(cameTo) }
  if (announced > 0) return { people: announced, from: 'announced', came: [] }
  const siblings = siblingsOf(all, one).flatMap((other) => learnedOf(other).slice(-1))
  if (siblings.length > 0) return { people: topOf(siblings, 0), from: 'siblings', came: siblings.map(cameTo) }
  const others = lastOfOthers(all, one)
  const middle = others[others.length >> 1]
  return middle === undefined
    ? { people: UNKNOWN, from: 'nothing', came: [] }
    : { people: middle, from: 'other classes', came: [] }
}

function topOf(occasions: readonly Occasion[], announced: number): number {
  const counts = occasions.map(cameTo)
  const scaled = occasions.map((one, at) => {
    const grown = announced > 0 && one.announced > 0 ? Math.max(1, announced / one.announced) : 1
    return (counts[at] ?? 0) * grown
  })
  const people = Math.max(...scaled) * (1 + MARGIN / occasions.length ** 2)
  return announced > 0 ? Math.min(people, Math.max(announced, BEYOND * Math.max(...counts))) : people
}

/** What came last to each other class of the pool, sorted. */
const lastOfOthers = (all: AllSeries, one: Identity): number[] =>
  Object.entries(all)
    .filter(([key, { pool }]) => pool === one.pool && key !== keyOf(one))
    .flatMap(([, series]) => learnedOf(series).slice(-1).map(cameTo))
    .sort((a, b) => a - b)

/** So few could be known by name. */
const FEW = 5

/** Of fewer than five not how many. */
export const sayPeople = (people: number): string => (people < FEW ? `fewer than ${FEW}` : String(people))

/** `the last 4 times 71 to 83 came: 85 expected`; undefined where nothing is known. */
export function sayExpected({ people, from, came }: Expected, isOn: boolean): string | undefined {
  const expected = isOn
    ? `${Math.ceil(people)} expected`
    : `${Math.ceil(people)} would be expected (forecast.history: on)`
  switch (from) {
    case 'announced':
      return undefined
    case 'history':
      return `${sayTimes(came)}: ${expected}`
    case 'siblings':
      return `on other days ${sayRange(came)} came: ${expected}`
    case 'other classes':
      return `first time, and other classes here have about as many: ${expected}`
    case 'nothing':
      return `first time, and nothing is known: ${expected}`
    case 'missed':
      return `nobody came the last ${MISSED} times: ${isOn ? 'nothing is held until somebody comes' : 'nothing would be held (forecast.history: on)'}`
  }
}

const sayTimes = (came: readonly number[]): string =>
  came.length === 1 ? `last time ${sayRange(came)} came` : `the last ${came.length} times ${sayRange(came)} came`

function sayRange(came: readonly number[]): string {
  const [least, most] = [Math.min(...came), Math.max(...came)]
  return least === most || most < FEW ? sayPeople(most) : `${sayPeople(least)} to ${sayPeople(most)}`
}
