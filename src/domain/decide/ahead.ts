import { poolLimits } from '../fit/pool-limits.ts'
import { type PoolScale, poolScale } from '../fit/pool-scale.ts'
import { type Foreseen, foresee } from '../fit/shortfalls.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'

/** What is known of the days to come: whether what events ask can be had at all. */
export interface Ahead extends Foreseen {
  readonly scale: PoolScale
}

export function aheadIn({ pool, observed, before, read, nowMs }: PoolInput, there: There): Ahead {
  const { config, limits, owner } = observed
  const seat = there.inSeats?.seat.requests ?? pool.seat ?? before?.seat
  const scale = poolScale({ pool, size: there.size, emptied: there.emptied, seat })
  const all = poolLimits({ pool, config, scale, limits, namespace: owner?.namespace })
  return { scale, ...foresee({ timeline: read, config, pool: pool.name, scale, limits: all, nowMs }) }
}
