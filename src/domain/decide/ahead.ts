import { largeSeats } from '../fit/large-seats.ts'
import { type PoolFit, poolFit } from '../fit/pool-fit.ts'
import { type Refusal, refusedOf } from '../fit/refused.ts'
import { CHECKED_AHEAD_MS, type Foreseen, foresee } from '../fit/shortfalls.ts'
import type { Problem } from '../problem.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'

/** What is known of what comes: whether what events ask can be had at all, and why no node comes now. */
export interface Ahead extends Foreseen {
  readonly fit: PoolFit
  readonly refusal?: Refusal
  /** Events whose seat no node holds. */
  readonly largeSeats: readonly Problem[]
}

export function aheadIn({ pool, observed, before, read, nowMs }: PoolInput, there: There): Ahead {
  const { config, hints, owner } = observed
  const seat = there.ordinarySeat?.requests ?? pool.seat ?? before?.seat
  const { size, emptied, mostNodes, most } = there
  const known = { limits: hints?.limits, namespace: owner?.namespace }
  const fit = poolFit({ pool, config, size, emptied, mostNodes, most, seat, ...known })
  const foreseen = foresee({ timeline: read, config, pool: pool.name, fit, nowMs })
  const week = { fromMs: nowMs, toMs: nowMs + CHECKED_AHEAD_MS }
  const tooLarge = largeSeats({ timeline: read, config }, pool.name, fit.scale, week)
  const { unschedulable = [] } = there.placeholders
  const refused = refusedOf(
    unschedulable,
    { events: hints?.schedulingEvents.values() ?? [], scheduler: config.placeholder.placement.schedulerName },
    nowMs,
  )
  return {
    fit,
    largeSeats: tooLarge,
    ...foreseen,
    ...refused,
    revisitAt: Math.min(foreseen.revisitAt, refused.revisitAt),
  }
}
