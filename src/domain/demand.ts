import type { PoolConfig } from './config.ts'
import { activeAt, type Timeline } from './timeline.ts'

/** What is asked of a pool at an instant. */
export interface Demand {
  /** Placeholders asked for, in the predecessor's unit. */
  readonly integer: number
  readonly from: 'calendar' | 'config'
  /** Titles of the events that ask the most; empty when the config asks. */
  readonly events: readonly string[]
}

/** An integer from an event replaces `replicas`; of several events the largest counts. */
export function demandAt(pool: PoolConfig, timeline: Timeline, nowMs: number): Demand {
  const asked = activeAt(timeline, pool.name, nowMs).filter((interval) => interval.unit === 'integer')
  if (asked.length === 0) return { integer: pool.replicas, from: 'config', events: [] }
  const integer = Math.max(...asked.map((interval) => interval.amount))
  const events = [
    ...new Set(asked.filter((one) => one.amount === integer).map((one) => one.summary || 'without a title')),
  ]
  return { integer, from: 'calendar', events }
}
