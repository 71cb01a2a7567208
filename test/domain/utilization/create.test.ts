import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationValues } from '../../../src/config/utilization-schema.ts'
import { node } from '../../support/node.ts'
import { several } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'
import { planAt, podIn, withPolicy } from '../../support/utilization.ts'

/** Two nodes that are full, and three node-sized placeholders that have waited for a minute. */
function created(settings: UtilizationValues): readonly (readonly [number, string])[] {
  const config = withPolicy({ minNodes: 0, ...settings }, { calendarUrl: 'https://example.org/c.ics' })
  const nodes = ['n1', 'n2'].map((name) => node({ name }))
  const full = nodes.map(({ name }) => podIn(config, { on: name, memory: '32Gi' }))
  const waiting = several(3, () =>
    podIn(config, { placeholder: 'user', memory: '28Gi', unschedulableSince: at('09:00') - MINUTE }),
  )
  const { create } = planAt('09:00', { config, nodes, pods: [...full, ...waiting] })
  return create.map(({ count, because }) => [count, because])
}

describe('nodes for waiting placeholders', () => {
  it('are made where the policy makes nodes itself', () => {
    const made = [[3, '3 placeholders and 0 users wait for nodes']]
    assert.deepEqual(created({ nodeGroups: 'gce' }), made)
    assert.deepEqual(created({ nodeGroups: 'kwok' }), made)
  })
  it('are the autoscaler’s where there is one', () => assert.deepEqual(created({ nodeGroups: 'autoscaler' }), []))
  it('are never more than maxNodes altogether', () => {
    assert.deepEqual(
      created({ nodeGroups: 'gce', maxNodes: 3 }).map(([count]) => count),
      [1],
    )
    assert.deepEqual(created({ nodeGroups: 'gce', maxNodes: 2 }), [])
  })
})
