import type { Action } from '../act/action.ts'
import { isNodeAction } from '../act/action.ts'
import type { Step } from '../act/step.ts'
import { titleOf } from '../calendar/event-name.ts'
import type { Interval } from '../demand/interval.ts'
import { MINUTE_MS } from '../duration.ts'
import { windowOf } from '../forecast/class.ts'
import { sayInstant } from '../instant.ts'

/** Whom an action was for: the classes of one start, of which it is not told apart who asked for it. */
export interface ClassOfAction {
  readonly titles: readonly string[]
  readonly startsAt: string
}

/** What is given back after a class belongs to it too: a fall waits, and nodes go one by one. */
const AFTERWARDS_MS = 15 * MINUTE_MS

/**
 * The class that an action on placeholders belongs to: of those whose window is open, or was just now, the one that begins
 * nearest to now. undefined: none was near, or it is an action on a node.
 */
export function classOf(action: Action, step: Step | undefined, nowMs: number): ClassOfAction | undefined {
  if (!step || isNodeAction(action)) return undefined
  const { decision, observed } = step
  const pool = observed.config.pools.get(action.pool)
  if (!pool) return undefined
  const leadMs = decision.pools.get(pool.name)?.leadTime.ms ?? 0
  const isOpen = (one: Interval) => {
    const { opensMs, closesMs } =
      one.unit === 'students'
        ? windowOf(one, leadMs, pool.forecast.reactions)
        : { opensMs: one.fromMs, closesMs: one.toMs }
    return opensMs <= nowMs && nowMs < closesMs + AFTERWARDS_MS
  }
  const open = decision.timeline.intervals.filter((one) => one.pool === pool.name && isOpen(one))
  const [nearest] = open.toSorted((a, b) => Math.abs(a.startMs - nowMs) - Math.abs(b.startMs - nowMs))
  if (!nearest) return undefined
  const own = open.filter(({ startMs }) => startMs === nearest.startMs)
  return { titles: [...new Set(own.map(titleOf))], startsAt: sayInstant(nearest.startMs) }
}
