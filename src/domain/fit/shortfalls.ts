import type { Timeline } from '../demand/timeline.ts'
import { DAY_MS } from '../duration.ts'
import type { Config } from '../settings/config.ts'
import { type Ahead, aheadOf } from './ahead.ts'
import { type Need, needOf } from './need.ts'
import type { PoolFit } from './pool-fit.ts'
import type { Limit } from './pool-limits.ts'
import { type PoolScale, scaleFor } from './pool-scale.ts'

/** So many are told of at once, each with its limit: the first are to be mended first. */
const MOST = 20

/** So far ahead the calendar is checked: time enough to ask for a larger quota. */
export const CHECKED_AHEAD_MS = 7 * DAY_MS

/** A class for which there cannot be enough, or never was, long before it begins. */
export interface Shortfall {
  readonly ahead: Ahead
  readonly need: Need
  /** Of the limits the one that leaves the most without. */
  readonly limit: Limit
  /** Of what is missing: people have no seat; or only the room is too small that is asked for in placeholders or nodes. */
  readonly missing: 'people' | 'room'
  /** People without a seat, else placeholders or nodes. */
  readonly short: number
  /** The same events again within the time that is looked at, later. */
  readonly again: boolean
}

/** What one stretch needs and cannot have; undefined: it fits, as far as anybody knows. */
export const shortfallOf = (ahead: Ahead, { scale, limits }: PoolFit): Shortfall | undefined =>
  worstBy(ahead, needOf(ahead.demands, scale), scale, limits.filter(isSaid))

/** The same, or else what it needs beyond the most that was ever seen. */
function lackOf(ahead: Ahead, { scale, limits }: PoolFit): Shortfall | undefined {
  const need = needOf(ahead.demands, scale)
  return worstBy(ahead, need, scale, limits.filter(isSaid)) ?? worstBy(ahead, need, scale, limits)
}

const isSaid = ({ isSeen }: Limit): boolean => !isSeen

/** Whether it cannot be had: otherwise so many were never seen, and more may be possible. */
export const isCertain = ({ limit }: Shortfall): boolean => isSaid(limit)

function worstBy(ahead: Ahead, need: Need, scale: PoolScale, limits: readonly Limit[]): Shortfall | undefined {
  const own = scaleFor(scale, ahead.demands)
  let worst: Shortfall | undefined
  for (const limit of limits) {
    const found = { ahead, need, limit, again: false, ...shortBy(need, own, limit) }
    if (found.short > 0 && (!worst || isWorse(found, worst))) worst = found
  }
  return worst
}

/** People without a seat are worse than any number of placeholders. */
const isWorse = (one: Shortfall, other: Shortfall): boolean =>
  one.missing === other.missing ? one.short > other.short : one.missing === 'people'

/** Of several stretches the one that leaves the most without; the first of equals. */
export const worstOf = (all: readonly Shortfall[]): Shortfall | undefined =>
  all.reduce<Shortfall | undefined>((worst, one) => (worst && !isWorse(one, worst) ? worst : one), undefined)

/** Whoever comes may leave the spare room to the class, so its people are short only of what is too little for them alone. */
function shortBy(need: Need, scale: PoolScale, limit: Limit): Pick<Shortfall, 'missing' | 'short'> {
  const people = peopleShort(need, scale, limit)
  return people > 0 ? { missing: 'people', short: people } : { missing: 'room', short: roomShort(need, limit) }
}

function peopleShort({ seats }: Need, { seat, perPlaceholder, perNode }: PoolScale, { of, most }: Limit): number {
  if (seats === 0 || seat === undefined) return 0
  if (of === 'seats') return seats - most
  if (of === 'placeholders') return seats - most * perPlaceholder
  return perNode === undefined ? 0 : seats - most * perNode
}

function roomShort({ placeholders = 0, nodes = 0 }: Need, { of, most }: Limit): number {
  return of === 'seats' ? 0 : (of === 'nodes' ? nodes : placeholders) - most
}

export interface Foreseen {
  /** What certainly does not fit, by when it begins, each set of events once. */
  readonly shortfalls: readonly Shortfall[]
  /** What needs more nodes than were ever seen, likewise. */
  readonly unseen: readonly Shortfall[]
  /** When time alone changes that. Epoch ms; infinity: never. */
  readonly revisitAt: number
}

export interface ForeseeInput {
  /** As the calendar has it: when exactly a window opens is no matter here. */
  readonly timeline: Timeline
  readonly config: Config
  readonly pool: string
  readonly fit: PoolFit
  readonly nowMs: number
  /** How far it looks. Default: a week. */
  readonly aheadMs?: number
}

/** The classes of a pool, of now and of the days to come, that it is too small for. */
export function foresee({ timeline, config, pool, fit, nowMs, ...far }: ForeseeInput): Foreseen {
  const { aheadMs = CHECKED_AHEAD_MS } = far
  const [certain, unseen] = [new Map<string, Shortfall>(), new Map<string, Shortfall>()]
  let revisitAt = Number.POSITIVE_INFINITY
  for (const ahead of aheadOf(timeline, config).get(pool) ?? []) {
    if (ahead.toMs <= nowMs) continue
    const shortfall = lackOf(ahead, fit)
    if (!shortfall) continue
    const found = isCertain(shortfall) ? certain : unseen
    const seenMs = ahead.fromMs - aheadMs
    if (seenMs > nowMs) {
      revisitAt = Math.min(revisitAt, seenMs)
      break
    }
    if (found.size >= MOST) continue
    revisitAt = Math.min(revisitAt, ahead.toMs)
    const key = JSON.stringify(ahead.events)
    const first = found.get(key)
    found.set(key, first ? { ...first, again: first.again || ahead.startMs !== first.ahead.startMs } : shortfall)
  }
  return { shortfalls: [...certain.values()], unseen: [...unseen.values()], revisitAt }
}

/** Of the classes that are announced in people the most that go without a seat in time. */
export const mostWithoutSeat = (shortfalls: readonly Shortfall[]): number =>
  shortfalls.reduce((most, { missing, short }) => (missing === 'people' ? Math.max(most, short) : most), 0)
