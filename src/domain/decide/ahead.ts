import { type Limit, poolLimits } from '../fit/pool-limits.ts'
import { type PoolScale, poolScale } from '../fit/pool-scale.ts'
import { type Refusal, refusedOf } from '../fit/refused.ts'
import { type Foreseen, foresee } from '../fit/shortfalls.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'

/** What is known of what comes: whether what events ask can be had at all, and why no node comes now. */
export interface Ahead extends Foreseen {
  readonly scale: PoolScale
  readonly limits: readonly Limit[]
  readonly refusal?: Refusal
}

export function aheadIn({ pool, observed, before, read, nowMs }: PoolInput, there: There): Ahead {
  const { config, hints, owner } = observed
  const seat = there.inSeats?.seat.requests ?? pool.seat ?? before?.seat
  const scale = poolScale({ pool, size: there.size, emptied: there.emptied, seat })
  const limits = poolLimits({ pool, config, scale, limits: hints?.limits, namespace: owner?.namespace })
  const foreseen = foresee({ timeline: read, config, pool: pool.name, scale, limits, nowMs })
  const { unschedulable = [] } = there.placeholders
  const refused = refusedOf(unschedulable, hints?.schedulingEvents.values() ?? [], nowMs)
  return { scale, limits, ...foreseen, ...refused, revisitAt: Math.min(foreseen.revisitAt, refused.revisitAt) }
}
