/** A cordoned node in the simulated cluster: nobody new comes, it is no room, and it goes once it is empty. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { nodeFrom } from '../../../src/domain/cluster/node.ts'
import { cordonMarks, ownCordonOf, uncordonMarks } from '../../../src/domain/utilization/marks.ts'
import { autoscaler } from '../../../src/simulation/actors/autoscaler.ts'
import { cloud } from '../../../src/simulation/actors/cloud.ts'
import { scheduler } from '../../../src/simulation/actors/scheduler.ts'
import type { VirtualClock } from '../../../src/simulation/clock.ts'
import type { Cluster } from '../../../src/simulation/cluster/cluster.ts'
import { mark } from '../../../src/simulation/cluster/cordon.ts'
import { rawNode } from '../../../src/simulation/cluster/raw.ts'
import { cordonTally } from '../../../src/simulation/tally/cordon-tally.ts'
import { MINUTE } from '../../support/time.ts'
import { START_MS, USERS, userPod, world } from '../support.ts'

const elastic = (...more: Parameters<typeof world>) =>
  world(
    scheduler,
    cloud,
    (cluster: Cluster, clock: VirtualClock) =>
      autoscaler(
        cluster,
        {
          pools: [USERS],
          scanMs: 10_000,
          scaleUpDelayMs: 0,
          batch: { idleMs: 0, maxMs: 0 },
          unneededMs: 10 * MINUTE,
          removalMs: 0,
          afterScaleUpMs: 0,
          spreads: false,
          movableBelow: 0.5,
          random: () => 0.5,
        },
        clock,
      ),
    ...more,
  )

it('the scheduler leaves it out, and fills it again once it is taken back', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  mark(cluster, 'n1', {}, true)
  cluster.pods.create('ada', userPod({ tolerations: USERS.taints.map(({ key }) => ({ key, operator: 'Exists' })) }))
  await pass(1000)
  assert.deepEqual(placed(), { '-': ['ada'] })
  mark(cluster, 'n1', {}, false)
  await pass(1000)
  assert.deepEqual(placed(), { n1: ['ada'] })
})

it('the product reads it as the API would show it, and the marks go with the cordon', () => {
  const { cluster, addNode } = world()
  addNode('n1')
  const seen = () => nodeFrom(rawNode(cluster.nodes.get('n1') ?? assert.fail())) ?? assert.fail()
  mark(cluster, 'n1', cordonMarks(START_MS, 'nothing keeps it'), true)
  assert.deepEqual(ownCordonOf(seen()), { atMs: START_MS, because: 'nothing keeps it' })
  assert.ok(seen().taints.some(({ key }) => key === 'node.kubernetes.io/unschedulable'))
  mark(cluster, 'n1', uncordonMarks(), false)
  assert.deepEqual([seen().cordoned, seen().annotations, seen().taints], [false, undefined, USERS.taints])
})

it('the autoscaler makes another node for who fits only there, and that boot is counted as caused', async () => {
  const counts: (() => ReturnType<ReturnType<typeof cordonTally>['counts']>)[] = []
  const { cluster, addMachine, pass } = elastic((one, clock) => {
    const tally = cordonTally(one, clock)
    counts.push(tally.counts)
    return tally.counting$
  })
  await addMachine('n1')
  mark(cluster, 'n1', {}, true)
  cluster.pods.create('ada', userPod({ tolerations: USERS.taints.map(({ key }) => ({ key, operator: 'Exists' })) }))
  await pass(MINUTE)
  assert.deepEqual(
    cluster.machines.all().map(({ name }) => name),
    ['n1', 'user-1'],
  )
  assert.deepEqual(counts[0]?.(), { cordons: 1, flips: 0, bootsSoonAfter: 1, bootsCaused: 1 })
  mark(cluster, 'n1', {}, false)
  assert.equal(counts[0]?.().flips, 1)
})

it('empty it is given back as any other that nobody needs', async () => {
  const { cluster, addMachine, pass } = elastic()
  await addMachine('n1')
  mark(cluster, 'n1', {}, true)
  await pass(9 * MINUTE)
  assert.equal(cluster.machines.all().length, 1)
  await pass(3 * MINUTE)
  assert.deepEqual(cluster.machines.all(), [])
})

it('spread, each next pod goes to the emptiest node', async () => {
  const { cluster, addNode, pass, placed } = world((one, clock) => scheduler(one, clock, 'spread'))
  addNode('n1')
  addNode('n2')
  for (const name of ['ada', 'bob', 'cyd', 'dan']) cluster.pods.create(name, userPod())
  await pass(1000)
  assert.deepEqual(
    Object.values(placed()).map(({ length }) => length),
    [2, 2],
  )
})
