import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { decide } from '../decide/decide.ts'
import type { PoolDecision } from '../decide/decision.ts'
import type { Memory } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import { UNLEARNED } from '../demand/lead-time.ts'
import { leadTimesOf, withLearnedLeads } from '../demand/learned-leads.ts'
import { freeOf, seatsIn } from '../room/seat.ts'
import { isOnePerNode } from '../room/size.ts'

/** What the placeholder half of the product will want of a pool at an instant, if nothing but time changes. */
export interface Outlook {
  /** Placeholders, before the fall window. */
  readonly target: number
  /** Nodes that will have to boot for them: placeholders that neither sit on a node nor would find one. */
  readonly boots: number
}

/** By pool. */
export type Outlooks = ReadonlyMap<string, Outlook>

/**
 * The instants to look at: now, every boundary of the calendar until now + the longest lead time + boot time, and that
 * end. Whatever begins later still finds the time to boot its nodes.
 */
export function instantsAhead(observed: Observed, memory: Memory, nowMs: number, bootMs: number): readonly number[] {
  const { config } = observed
  const learned = leadTimesOf(memory.boots, config)
  const timeline = withLearnedLeads(observed.timeline, learned, config)
  const leads = [...config.pools.values()].map(({ name, leadTimeMs = 'auto' }) =>
    leadTimeMs === 'auto' ? (learned.get(name) ?? UNLEARNED).ms : leadTimeMs,
  )
  const given = timeline.intervals.map(({ startMs, fromMs }) => startMs - fromMs)
  const endMs = nowMs + given.reduce((most, one) => Math.max(most, one), Math.max(0, ...leads)) + bootMs
  return [nowMs, ...timeline.boundaries.filter((ms) => ms > nowMs && ms < endMs), endMs]
}

/** Each pool's outlook at an instant: the product's own decision, asked ahead. @param livedMs now: who comes later is not known */
export function outlooksAt(observed: Observed, memory: Memory, atMs: number, livedMs: number): Outlooks {
  const { pools } = decide(observed, memory, atMs, { livedMs })
  return new Map([...pools].map(([name, pool]) => [name, { target: pool.target, boots: bootsOf(pool, observed) }]))
}

/**
 * An empty node is no room that lowers a target for a long time (`emptyNodeGracePeriod`), but the next placeholder lands
 * on it without a boot. So the target alone would let go of a node that is booted again at the next event.
 */
function bootsOf({ target, placeholders, rooms, size, pool }: PoolDecision, { config, pods }: Observed): number {
  const missing = Math.max(0, target - placeholders.bound)
  const settings = config.pools.get(pool)
  const isAlone = settings !== undefined && isOnePerNode(settings, size)
  let landing = 0
  for (const { node, usable } of rooms) {
    if (!usable) continue
    if (landing >= missing) break
    const taken = pods.occupancy.get(node.name) ?? NO_OCCUPANCY
    const fitting = seatsIn(freeOf(node.allocatable, taken.requests, taken.pods), size.requests)
    landing += isAlone ? Math.min(fitting, taken.placeholders > 0 ? 0 : 1) : fitting
  }
  return Math.max(0, missing - landing)
}
