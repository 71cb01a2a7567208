import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Steering } from '../../../src/domain/utilization/steer.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { node } from '../../support/node.ts'
import { stepAt } from '../../support/snapshot.ts'
import { withPolicy } from '../../support/utilization.ts'

const step = stepAt('09:00', { config: withPolicy({ enabled: true }), nodes: [node()] })
const { steering } = step

/** The policy with so many hours saved since it was switched on. */
function saved(hours: number): Steering {
  assert.ok(steering.savings)
  return { ...steering, savings: { ...steering.savings, nodeHours: { user: hours } } }
}
const { plan: _, ...off } = steering

it('what it sees and wants is there while it is on', async () => {
  const told = someMetrics()
  const shown = async () =>
    Promise.all(
      ['ratio', 'goal_nodes', 'nodes', 'saved_nodes'].map(
        async (name) => Object.keys(await samplesOf(told, `utilization_${name}`)).length,
      ),
    )
  assert.deepEqual(await shown(), [0, 0, 0, 0])
  told.step(step)
  assert.deepEqual(await shown(), [1, 1, 3, 1])
  assert.deepEqual(await samplesOf(told, 'utilization_nodes'), {
    'utilization_nodes{pool="user",state="open"}': 1,
    'utilization_nodes{pool="user",state="reserved"}': 0,
    'utilization_nodes{pool="user",state="ours"}': 0,
  })
  told.step({ ...step, steering: off })
  assert.deepEqual(await shown(), [0, 0, 0, 0])
})

describe('what it saved', () => {
  it('is counted once, through the policy being switched off and on, and told as the counter has it', async () => {
    const told = someMetrics()
    for (const one of [saved(0), saved(1), saved(1), saved(2.5), off, saved(0), saved(0.5)])
      told.step({ ...step, steering: one })
    assert.deepEqual(told.nodeHoursSaved, { user: 3 })
    assert.deepEqual(await samplesOf(told, 'utilization_saved_node_seconds_total'), {
      'utilization_saved_node_seconds_total{pool="user"}': 3 * 3600,
    })
  })
})
