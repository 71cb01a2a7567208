import { given } from '../given.ts'
import { compare } from '../order.ts'
import { oncePerObject } from '../remembered.ts'
import { larger } from './meant.ts'
import {
  type CalendarHealth,
  type CalendarProblem,
  type CalendarReading,
  type CalendarState,
  type Description,
  type Occurrence,
  occurrenceKey,
} from './occurrence.ts'
import { restricted } from './restrict.ts'

/** One of several calendars. */
export interface CalendarPart {
  /** How sentences call it; never its address. */
  readonly name: string
  /** The pools that it may ask for; undefined: all. */
  readonly pools?: readonly string[]
  /** The class that its events mean, where they do not say. */
  readonly who?: string
  readonly state: CalendarState
}

export const NO_READING: CalendarReading = { fromMs: 0, toMs: 0, occurrences: [], problems: [] }

/** Several calendars as one, merged anew only where one of them changed. */
export function calendarMerger(): (parts: readonly CalendarPart[]) => CalendarState {
  let made: { readonly parts: readonly CalendarPart[]; readonly reading: CalendarReading } | undefined
  const isSame = (a: CalendarPart, b: CalendarPart | undefined) =>
    a.state.reading === b?.state.reading && a.name === b.name && a.pools === b.pools && a.who === b.who
  return (parts) => {
    const before = made
    const unchanged = before?.parts.length === parts.length && parts.every((part, at) => isSame(part, before.parts[at]))
    made = { parts, reading: before && unchanged ? before.reading : mergeReadings(parts) }
    return { health: mergeHealth(parts), reading: made.reading }
  }
}

/**
 * The occurrences of all, sorted. The same UID and occurrence in two calendars counts once: as the first of them has
 * it, asking what any of them asks.
 */
export function mergeReadings(parts: readonly CalendarPart[]): CalendarReading {
  const read = parts.map(({ name, pools, who, state: { reading } }) => ({
    name,
    reading: meaning(pools ? restricted(reading, pools, name) : reading, who),
  }))
  const problems = read.map(({ name, reading }) =>
    parts.length > 1 ? reading.problems.map((one) => named(one, name)) : reading.problems,
  )
  const remarks = read.flatMap(({ name, reading: { remarks: own = [] } }) =>
    parts.length > 1 ? own.map((one) => named(one, name)) : own,
  )
  const readings = parts.map(({ state }) => state.reading).filter(({ toMs }) => toMs > 0)
  return {
    fromMs: readings.length ? Math.max(...readings.map(({ fromMs }) => fromMs)) : 0,
    toMs: readings.length ? Math.min(...readings.map(({ toMs }) => toMs)) : 0,
    occurrences: mergeOccurrences(read.map(({ reading }) => reading.occurrences)),
    problems: problems.flat(),
    ...(remarks.length > 0 && { remarks }),
    ...given({ zone: readings.find(({ zone }) => zone !== undefined)?.zone }),
  }
}

/** Hundreds of occurrences have one description, also after it. */
function meaning(reading: CalendarReading, who: string | undefined): CalendarReading {
  if (who === undefined) return reading
  const withWho = oncePerObject((description: Description): Description => ({ ...description, who }))
  const occurrences = reading.occurrences.map((one) => ({ ...one, description: withWho(one.description) }))
  return { ...reading, occurrences }
}

/** Of several calendars' occurrences each once. Within one calendar they are as they are: all of them count. */
function mergeOccurrences(calendars: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = calendars
  if (only && calendars.length === 1) return only
  const occurrences: Occurrence[] = []
  const seen = new Map<string, { readonly calendar: number; readonly index: number }>()
  const add = (one: Occurrence, calendar: number) => {
    const key = occurrenceKey(one)
    const first = seen.get(key)
    const known = first && first.calendar !== calendar ? occurrences[first.index] : undefined
    if (first && known) {
      occurrences[first.index] = { ...known, description: together(known.description, one.description) }
      return
    }
    if (!first) seen.set(key, { calendar, index: occurrences.length })
    occurrences.push(one)
  }
  for (const [calendar, own] of calendars.entries()) for (const one of own) add(one, calendar)
  return occurrences.sort((a, b) => a.startMs - b.startMs || compare(a.uid, b.uid))
}

/** Events name themselves; what is about a whole calendar needs to say which. */
const named = (problem: CalendarProblem, name: string): CalendarProblem =>
  problem.uid === undefined ? { ...problem, where: `${name}, ${problem.where}` } : problem

function together(a: Description, b: Description): Description {
  const asks = new Map(a.asks)
  for (const [pool, ask] of b.asks) asks.set(pool, larger(asks.get(pool), ask))
  const known = new Set(a.perhaps?.map(({ line }) => line))
  const perhaps = [...(a.perhaps ?? []), ...(b.perhaps ?? []).filter(({ line }) => !known.has(line))]
  const more = given({
    perhaps: perhaps.length > 0 ? perhaps : undefined,
    title: a.title ?? b.title,
    seats: a.seats ?? b.seats,
    classes: a.classes ?? b.classes,
    who: a.who ?? b.who,
  })
  return { ...a, asks, ...more }
}

/**
 * How several calendars are: failing when any fails, with which ones, and without a last good copy when one of those has
 * none. One that is still being read is waited for.
 */
export function mergeHealth(parts: readonly CalendarPart[]): CalendarHealth {
  const all = parts.map(({ state }) => state.health).filter(({ at }) => at !== 'none')
  if (all.length === 0) return { at: 'none' }
  if (all.some(({ at }) => at === 'loading')) return { at: 'loading' }
  const failing = all.filter((health) => health.at === 'failing')
  const good = all.filter((health) => health.at === 'good')
  if (failing.length === 0) return { at: 'good', readMs: Math.min(...good.map(({ readMs }) => readMs)) }
  const lastGood = failing.flatMap(({ lastGoodMs }) => (lastGoodMs === undefined ? [] : [lastGoodMs]))
  return {
    at: 'failing',
    sinceMs: Math.min(...failing.map(({ sinceMs }) => sinceMs)),
    because: failing.map(({ because }) => because).join('; '),
    which: parts.filter(({ state }) => state.health.at === 'failing').map(({ name }) => name),
    ...(lastGood.length === failing.length && { lastGoodMs: Math.min(...lastGood) }),
  }
}
