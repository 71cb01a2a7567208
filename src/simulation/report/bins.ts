import type { Played } from '../played.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Sample } from '../tally/series.ts'

/** A stretch of the time axis. */
export interface Bin extends Pick<Sample, 'occupied' | 'empty' | 'booting' | 'seats' | 'users'> {
  readonly fromMs: number
  /** The most at once. */
  readonly waiting: number
  /** The longest wait of those who came in it; undefined: nobody came. */
  readonly longestMs?: number
}

const MOST = 240
const MINUTE_MS = 60_000

/** Whole minutes, so few that each bin can be seen. */
export const binMs = ({ startMs, endMs }: Scenario): number =>
  Math.max(1, Math.ceil((endMs - startMs) / MINUTE_MS / MOST)) * MINUTE_MS

/** The series as it is drawn: how things stood at the end of each bin, what was worst in it. */
export function binsOf({ samples, everybody }: Played, scenario: Scenario): Bin[] {
  const width = binMs(scenario)
  const indexOf = (ms: number) => Math.floor((ms - scenario.startMs) / width)
  const byBin = Map.groupBy(samples, ({ atMs }) => indexOf(atMs))
  const comers = Map.groupBy(everybody, ({ atMs }) => indexOf(atMs))
  return [...byBin]
    .filter(([index]) => scenario.startMs + index * width < scenario.endMs)
    .map(([index, all]) => {
      const last = all.at(-1)
      const waits = (comers.get(index) ?? []).map(({ waitedMs }) => waitedMs)
      return {
        fromMs: scenario.startMs + index * width,
        occupied: last?.occupied ?? 0,
        empty: last?.empty ?? 0,
        booting: last?.booting ?? 0,
        seats: last?.seats ?? 0,
        users: last?.users ?? 0,
        waiting: highest(all.map(({ waiting }) => waiting)),
        ...(waits.length > 0 ? { longestMs: highest(waits) } : {}),
      }
    })
}

/** `Math.max` takes no more arguments than the stack holds. */
const highest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0)
