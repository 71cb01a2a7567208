import { minuteOf } from '../cluster/arrivals.ts'
import { merged } from '../merged.ts'
import { oncePerObject } from '../remembered.ts'
import {
  eachLine,
  historyWithin,
  joinHistories,
  KEPT_MINUTES,
  mergeHistories,
  NOT_SEEN,
  type Point,
  type PoolHistory,
} from './lines.ts'
import { type PackedHistory, pack, unpack } from './packed.ts'

/** What pools were like: for people to see. Nothing is decided by it. */
export interface HistoryMemory {
  /** By pool: what is stored. It changes once in `SEALED_EVERY` minutes, so that it costs a write so often at most. */
  readonly sealed: Readonly<Record<string, PackedHistory>>
  /** The minutes since then, the last one last: a restart forgets them. */
  readonly open: readonly OpenMinute[]
}

export interface OpenMinute {
  /** Since the epoch. */
  readonly minute: number
  /** By pool. */
  readonly pools: Readonly<Record<string, Point>>
}

export const NO_HISTORY: HistoryMemory = { sealed: {}, open: [] }

export const SEALED_EVERY = 10

/** Two memories as one. Idempotent and commutative in what is sealed; the open minutes are those of `own`. */
export const mergeHistoryMemories = (own: HistoryMemory, other: HistoryMemory): HistoryMemory => ({
  sealed: merged(own.sealed, other.sealed, mergePacked),
  open: own.open,
})

function mergePacked(a: PackedHistory, b: PackedHistory): PackedHistory {
  if (a === b || (a.from === b.from && a.lines.join() === b.lines.join())) return a
  const [one, other] = [unpack(a), unpack(b)]
  return one && other ? pack(mergeHistories(one, other)) : one ? a : b
}

/** Without what was seen by a clock that was ahead. */
export function historyUntil({ sealed, open }: HistoryMemory, nowMs: number): HistoryMemory {
  const end = minuteOf(nowMs) + 1
  return {
    sealed: sealedWithin(sealed, 0, end),
    open: open.filter(({ minute }) => minute < end),
  }
}

/** What is of the minutes [from, to); what is all of it stays the same object. */
function sealedWithin(sealed: HistoryMemory['sealed'], from: number, to: number): HistoryMemory['sealed'] {
  const kept = Object.entries(sealed).flatMap(([pool, packed]) => {
    const whole = unpack(packed)
    const within = whole && historyWithin(whole, from, to)
    return within ? [[pool, within === whole ? packed : pack(within)] as const] : []
  })
  return Object.fromEntries(kept)
}

/** With the open minutes before this one sealed. */
export function sealedBefore({ sealed, open }: HistoryMemory, minute: number): HistoryMemory {
  const closed = open.filter((one) => one.minute < minute)
  if (closed.length === 0) return { sealed, open }
  const pools = new Set([...Object.keys(sealed), ...closed.flatMap((one) => Object.keys(one.pools))])
  const longer = [...pools].flatMap((pool) => {
    const was = sealed[pool] && unpack(sealed[pool])
    const came = openOf(closed, pool)
    const whole = was && came ? joinHistories(was, came) : (was ?? came)
    const kept = whole && historyWithin(whole, minute - KEPT_MINUTES, minute)
    return kept ? [[pool, kept === was && sealed[pool] ? sealed[pool] : pack(kept)] as const] : []
  })
  return { sealed: Object.fromEntries(longer), open: open.slice(closed.length) }
}

function openOf(minutes: readonly OpenMinute[], pool: string): PoolHistory | undefined {
  const [from, last] = [minutes[0]?.minute, minutes.at(-1)?.minute]
  if (from === undefined || last === undefined) return undefined
  const points: (Point | undefined)[] = Array.from({ length: last + 1 - from })
  for (const { minute, pools } of minutes) points[minute - from] = pools[pool]
  const lines = eachLine((line) => points.map((point) => point?.[line] ?? NOT_SEEN))
  return historyWithin({ from, lines }, from, last + 1)
}

/** All that is known of each pool, by name; made once for each memory. */
export const historiesOf: (memory: HistoryMemory) => ReadonlyMap<string, PoolHistory> = oncePerObject(
  ({ sealed, open }) => {
    const pools = new Set([...Object.keys(sealed), ...open.flatMap((one) => Object.keys(one.pools))])
    return new Map(
      [...pools].flatMap((pool) => {
        const [kept, recent] = [sealed[pool] && unpack(sealed[pool]), openOf(open, pool)]
        const history = kept && recent ? joinHistories(kept, recent) : (kept ?? recent)
        return history ? [[pool, history] as const] : []
      }),
    )
  },
)
