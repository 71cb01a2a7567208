import { sayAmounts } from '../calendar/say-ask.ts'
import type { PoolDecision } from '../decide/decision.ts'
import { eventsOf, type Segment } from '../demand/plan.ts'
import { DAY_MS, HOUR_MS } from '../duration.ts'
import { needOf } from '../fit/need.ts'
import { neededLevels } from '../fit/needed-levels.ts'
import type { PoolScale } from '../fit/pool-scale.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import type { PoolConfig } from '../settings/config.ts'

/** What the calendar and the config ask of a pool in a stretch of the coming week, and what of an empty pool that needs. */
export interface AheadView {
  readonly from: string
  readonly to: string
  /** `350 students, 1 placeholder` */
  readonly asks: string
  /** Titles; empty where the config asks. */
  readonly events: readonly string[]
  /** People who are announced; 0: events ask in placeholders or nodes. */
  readonly people: number
  /** Missing: nobody knows yet how large a seat is, or how much a node holds. */
  readonly placeholders?: number
  readonly nodes?: number
}

/** The coming week of a pool. */
export interface WeekView {
  readonly stretches: readonly AheadView[]
  /** How many more there are than these. */
  readonly furtherStretches?: number
  /** The most nodes or placeholders that it can have, where that is near; and the most that it ever had. */
  readonly most?: number
  readonly mostSeen?: number
  readonly mostOf?: 'nodes' | 'placeholders'
  /** Of all of it, in the pool's money; missing: nobody says what a node costs, or how many it takes. */
  readonly cost?: number
}

export const WEEK_MS = 7 * DAY_MS
/** More than these are too much also for programs. */
const MOST_STRETCHES = 300

/** @param segments of the coming week */
export function weekOf(segments: readonly Segment[], fit: PoolDecision, pool: PoolConfig): WeekView {
  const { unit, most, seen } = neededLevels(segments, fit)
  const stretches = segments.slice(0, MOST_STRETCHES).map((segment) => aheadOf(segment, fit.scale))
  const left = segments.length - stretches.length
  return {
    stretches,
    ...given({
      furtherStretches: left > 0 ? left : undefined,
      most,
      mostSeen: seen,
      mostOf: unit === 'seats' ? undefined : unit,
      cost: costOf(segments, fit.scale, pool.pricePerNodeHour),
    }),
  }
}

function aheadOf(segment: Segment, scale: PoolScale): AheadView {
  const { seats, placeholders, nodes } = needOf(segment.demands, scale)
  return {
    from: sayInstant(segment.fromMs),
    to: sayInstant(segment.toMs),
    asks: sayAmounts(segment.demands),
    events: eventsOf(segment),
    people: seats,
    ...given({ placeholders, nodes }),
  }
}

function costOf(segments: readonly Segment[], scale: PoolScale, price: number | undefined): number | undefined {
  if (price === undefined) return undefined
  let hours = 0
  for (const { demands, fromMs, toMs } of segments) {
    const { nodes } = needOf(demands, scale)
    if (nodes === undefined) return undefined
    hours += (nodes * (toMs - fromMs)) / HOUR_MS
  }
  return hours * price
}
