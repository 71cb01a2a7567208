import type { Step } from '../act/step.ts'
import { weekZoneOf } from '../decide/observed.ts'
import { type KnownPool, knownOf } from '../known/known.ts'

/** What is known of who comes, pool by pool; those of which nothing is known are missing. */
export function forecastsOf({ decision, observed }: Step, nowMs: number): KnownPool[] {
  const pools = knownOf({
    config: observed.config,
    memory: decision.memory.forecast,
    timeline: observed.timeline,
    zone: weekZoneOf(observed),
    nowMs,
    perNode: (pool) => decision.pools.get(pool)?.scale.perNode,
  })
  return pools.filter(({ series, halfHours }) => series.length > 0 || halfHours.length > 0)
}
