import { MINUTE_MS } from '../duration.ts'
import { FROM_MS } from '../forecast/bins.ts'
import { aheadOf, type Class, dueOf, windowOf } from '../forecast/class.ts'
import { revised } from '../forecast/revision.ts'
import type { ForecastReactions } from '../settings/forecast-rules.ts'

export interface ReplayInput {
  readonly one: Class
  readonly reactions: ForecastReactions
  readonly leadMs: number
  /** The class's own people by minute, from half an hour before its start on. */
  readonly came: readonly number[]
  readonly perNode: number
  /** The most nodes that there can be; undefined: as many as it takes. */
  readonly mostNodes: number | undefined
}

/** What is changed beside what was. */
export interface Change {
  /** So many are expected. */
  readonly expected?: number
  /** Room is asked for so much earlier. */
  readonly earlierMs?: number
}

export interface Replayed {
  /** People who found no seat in the minute in which they came. */
  readonly late: number
  /** Node-minutes of nodes that were asked for, until the end. */
  readonly nodeMinutes: number
  /** The most nodes at once. */
  readonly nodes: number
}

/**
 * One class once more, by the rule that holds room for it, minute by minute: who comes finds a seat on a node that was asked for
 * a boot ago, or waits; and who waits asks for a node as an autoscaler does. Nodes are given back at the end.
 */
export function replay(
  { one, reactions, leadMs, came, perNode, mostNodes }: ReplayInput,
  change: Change = {},
): Replayed {
  const expected = change.expected ?? one.expected
  const { earlierMs = 0 } = change
  const { startMs } = one.interval
  const bootMinutes = Math.ceil(aheadOf(leadMs) / MINUTE_MS)
  const firstMs = startMs + FROM_MS
  const opensMs = windowOf(one.interval, leadMs, reactions).opensMs - earlierMs
  const before = Math.max(0, Math.ceil((firstMs - opensMs) / MINUTE_MS))
  const asked: number[] = []
  let [taken, nodes, late, nodeMinutes] = [0, 0, 0, 0]
  for (let at = 0; at < before + came.length; at += 1) {
    const nowMs = firstMs + (at - before) * MINUTE_MS
    const people = came[at - before] ?? 0
    const now = reactions.revision
      ? revised({ expected, came: taken, curve: one.curve, xMs: nowMs - startMs, earlierMs: 0 }).expected
      : expected
    const due = nowMs < opensMs ? 0 : dueOf(one, now, nowMs + earlierMs, leadMs, reactions)
    taken += people
    const wanted = Math.ceil((Math.max(taken, due) - 1e-6) / perNode)
    nodes = Math.max(nodes, Math.min(wanted, mostNodes ?? wanted))
    asked.push(nodes)
    late += Math.min(people, Math.max(0, taken - (asked[at - bootMinutes] ?? 0) * perNode))
    nodeMinutes += nodes
  }
  return { late, nodeMinutes, nodes }
}
