import { minuteOf } from '../cluster/arrivals.ts'
import { merged } from '../merged.ts'
import { compare } from '../order.ts'
import { isEmptyLife, lifeWithin, mergeLives, type PoolLife } from './life.ts'
import type { NamedVerdict, Verdict } from './verdict.ts'

/** What verdicts are made of, and the last of them: counts and times. Plain JSON, bounded. */
export interface VerdictMemory {
  /** By pool. */
  readonly lives: Readonly<Record<string, PoolLife>>
  /** By key. */
  readonly verdicts: Readonly<Record<string, Verdict>>
}

export const NO_VERDICTS: VerdictMemory = { lives: {}, verdicts: {} }

/** So many are remembered, the last ones. */
export const MOST_VERDICTS = 200

/** Names one class of one pool. */
export const verdictKey = ({ pool, uid, startMs }: Pick<Verdict, 'pool' | 'uid' | 'startMs'>): string =>
  `${pool} ${startMs} ${uid}`

/** Of two that saw the same class the one that saw more. Idempotent, commutative and associative. */
export const mergeVerdicts = (a: VerdictMemory, b: VerdictMemory): VerdictMemory => ({
  lives: merged(a.lives, b.lives, mergeLives),
  verdicts: lastOf(merged(a.verdicts, b.verdicts, (x, y) => (hasSeenMore(x, y) ? x : y))),
})

function hasSeenMore(a: Verdict, b: Verdict): boolean {
  const by = a.came - b.came || a.late - b.late
  return by === 0 ? JSON.stringify(a) >= JSON.stringify(b) : by > 0
}

/** Those that are worth remembering: the last. */
export function lastOf(all: Readonly<Record<string, Verdict>>): Readonly<Record<string, Verdict>> {
  const entries = Object.entries(all)
  if (entries.length <= MOST_VERDICTS) return all
  return Object.fromEntries(
    entries.toSorted(([keyA, a], [keyB, b]) => b.startMs - a.startMs || compare(keyA, keyB)).slice(0, MOST_VERDICTS),
  )
}

/** With those that were made now. */
export function withVerdicts(all: VerdictMemory['verdicts'], made: readonly NamedVerdict[]): VerdictMemory['verdicts'] {
  if (made.length === 0) return all
  // Titles are private, and whoever may read the memory is not who may read the calendar.
  const kept = made.map(({ title: _, ...one }) => [verdictKey(one), one] as const)
  return lastOf({ ...all, ...Object.fromEntries(kept) })
}

/** Without what was seen by a clock that was ahead. */
export function verdictsUntil({ lives, verdicts }: VerdictMemory, nowMs: number): VerdictMemory {
  const end = minuteOf(nowMs) + 1
  const until = Object.entries(lives)
    .map(([pool, life]) => [pool, lifeWithin(life, 0, end)] as const)
    .filter(([, life]) => !isEmptyLife(life))
  return {
    lives: Object.fromEntries(until),
    verdicts: Object.fromEntries(Object.entries(verdicts).filter(([, { startMs }]) => startMs <= nowMs)),
  }
}
