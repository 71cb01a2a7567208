import { Counter, Gauge, type Registry } from 'prom-client'
import type { Steering } from '../domain/utilization/steer.ts'

/** The metrics of the utilization policy; absent while it is off. */
export interface UtilizationMetrics {
  steering(steering: Steering): void
  /** Since the process started, by pool: what the counter has, for who tells the same elsewhere. */
  readonly nodeHoursSaved: Readonly<Record<string, number>>
}

export function utilizationMetrics(registry: Registry): UtilizationMetrics {
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name: `warmseats_${name}`, help, labelNames, registers })
  const utilization = gauge('utilization', 'Requested memory as a share of that of the schedulable nodes.', ['pool'])
  const goal = gauge('utilization_goal_nodes', 'Nodes that shall be schedulable.', ['pool'])
  const nodes = gauge(
    'utilization_nodes',
    'Nodes by what they are to the policy: open, reserved or ours (cordoned by it).',
    ['pool', 'standing'],
  )
  const saved = gauge('nodes_saved', 'Nodes fewer than without the policy, an estimate.', ['pool'])
  const hours = new Counter({
    name: 'warmseats_node_hours_saved_total',
    help: 'Hours of nodes saved since the start, an estimate.',
    labelNames: ['pool'],
    registers,
  })
  const counted: Record<string, number> = {}
  const nodeHoursSaved: Record<string, number> = {}
  const steering = ({ plan, savings }: Steering) => {
    for (const metric of [utilization, goal, nodes, saved]) metric.reset()
    for (const [pool, scope] of plan?.scopes ?? []) {
      // Without capacity it is infinite, which is nothing to draw.
      if (Number.isFinite(scope.utilization)) utilization.set({ pool }, scope.utilization)
      goal.set({ pool }, scope.goal.nodes)
      for (const standing of ['open', 'reserved', 'ours'] as const) nodes.set({ pool, standing }, scope[standing])
      saved.set({ pool }, savings?.nodes[pool] ?? 0)
      const total = savings?.nodeHours[pool] ?? 0
      // The policy counts anew when it is switched on again.
      const more = Math.max(0, total - (counted[pool] ?? 0))
      hours.inc({ pool }, more)
      nodeHoursSaved[pool] = (nodeHoursSaved[pool] ?? 0) + more
      counted[pool] = total
    }
  }
  return { steering, nodeHoursSaved }
}
