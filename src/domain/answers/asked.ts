import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Interval } from '../demand/interval.ts'
import { aheadOf } from '../fit/ahead.ts'
import { type LargeSeat, largeSeatOf } from '../fit/large-seats.ts'
import { type Need, needOf } from '../fit/need.ts'
import { type Shortfall, shortfallOf, worstOf } from '../fit/shortfalls.ts'
import type { Config } from '../settings/config.ts'

/** What one class asks of one pool, and what comes of it. */
export interface Asked {
  readonly pool: string
  readonly need: Need
  /** In nodes, as it is written; undefined: it asks in people or placeholders. */
  readonly nodes?: number
  /** `students: auto`: nobody wrote how many, nor knows it. */
  readonly isAuto?: true
  /** `students: auto`: what it needs is told by who came before. */
  readonly isExpected?: true
  /** From when it counts, and when what it asks for is there: so long do the pool's nodes take. Epoch ms. */
  readonly fromMs: number
  readonly readyMs: number
  readonly bootMs: number
  /** Until when its room is not there, since a person paused the pool. */
  readonly paused?: string
  /** The worst stretch of its time, with all that others ask then. */
  readonly shortfall?: Shortfall
  /** Its seat fits on none of the pool's nodes, so that nobody gets it. */
  readonly largeSeat?: LargeSeat
}

/** What each class of a decision's timeline asks, pool by pool; nothing of a class that asks for nothing. */
export function askedIn(decision: Decision, config: Config): (uid: string, startMs: number) => readonly Asked[] {
  const byClass = Map.groupBy(decision.timeline.intervals, ({ uid, startMs }) => `${uid} ${startMs}`)
  const short = new Map([...decision.pools.values()].map((pool) => [pool.pool, shortIn(pool, decision, config)]))
  return (uid, startMs) => {
    const byPool = Map.groupBy(byClass.get(`${uid} ${startMs}`) ?? [], ({ pool }) => pool)
    return [...byPool].flatMap(([pool, own]) => {
      const decided = decision.pools.get(pool)
      return decided ? [askedOf(decided, own, short.get(pool) ?? [])] : []
    })
  }
}

/** The stretches in which the pool is too small for what is asked, by time. */
const shortIn = (decided: PoolDecision, { timeline }: Decision, config: Config): Shortfall[] =>
  (aheadOf(timeline, config).get(decided.pool) ?? []).flatMap((ahead) => shortfallOf(ahead, decided) ?? [])

function askedOf(decided: PoolDecision, own: readonly Interval[], short: readonly Shortfall[]): Asked {
  const { pool, scale, leadTime, paused } = decided
  const fromMs = own.reduce((first, one) => Math.min(first, one.fromMs), Number.POSITIVE_INFINITY)
  const toMs = own.reduce((last, one) => Math.max(last, one.toMs), 0)
  const nodes = own.find(({ unit }) => unit === 'nodes')?.amount
  const largeSeat = largeSeatOf(scale, own)
  const shortfall = worstOf(short.filter(({ ahead }) => ahead.fromMs < toMs && ahead.toMs > fromMs))
  return {
    pool,
    need: needOf(own, scale),
    fromMs,
    readyMs: fromMs + leadTime.ms,
    bootMs: leadTime.ms,
    ...(nodes === undefined ? {} : { nodes }),
    ...(own.some(({ isAuto }) => isAuto) ? { isAuto: true } : {}),
    ...(own.some(({ isExpected }) => isExpected) ? { isExpected: true } : {}),
    ...(paused === undefined ? {} : { paused }),
    ...(shortfall ? { shortfall } : {}),
    ...(largeSeat ? { largeSeat } : {}),
  }
}
