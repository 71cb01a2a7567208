import { type PoolFit, poolFit } from '../fit/pool-fit.ts'
import { type Refusal, refusedOf } from '../fit/refused.ts'
import { type Foreseen, foresee } from '../fit/shortfalls.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'

/** What is known of what comes: whether what events ask can be had at all, and why no node comes now. */
export interface Ahead extends Foreseen {
  readonly fit: PoolFit
  readonly refusal?: Refusal
}

export function aheadIn({ pool, observed, before, read, nowMs }: PoolInput, there: There): Ahead {
  const { config, hints, owner } = observed
  const seat = there.inSeats?.seat.requests ?? pool.seat ?? before?.seat
  const { size, emptied, mostNodes, most } = there
  const known = { limits: hints?.limits, namespace: owner?.namespace }
  const fit = poolFit({ pool, config, size, emptied, mostNodes, most, seat, ...known })
  const foreseen = foresee({ timeline: read, config, pool: pool.name, fit, nowMs })
  const { unschedulable = [] } = there.placeholders
  const refused = refusedOf(unschedulable, hints?.schedulingEvents.values() ?? [], nowMs)
  return { fit, ...foreseen, ...refused, revisitAt: Math.min(foreseen.revisitAt, refused.revisitAt) }
}
