import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_LIMITS } from '../../../src/domain/cluster/cluster-limits.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { karpenter } from '../../domain/fit/support.ts'
import { boots } from '../../support/boots.ts'
import { config, poolLabels, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { countedOf, samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const WORLD: World = {
  config: userPool({ replicas: 1, seat: { requests: { memory: '4Gi' } } }),
  events: [{ asks: { user: 4 } }],
  nodes: ['a', 'b', 'c'].map((name) => node({ name })),
  pods: [
    pod({ user: 'ada', on: 'a', memory: '4Gi' }),
    pod({ placeholder: 'user', on: 'b', memory: '28Gi' }),
    pod({ placeholder: 'user', on: 'c', memory: '28Gi' }),
    pod({ placeholder: 'user' }),
  ],
}

function told(world: World = WORLD) {
  const one = someMetrics()
  one.step(stepAt('09:00', world))
  return one
}

describe('of each pool it is told', () => {
  const TABLE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    demand: { 'demand{source="calendar",unit="placeholders",pool="user"}': 4 },
    placeholders_target: { 'placeholders_target{pool="user"}': 3 },
    placeholders_desired: { 'placeholders_desired{pool="user"}': 3 },
    placeholders: {
      'placeholders{state="ready",pool="user"}': 2,
      'placeholders{state="pending",pool="user"}': 1,
      'placeholders{state="stranded",pool="user"}': 0,
    },
    seats: { 'seats{state="open",pool="user"}': 23, 'seats{state="coming",pool="user"}': 0 },
    lead_time_duration_seconds: { 'lead_time_duration_seconds{pool="user"}': 600 },
    lead_time_boots: { 'lead_time_boots{pool="user"}': 0 },
    seats_short: { 'seats_short{pool="user"}': 0 },
    next_boundary_timestamp_seconds: { next_boundary_timestamp_seconds: at('10:00') / 1000 },
  }
  for (const [name, samples] of Object.entries(TABLE))
    it(name, async () => assert.deepEqual(await samplesOf(told(), name), samples))

  it('nodes: one series a state, those without any too', async () => {
    assert.deepEqual(await countedOf(told(), 'nodes'), {
      'nodes{state="holding",pool="user"}': 2,
      'nodes{state="roomy",pool="user"}': 1,
    })
    assert.equal(Object.keys(await samplesOf(told(), 'nodes')).length, 10)
  })
  it('placeholders_observed: what stands in the cluster; nothing where there is no Deployment', async () => {
    assert.deepEqual(await samplesOf(told(), 'placeholders_observed'), {})
    const world = { ...WORLD, deployments: [deployment({ config: userPool(), replicas: 2 })] }
    assert.deepEqual(await samplesOf(told(world), 'placeholders_observed'), {
      'placeholders_observed{pool="user"}': 2,
    })
  })
  it('capacity_nodes: how many it can have, and who says so', async () => {
    const world = { ...WORLD, hints: { limits: { ...NO_LIMITS, karpenterPools: [karpenter({ nodes: 12 })] } } }
    assert.deepEqual(await samplesOf(told(WORLD), 'capacity_nodes'), {
      'capacity_nodes{source="default",pool="user"}': 100,
    })
    assert.deepEqual(await samplesOf(told(world), 'capacity_nodes'), {
      'capacity_nodes{source="karpenter",pool="user"}': 12,
    })
  })
  it('lead_time: what was learned, and from how much', async () => {
    const one = someMetrics()
    one.step(stepAt('09:00', WORLD, { memory: { ...NO_MEMORY, boots: { user: boots(4, 4, 4, 4, 4, 7) } } }))
    assert.deepEqual(await samplesOf(one, 'lead_time_duration_seconds'), {
      'lead_time_duration_seconds{pool="user"}': 420,
    })
    assert.deepEqual(await samplesOf(one, 'lead_time_boots'), { 'lead_time_boots{pool="user"}': 6 })
  })
  it('seats_short: how many of a class to come will not find a seat in time', async () => {
    const small = userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2 })
    const world = { ...WORLD, config: small, events: [{ asks: { user: { students: 30 } } }] }
    assert.deepEqual(await samplesOf(told(world), 'seats_short'), { 'seats_short{pool="user"}': 14 })
  })
})

it('what is not any more is forgotten: a pool that left the config, the event that asked, the next boundary', async () => {
  const one = someMetrics()
  one.step(stepAt('09:00', { config: config({ nodePools: { user: {}, lab: { nodeSelector: poolLabels('lab') } } }) }))
  assert.deepEqual(Object.keys(await samplesOf(one, 'placeholders_desired')), [
    'placeholders_desired{pool="user"}',
    'placeholders_desired{pool="lab"}',
  ])
  one.step(stepAt('09:00', { ...WORLD, events: [] }))
  assert.deepEqual(Object.keys(await samplesOf(one, 'placeholders_desired')), ['placeholders_desired{pool="user"}'])
  assert.deepEqual(await samplesOf(one, 'demand'), { 'demand{source="config",unit="placeholders",pool="user"}': 1 })
  assert.deepEqual(await samplesOf(one, 'next_boundary_timestamp_seconds'), {})
})
