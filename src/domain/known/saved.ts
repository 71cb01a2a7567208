import { DAY_MS } from '../duration.ts'
import { expectedOf } from '../forecast/expected.ts'
import { cameTo } from '../forecast/occasions.ts'
import type { Series } from '../forecast/series.ts'

/** What `forecast.history: on` would have expected of classes that are remembered, beside what was announced. */
export interface Saved {
  /** Classes that are compared: those that were announced in a number, and had been there before. */
  readonly times: number
  /** So many seats fewer at the start, on average; negative: more. */
  readonly seats: number
  /** The same in nodes; undefined: what a node holds is not known. */
  readonly nodes?: number
  /** Of them those to which more came than would have been expected. */
  readonly short: number
}

/** So long it is looked before anything is said: the first time nothing can be saved. */
const LEAST_MS = 3 * 7 * DAY_MS

/**
 * What the history would have saved in each of these series, each class judged by what was known before it. Nothing before
 * four weeks are remembered.
 * @param perNode seats of a node
 */
export function savedOf(all: readonly Series[], perNode: number | undefined): Saved | undefined {
  const starts = all.flatMap(({ occasions }) => occasions.map(({ startMs }) => startMs))
  if (starts.length === 0 || Math.max(...starts) - Math.min(...starts) < LEAST_MS) return undefined
  const compared = all.flatMap(comparedIn)
  if (compared.length === 0) return undefined
  const mean = (of: (one: Compared) => number) => compared.reduce((sum, one) => sum + of(one), 0) / compared.length
  const nodes = (seats: number) => Math.ceil(seats / (perNode ?? 1))
  return {
    times: compared.length,
    seats: Math.round(mean(({ announced, expected }) => announced - expected)),
    ...(perNode === undefined
      ? {}
      : { nodes: Math.round(10 * mean((one) => nodes(one.announced) - nodes(one.expected))) / 10 }),
    short: compared.filter(({ came, expected }) => came > expected).length,
  }
}

interface Compared {
  readonly announced: number
  readonly expected: number
  readonly came: number
}

const comparedIn = ({ occasions, ...identity }: Series): Compared[] =>
  occasions.flatMap((one, at) => {
    const { announced } = one
    if (announced === 0 || at === 0) return []
    const before = { '': { ...identity, occasions: occasions.slice(0, at) } }
    const { people, from } = expectedOf(before, identity, announced, '')
    return from === 'announced' ? [] : [{ announced, expected: Math.ceil(people), came: cameTo(one) }]
  })
