import type { UtilizationPlan } from '../../domain/utilization/plan.ts'
import type { Steering } from '../../domain/utilization/steer.ts'
import type { Families } from './families.ts'

/** The metrics of the utilization policy; absent while it is off. */
export interface UtilizationMetrics {
  steering(steering: Steering): void
  /** Since the process started, by pool: what the counter has, for who tells the same elsewhere. */
  readonly nodeHoursSaved: Readonly<Record<string, number>>
}

const STATES = ['open', 'reserved', 'ours'] as const

export function utilizationMetrics({ shown, counter }: Families): UtilizationMetrics {
  let latest: Steering | undefined
  const scopes = () => latest?.plan?.scopes ?? (new Map() as UtilizationPlan['scopes'])
  shown('utilization_ratio', 'Requested memory as a share of that of the schedulable nodes.', ['pool'], function* () {
    // Without capacity it is infinite, which is nothing to draw.
    for (const [pool, { utilization }] of scopes())
      if (Number.isFinite(utilization)) yield { labels: { pool }, value: utilization }
  })
  shown('utilization_goal_nodes', 'Nodes that shall be schedulable.', ['pool'], function* () {
    for (const [pool, { goal }] of scopes()) yield { labels: { pool }, value: goal.nodes }
  })
  shown(
    'utilization_nodes',
    'Nodes by what they are to the policy: `open`, `reserved` or `ours` (cordoned by it).',
    ['pool', 'state'],
    function* () {
      for (const [pool, scope] of scopes())
        for (const state of STATES) yield { labels: { pool, state }, value: scope[state] }
    },
  )
  shown('utilization_saved_nodes', 'Nodes fewer than without the policy, an estimate.', ['pool'], function* () {
    for (const pool of scopes().keys()) yield { labels: { pool }, value: latest?.savings?.nodes[pool] ?? 0 }
  })
  const seconds = counter(
    'utilization_saved_node_seconds_total',
    'Seconds of nodes saved since the start, an estimate.',
    ['pool'],
  )
  const counted: Record<string, number> = {}
  const nodeHoursSaved: Record<string, number> = {}
  const steering = (told: Steering) => {
    latest = told
    for (const pool of scopes().keys()) {
      const total = told.savings?.nodeHours[pool] ?? 0
      // The policy counts anew when it is switched on again.
      const more = Math.max(0, total - (counted[pool] ?? 0))
      seconds.inc({ pool }, more * 3600)
      nodeHoursSaved[pool] = (nodeHoursSaved[pool] ?? 0) + more
      counted[pool] = total
    }
  }
  return { steering, nodeHoursSaved }
}
