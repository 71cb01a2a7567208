import type { Point } from './lines.ts'
import { type HistoryMemory, type OpenMinute, SEALED_EVERY, sealedBefore } from './memory.ts'

export interface RecordInput {
  readonly before: HistoryMemory
  /** Since the epoch. */
  readonly minute: number
  /** Looks at every pool: a pass over users and nodes. */
  readonly look: () => Readonly<Record<string, Point>>
}

export interface Recorded {
  readonly history: HistoryMemory
  /** The minute in which somebody should look again, though nothing happens. */
  readonly lookAgainAt: number
}

/**
 * Looks at the pools in the first turn of each minute. While nothing happens nobody looks, and what was goes on: so after a turn in
 * which something may have changed the next minute is looked at, and otherwise the next block.
 */
export function record({ before, minute, look }: RecordInput): Recorded {
  const last = before.open.at(-1)
  if (last?.minute === minute) return { history: before, lookAgainAt: minute + 1 }
  const now = { minute, pools: look() }
  const open = [...before.open, ...carried(last, minute), now]
  const blockStart = minute - (minute % SEALED_EVERY)
  const history = sealedBefore({ sealed: before.sealed, open }, blockStart)
  const someWait = Object.values(now.pools).some(({ waiting }) => waiting > 0)
  return { history, lookAgainAt: someWait ? minute + 1 : blockStart + SEALED_EVERY }
}

/** The minutes in which nothing happened. Who did not look for longer than a block did not run. */
function carried(last: OpenMinute | undefined, minute: number): OpenMinute[] {
  if (!last || minute - last.minute > SEALED_EVERY) return []
  return Array.from({ length: minute - last.minute - 1 }, (_, n) => ({ ...last, minute: last.minute + 1 + n }))
}
