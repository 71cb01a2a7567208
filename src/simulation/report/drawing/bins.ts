import { MINUTE_MS } from '../../../domain/duration.ts'
import type { Played } from '../../played.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Sample, Stand } from '../../tally/series.ts'
import { layoutFor } from './layout.ts'

/** A stretch of the time axis, at its fullest. */
export interface Bin extends Stand {
  readonly fromMs: number
  /** The longest wait of those who came in it; undefined: nobody came. */
  readonly longestMs?: number
}

/** Widths that hours are made of, in minutes. */
const WIDTHS = [1, 2, 3, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 720]
const DAY = 1440

/** Whole minutes, so few bins that each can be seen. */
export function binMs(scenario: Pick<Scenario, 'startMs' | 'endMs'>): number {
  const least = (scenario.endMs - scenario.startMs) / MINUTE_MS / layoutFor(scenario).bins
  return (WIDTHS.find((width) => width >= least) ?? Math.ceil(least / DAY) * DAY) * MINUTE_MS
}

/**
 * The series as it is drawn: people and seats of the bin's fullest moment, or of that in which most waited; nodes of that with
 * most nodes.
 * @param pool default: all
 */
export function binsOf({ samples, everybody }: Played, scenario: Scenario, pool?: string): Bin[] {
  const width = binMs(scenario)
  const indexOf = (ms: number) => Math.floor((ms - scenario.startMs) / width)
  const byBin = Map.groupBy(samples, ({ atMs }) => indexOf(atMs))
  const own = pool === undefined ? everybody : everybody.filter((one) => one.pool === pool)
  const comers = Map.groupBy(own, ({ atMs }) => indexOf(atMs))
  const standIn = (sample: Sample): Stand | undefined => (pool === undefined ? sample : sample.pools?.[pool])
  return [...byBin]
    .filter(([index]) => scenario.startMs + index * width < scenario.endMs)
    .map(([index, all]) => {
      const stands = all.flatMap((sample) => standIn(sample) ?? [])
      const people = fullest(stands, ({ users, waiting }) => users + WAITING_WEIGHS * waiting)
      const nodes = fullest(stands, ({ occupied, empty, booting }) => occupied + empty + booting)
      const waits = (comers.get(index) ?? []).map(({ waitedMs }) => waitedMs)
      return {
        fromMs: scenario.startMs + index * width,
        occupied: nodes.occupied,
        empty: nodes.empty,
        booting: nodes.booting,
        seats: people.seats,
        users: people.users,
        waiting: people.waiting,
        ...(waits.length > 0 ? { longestMs: highest(waits) } : {}),
      }
    })
}

/** Once all of a class sit it is fullest, and those who waited a minute ago would not be seen; a few who just start count for less. */
const WAITING_WEIGHS = 2

const NOTHING: Stand = { occupied: 0, empty: 0, booting: 0, seats: 0, users: 0, waiting: 0 }

/** Of several that are as full the last. */
const fullest = (stands: readonly Stand[], of: (stand: Stand) => number): Stand =>
  stands.reduce((most, one) => (of(one) >= of(most) ? one : most), NOTHING)

/** `Math.max` takes no more arguments than the stack holds. */
const highest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0)
