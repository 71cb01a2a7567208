import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Registry } from 'prom-client'
import type { Steering } from '../../src/domain/utilization/steer.ts'
import { utilizationMetrics } from '../../src/server/utilization-metrics.ts'
import { node } from '../support/node.ts'
import { stepAt } from '../support/snapshot.ts'
import { withPolicy } from '../support/utilization.ts'

const { steering } = stepAt('09:00', { config: withPolicy({ enabled: true }), nodes: [node()] })

/** The policy with so many hours saved since it was switched on. */
function saved(hours: number): Steering {
  assert.ok(steering.savings)
  return { ...steering, savings: { ...steering.savings, nodeHours: { user: hours } } }
}
const { plan: _, ...off } = steering

describe('node-hours saved', () => {
  it('are counted once, through the policy being switched off and on, and told as the counter has them', async () => {
    const registry = new Registry()
    const metrics = utilizationMetrics(registry)
    for (const one of [saved(0), saved(1), saved(1), saved(2.5), off, saved(0), saved(0.5)]) metrics.steering(one)
    assert.deepEqual(metrics.nodeHoursSaved, { user: 3 })
    const counter = await registry.getSingleMetric('warmseats_node_hours_saved_total')?.get()
    assert.deepEqual(
      counter?.values.map(({ labels, value }) => [labels, value]),
      [[{ pool: 'user' }, 3]],
    )
  })
})
