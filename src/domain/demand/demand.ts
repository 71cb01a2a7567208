import { titleOf } from '../calendar/event-name.ts'
import type { PoolConfig } from '../settings/config.ts'
import { activeAt, bridgeAt, type Timeline } from './timeline.ts'

/** What is asked of a pool at an instant. */
export interface Demand {
  /** Placeholders asked for, in the predecessor's unit. */
  readonly integer: number
  readonly from: 'calendar' | 'config'
  /** Titles of the events that ask the most; empty when the config asks. */
  readonly events: readonly string[]
  /** Nothing asks for so many now: it is kept through a short gap between these events. */
  readonly bridged?: true
}

/**
 * An integer from an event replaces `replicas`; of several events the largest counts. A short gap between events keeps
 * the lower of both, and never less than counts without it.
 */
export function demandAt(pool: PoolConfig, timeline: Timeline, nowMs: number): Demand {
  const asked = activeAt(timeline, pool.name, nowMs).filter((interval) => interval.unit === 'integer')
  const integer = asked.length > 0 ? Math.max(...asked.map((interval) => interval.amount)) : pool.replicas
  const bridge = bridgeAt(timeline, pool.name, 'integer', nowMs)
  if (bridge && bridge.amount > integer)
    return { integer: bridge.amount, from: 'calendar', events: bridge.events, bridged: true }
  if (asked.length === 0) return { integer, from: 'config', events: [] }
  const events = [...new Set(asked.filter((one) => one.amount === integer).map(titleOf))]
  return { integer, from: 'calendar', events }
}
