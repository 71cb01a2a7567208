import { niceTop } from '../../../charts/count-ticks.ts'
import { MINUTE_MS } from '../../../domain/duration.ts'
import type { Played } from '../../played.ts'
import type { Rehearsal } from '../../scenario/read.ts'
import { type Bin, binsOf } from './bins.ts'

/** What came of one policy, as it is drawn. */
export interface Drawn {
  readonly outcome: Played
  /** All pools together. */
  readonly bins: readonly Bin[]
  /** Of each pool, where there are several; else of all. */
  readonly parts: readonly Part[]
}

export interface Part {
  /** Missing: there is only one. */
  readonly pool?: string
  readonly bins: readonly Bin[]
}

export function drawnOf(outcome: Played, { scenario }: Pick<Rehearsal, 'scenario'>): Drawn {
  const bins = binsOf(outcome, scenario)
  const { pools } = scenario
  if (pools.length < 2) return { outcome, bins, parts: [{ bins }] }
  return { outcome, bins, parts: pools.map(({ name }) => ({ pool: name, bins: binsOf(outcome, scenario, name) })) }
}

/** The highest of each chart over all policies, so that they can be compared at a glance. */
export interface Tops {
  readonly people: number
  readonly nodes: number
  readonly waitMs: number
}

export function topsOf(all: readonly (readonly Bin[])[]): Tops {
  const most = (of: (bin: Bin) => number) =>
    all.reduce((top, bins) => bins.reduce((highest, bin) => Math.max(highest, of(bin)), top), 0)
  const longest = most(({ longestMs = 0 }) => longestMs)
  return {
    people: niceTop(most(({ seats, users, waiting }) => Math.max(seats, users + waiting))),
    nodes: niceTop(most(({ occupied, empty, booting }) => occupied + empty + booting)),
    waitMs: longest > 2 * MINUTE_MS ? niceTop(longest / MINUTE_MS) * MINUTE_MS : 2 * MINUTE_MS,
  }
}

/** Those of each pool: a small one is not drawn on the scale of a large one. */
export const topsByPart = (all: readonly Drawn[]): Tops[] =>
  (all[0]?.parts ?? []).map((_, at) => topsOf(all.map(({ parts }) => parts[at]?.bins ?? [])))
