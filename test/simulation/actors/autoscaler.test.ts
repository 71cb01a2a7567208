import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { type AutoscalerOptions, autoscaler } from '../../../src/simulation/actors/autoscaler.ts'
import { cloud } from '../../../src/simulation/actors/cloud.ts'
import { scheduler } from '../../../src/simulation/actors/scheduler.ts'
import type { VirtualClock } from '../../../src/simulation/clock.ts'
import type { Cluster, PodSpec, PoolSpec } from '../../../src/simulation/cluster/cluster.ts'
import { MINUTE } from '../../support/time.ts'
import { placeholderPod, several, USERS, userPod, world } from '../support.ts'

const BOOT = 4 * MINUTE

/** A cluster that grows and shrinks; boots take exactly 4 minutes. */
const elastic = (pools: readonly PoolSpec[] = [USERS], options: Partial<AutoscalerOptions> = {}) =>
  world(scheduler, cloud, (cluster: Cluster, clock: VirtualClock) =>
    autoscaler(
      cluster,
      {
        pools,
        scanMs: 10_000,
        scaleUpDelayMs: 0,
        batch: { idleMs: 0, maxMs: 0 },
        unneededMs: 10 * MINUTE,
        movableBelow: 0.5,
        spreads: false,
        removalMs: 0,
        afterScaleUpMs: 0,
        ...options,
        random: () => 0.5,
      },
      clock,
    ),
  )

const names = (cluster: Cluster) => cluster.machines.all().map(({ name }) => name)

it('one node for each placeholder that fits nowhere, soon, and once', async () => {
  const { cluster, pass, placed } = elastic()
  for (const name of ['a', 'b', 'c']) cluster.pods.create(name, placeholderPod())
  await pass(9000)
  assert.deepEqual(names(cluster), [])
  await pass(2000)
  assert.deepEqual(names(cluster), ['user-1', 'user-2', 'user-3'])
  await pass(BOOT)
  assert.deepEqual(names(cluster), ['user-1', 'user-2', 'user-3'])
  assert.deepEqual(
    Object.values(placed())
      .flat()
      .filter((name) => !name.startsWith('agent')),
    ['a', 'b', 'c'],
  )
})

it('a machine takes its time: no node, then one that is not Ready, then a Ready one with its DaemonSet pod', async () => {
  const { cluster, pass, placed } = elastic()
  cluster.pods.create('ada', userPod())
  const state = () => cluster.nodes.all().map((node) => [node.ready.is, node.taints.length])
  await pass(10_000 + BOOT - 16_000)
  assert.deepEqual(state(), [])
  await pass(2000)
  assert.deepEqual(state(), [[false, 2]])
  await pass(13_900)
  assert.deepEqual(placed(), { '-': ['ada'] })
  await pass(200)
  assert.deepEqual(state(), [[true, 1]])
  assert.deepEqual(placed(), { 'user-1': ['ada', 'agent-user-1'] })
})

it('small pods share the node that is coming, also those that come later', async () => {
  const { cluster, pass } = elastic()
  for (const name of several(5, (at) => `early-${at}`)) cluster.pods.create(name, userPod())
  await pass(30_000)
  for (const name of several(3, (at) => `late-${at}`)) cluster.pods.create(name, userPod())
  await pass(30_000)
  assert.deepEqual(names(cluster), ['user-1'])
  cluster.pods.create('one too many', userPod())
  await pass(30_000)
  assert.deepEqual(names(cluster), ['user-1', 'user-2'])
})

it('never more than the pool may have', async () => {
  const { cluster, pass } = elastic([{ ...USERS, maxNodes: 2 }])
  for (const name of several(5, (at) => `p-${at}`)) cluster.pods.create(name, placeholderPod())
  await pass(BOOT + MINUTE)
  assert.deepEqual(names(cluster), ['user-1', 'user-2'])
})

it('the pool that fits, and none for what fits no pool', async () => {
  const gpu: PoolSpec = {
    ...USERS,
    name: 'gpu',
    labels: { 'hub.jupyter.org/pool-name': 'gpu' },
    allocatable: { ...USERS.allocatable, 'nvidia.com/gpu': 2 },
  }
  const { cluster, pass } = elastic([USERS, gpu])
  cluster.pods.create('a', userPod({ requests: parseResources({ 'nvidia.com/gpu': '1' }), nodeSelector: gpu.labels }))
  cluster.pods.create('b', userPod({ requests: parseResources({ memory: '64Gi' }) }))
  await pass(MINUTE)
  assert.deepEqual(names(cluster), ['gpu-1'])
})

it('an empty node goes after 10 minutes, announced by its taint', async () => {
  const { cluster, addMachine, pass } = elastic()
  await addMachine('n1')
  await pass(10 * MINUTE)
  assert.deepEqual(cluster.nodes.get('n1')?.taints, USERS.taints)
  await pass(10_000)
  assert.equal(cluster.nodes.get('n1')?.taints.at(-1)?.key, 'ToBeDeletedByClusterAutoscaler')
  await pass(10_000)
  assert.deepEqual([names(cluster), cluster.nodes.all(), cluster.pods.all()], [[], [], []])
})

for (const [what, pod] of Object.entries({ user: userPod(), placeholder: placeholderPod() }))
  it(`a node with a ${what} stays, and its 10 minutes start anew once it is gone`, async () => {
    const { cluster, addMachine, pass } = elastic()
    await addMachine('n1')
    await pass(9 * MINUTE)
    cluster.pods.create('one', pod)
    await pass(60 * MINUTE)
    assert.deepEqual(names(cluster), ['n1'])
    cluster.pods.remove('one')
    await pass(9 * MINUTE)
    assert.deepEqual(names(cluster), ['n1'])
    await pass(2 * MINUTE)
    assert.deepEqual(names(cluster), [])
  })

const ZONED: PoolSpec = { ...USERS, zones: ['a', 'b', 'c'] }
const zonesOf = (cluster: Cluster) => cluster.machines.all().map(({ zone }) => zone)

it('zones get machines in turn, and nodes say where they are', async () => {
  const { cluster, pass } = elastic([ZONED])
  for (const name of several(4, (at) => `p-${at}`)) cluster.pods.create(name, placeholderPod())
  await pass(BOOT + MINUTE)
  assert.deepEqual(zonesOf(cluster), ['a', 'b', 'c', 'a'])
  assert.equal(cluster.nodes.get('user-2')?.labels['topology.kubernetes.io/zone'], 'b')
})

it('a regional pool gets one machine in each zone, within its maximum', async () => {
  const { cluster, pass } = elastic([{ ...ZONED, oneInEachZone: true, maxNodes: 5 }])
  cluster.pods.create('p', placeholderPod())
  await pass(MINUTE)
  assert.deepEqual(zonesOf(cluster), ['a', 'b', 'c'])
  for (const name of several(3, (at) => `q-${at}`)) cluster.pods.create(name, placeholderPod())
  await pass(MINUTE)
  assert.deepEqual(zonesOf(cluster), ['a', 'b', 'c', 'a', 'b'])
})

/** Of which three fit a node. */
const third = (more: Partial<PodSpec> = {}) =>
  placeholderPod({ requests: parseResources({ memory: '10Gi' }), spread: { component: 'placeholder' }, ...more })

for (const [spreads, said] of [
  [false, ['a', 'b']],
  [true, ['a', 'b', 'c']],
] as const)
  it(`${spreads ? 'Karpenter' : 'cluster-autoscaler'}: placeholders that would rather be spread over zones`, async () => {
    const { cluster, pass } = elastic([ZONED], { spreads })
    for (const name of several(5, (at) => `p-${at}`)) cluster.pods.create(name, third())
    await pass(MINUTE)
    assert.deepEqual(zonesOf(cluster), said)
  })

it('who would rather be spread goes where room is when the pool is at its maximum', async () => {
  const { cluster, pass } = elastic([{ ...ZONED, maxNodes: 2 }], { spreads: true })
  for (const name of several(7, (at) => `p-${at}`)) cluster.pods.create(name, third())
  await pass(BOOT + MINUTE)
  assert.deepEqual(zonesOf(cluster), ['a', 'b'])
  assert.equal([...cluster.roster.waiting()].length, 1)
})

it('a scale-up delay lets a pod wait first', async () => {
  const { cluster, pass } = elastic([USERS], { scaleUpDelayMs: MINUTE })
  cluster.pods.create('ada', userPod())
  await pass(MINUTE)
  assert.deepEqual(names(cluster), [])
  await pass(11_000)
  assert.deepEqual(names(cluster), ['user-1'])
})

it('a batch waits for a pause among those who come, but not for ever', async () => {
  const { cluster, pass } = elastic([USERS], { scanMs: 1000, batch: { idleMs: 5000, maxMs: 20_000 } })
  cluster.pods.create('ada', userPod())
  await pass(4000)
  assert.deepEqual(names(cluster), [])
  await pass(4000)
  assert.deepEqual(names(cluster), ['user-1'])
  for (const name of several(30, (at) => `p-${at}`)) {
    cluster.pods.create(name, placeholderPod())
    await pass(1000)
    if (cluster.machines.all().length > 1) break
  }
  assert.ok(cluster.pods.all().length > 15, 'it waited for more')
  assert.ok(cluster.machines.all().length > 1, 'but not for ever')
})

it('placeholders are relocated, one node after the other', async () => {
  const { cluster, addMachine, pass, placed } = elastic()
  const small = parseResources({ memory: '3Gi' })
  for (const name of ['n1', 'n2', 'n3']) await addMachine(name)
  const on = (node: string) => ({ at: 'running', node, boundMs: 0, runningMs: 0 }) as const
  cluster.pods.create('ada', userPod({ place: on('n1') }))
  for (const node of ['n2', 'n3'])
    cluster.pods.create(`hold-${node}`, placeholderPod({ requests: small, place: on(node) }))
  const evicted: string[] = []
  cluster.evicted$.subscribe((pod) => {
    evicted.push(pod.name)
    cluster.pods.create(`${pod.name}-again`, placeholderPod({ requests: small }))
  })
  await pass(11 * MINUTE)
  assert.deepEqual(evicted, ['hold-n2', 'hold-n3'])
  assert.deepEqual(placed(), { n1: ['ada', 'agent-n1', 'hold-n2-again', 'hold-n3-again'] })
})

it('who moves nobody gives back empty nodes only', async () => {
  const { cluster, addMachine, pass } = elastic([USERS], { movableBelow: 0 })
  for (const name of ['n1', 'n2', 'n3']) await addMachine(name)
  const place = { at: 'running', boundMs: 0, runningMs: 0 } as const
  cluster.pods.create('ada', userPod({ place: { ...place, node: 'n1' } }))
  cluster.pods.create('hold', placeholderPod({ requests: parseResources({}), place: { ...place, node: 'n2' } }))
  await pass(11 * MINUTE)
  assert.deepEqual(names(cluster), ['n1', 'n2'])
})

it('after a scale-up no node goes for a while', async () => {
  const { cluster, addMachine, pass } = elastic([USERS], { afterScaleUpMs: 10 * MINUTE })
  await addMachine('n1')
  await pass(8 * MINUTE)
  cluster.pods.create('giant', placeholderPod())
  cluster.pods.create('giant-2', placeholderPod())
  await pass(MINUTE)
  cluster.pods.remove('giant')
  cluster.pods.remove('giant-2')
  await pass(8 * MINUTE)
  assert.ok(names(cluster).includes('n1'))
  await pass(15 * MINUTE)
  assert.deepEqual(names(cluster), [])
})
