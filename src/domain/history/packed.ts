/**
 * A pool's day in a few KiB: most minutes are like the one before. Each line is written as a text of runs of equal values, by how
 * much each differs from the run before, and how many minutes it lasts where that is not one: `12 3 -1*40`.
 */
import { eachLine, KEPT_MINUTES, LINES, NOT_SEEN, type PoolHistory } from './lines.ts'

/** As it is stored. */
export interface PackedHistory {
  /** The first minute, since the epoch. */
  readonly from: number
  /** In the order of `LINES`. */
  readonly lines: readonly string[]
}

export function pack(history: PoolHistory): PackedHistory {
  const { from, lines } = history
  const packed = { from, lines: LINES.map((line) => packLine(lines[line])) }
  unpacked.set(packed, history)
  return packed
}

/** What each is of, so that a day is not read anew for each ten minutes that follow. */
const unpacked = new WeakMap<PackedHistory, PoolHistory | undefined>()

function packLine(values: readonly number[]): string {
  const runs: string[] = []
  let before = 0
  for (let at = 0; at < values.length; ) {
    const value = values[at] ?? NOT_SEEN
    let next = at + 1
    while (next < values.length && values[next] === value) next += 1
    runs.push(next === at + 1 ? String(value - before) : `${value - before}*${next - at}`)
    before = value
    at = next
  }
  return runs.join(' ')
}

/**
 * undefined: it was not written by `pack`. What another version wrote may have lines more or fewer. Somebody else may have written
 * it: no more is made of it than a day.
 */
export function unpack(packed: PackedHistory): PoolHistory | undefined {
  if (!unpacked.has(packed)) unpacked.set(packed, readOf(packed))
  return unpacked.get(packed)
}

function readOf({ from, lines: packed }: PackedHistory): PoolHistory | undefined {
  const read = LINES.map((_, at) => unpackLine(packed[at] ?? ''))
  const length = read[0]?.length ?? 0
  if (length === 0 || read.some((one) => one === undefined)) return undefined
  const whole = read.map((values = []) => Array.from({ length }, (_, at) => values[at] ?? NOT_SEEN))
  return { from, lines: eachLine((line) => whole[LINES.indexOf(line)] ?? []) }
}

/** Nine digits at most: a sum of so many is still exact. */
const RUN = /^(-?\d{1,9})(?:\*(\d{1,4}))?$/

function unpackLine(text: string): number[] | undefined {
  const values: number[] = []
  if (text === '') return values
  let value = 0
  for (const run of text.split(' ', KEPT_MINUTES)) {
    const [, delta, times = '1'] = RUN.exec(run) ?? []
    value += Number(delta)
    const length = Number(times)
    if (!(value >= NOT_SEEN) || length < 1 || values.length + length > KEPT_MINUTES) return undefined
    for (let n = 0; n < length; n += 1) values.push(value)
  }
  return values
}
