/** What of a pool is looked at once a minute, in the order in which it is stored: a new line comes last. */
export const LINES = [
  'seated',
  'waiting',
  'longest',
  'seats',
  'ready',
  'booting',
  'announced',
  'wanted',
  'held',
] as const

export type Line = (typeof LINES)[number]

/**
 * A pool in one minute, whole numbers: people who have a node and who wait for one, for how many seconds the longest of these does,
 * open seats on nodes that serve, nodes that serve and that boot, people who are announced, placeholders that are wanted and that
 * are on nodes.
 */
export type Point = Readonly<Record<Line, number>>

/** The value of a minute in which nobody looked. */
export const NOT_SEEN = -1

/** A pool minute by minute, each line by itself and all of one length. */
export interface PoolHistory {
  /** The first minute, since the epoch. */
  readonly from: number
  readonly lines: Readonly<Record<Line, readonly number[]>>
}

/** So many minutes are remembered: a day. */
export const KEPT_MINUTES = 1440

export const lengthOf = ({ lines }: PoolHistory): number => lines.seated.length

/** Each line made anew. */
export function eachLine(make: (line: Line) => readonly number[]): PoolHistory['lines'] {
  const lines: Partial<Record<Line, readonly number[]>> = {}
  for (const line of LINES) lines[line] = make(line)
  return lines as PoolHistory['lines']
}

/** The value of a minute; `NOT_SEEN` also outside of what is remembered. */
export const valueAt = ({ from, lines }: PoolHistory, line: Line, minute: number): number =>
  lines[line][minute - from] ?? NOT_SEEN

/** The minutes [from, to), without those at both ends in which nobody looked. */
export function historyWithin(history: PoolHistory, from: number, to: number): PoolHistory | undefined {
  const { seated } = history.lines
  let [start, end] = [Math.max(0, from - history.from), Math.min(seated.length, to - history.from)]
  while (start < end && seated[start] === NOT_SEEN) start += 1
  while (end > start && seated[end - 1] === NOT_SEEN) end -= 1
  if (end <= start) return undefined
  if (start === 0 && end === seated.length) return history
  return { from: history.from + start, lines: eachLine((line) => history.lines[line].slice(start, end)) }
}

/** What came after, behind what was. */
export function joinHistories(was: PoolHistory, came: PoolHistory): PoolHistory {
  const hole = came.from - was.from - lengthOf(was)
  if (hole < 0) return mergeHistories(was, came)
  // Of a longer hole nothing would be left of what was.
  const unseen = Array.from<number>({ length: Math.min(hole, KEPT_MINUTES) }).fill(NOT_SEEN)
  const from = came.from - unseen.length - lengthOf(was)
  return { from, lines: eachLine((line) => was.lines[line].concat(unseen, came.lines[line])) }
}

/** Two views of one pool: of each minute the larger, so that replicas and restarts agree. The last day of both. */
export function mergeHistories(a: PoolHistory, b: PoolHistory): PoolHistory {
  const to = Math.max(a.from + lengthOf(a), b.from + lengthOf(b))
  const from = Math.max(Math.min(a.from, b.from), to - KEPT_MINUTES)
  const lines = eachLine((line) =>
    Array.from({ length: to - from }, (_, n) => Math.max(valueAt(a, line, from + n), valueAt(b, line, from + n))),
  )
  return historyWithin({ from, lines }, from, to) ?? { from, lines }
}
