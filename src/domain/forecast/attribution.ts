import { BIN_MS, BINS, FROM_MS } from './bins.ts'
import { binAt, type Class } from './class.ts'
import { type Crowd, peopleOf } from './crowd.ts'
import { HALF_HOUR_MS } from './half-hours.ts'
import { cameBetween } from './minutes.ts'

export interface AttributionInput {
  readonly came: Crowd
  /** All whose bins may be now; of one bin each has its share. */
  readonly classes: readonly Class[]
  /** So many of the others come in the half-hour of an instant without any event. */
  readonly usual: (ms: number) => number
  /** Who comes before is none of the class's. */
  readonly countsFromMs: number
  /** Who came until then. */
  readonly untilMs: number
}

/**
 * How many of those who came are a class's own, bin by bin: its own people, where its event says who they are; else who comes of the
 * others, beyond what comes anyway. They are shared among the classes to which the same people may come just then, by how many
 * each expects. Of two that begin at the same minute the shares may be wrong, their sum, which is what nodes are for, is right.
 */
export function cameTo(one: Class, { came, classes, usual, countsFromMs, untilMs }: AttributionInput): number[] {
  const { who, startMs } = one.interval
  const firstMs = startMs + FROM_MS
  const own = peopleOf(came, who)
  const rivals = classes.filter(({ interval }) => interval.who === who)
  return Array.from({ length: BINS }, (_, bin) => {
    const fromMs = Math.max(countsFromMs, firstMs + bin * BIN_MS)
    const toMs = Math.min(untilMs, firstMs + (bin + 1) * BIN_MS)
    if (toMs <= fromMs) return 0
    const people = cameBetween(own, fromMs, toMs)
    if (people === 0) return 0
    const anyway = who === undefined ? (usual(fromMs) * (toMs - fromMs)) / HALF_HOUR_MS : 0
    return Math.max(0, people - anyway) * shareOf(one, rivals, fromMs)
  })
}

function shareOf(one: Class, classes: readonly Class[], ms: number): number {
  let all = 0
  for (const other of classes) all += weightAt(other, ms)
  return all === 0 ? 1 : weightAt(one, ms) / all
}

/** Of a class that expects nobody somebody may come all the same. */
const weightAt = (one: Class, ms: number): number => {
  const bin = binAt(one, ms)
  return bin === undefined ? 0 : Math.max(1, one.expected) * (one.curve[bin] ?? 0)
}

export const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
