import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { scheduler } from '../../../src/simulation/actors/scheduler.ts'
import { placeholderPod, several, USERS, userPod, world } from '../support.ts'

it('pods are packed onto the fullest node that fits, not spread', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  addNode('n2')
  cluster.pods.create('ada', userPod({ place: { at: 'running', node: 'n2', boundMs: 0, runningMs: 0 } }))
  for (const name of ['bob', 'cyd']) cluster.pods.create(name, userPod())
  await pass(100)
  assert.deepEqual(placed(), { n2: ['ada', 'bob', 'cyd'] })
})

it('a user who fits beside others does not evict a placeholder', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  addNode('n2')
  cluster.pods.create('hold', placeholderPod({ place: { at: 'running', node: 'n1', boundMs: 0, runningMs: 0 } }))
  cluster.pods.create('ada', userPod({ requests: parseResources({ memory: '8Gi' }) }))
  await pass(100)
  assert.deepEqual(placed(), { n1: ['hold'], n2: ['ada'] })
})

it('a user who fits nowhere takes the place of a placeholder, at once', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  cluster.pods.create('hold', placeholderPod({ place: { at: 'running', node: 'n1', boundMs: 0, runningMs: 0 } }))
  for (const name of ['ada', 'bob']) cluster.pods.create(name, userPod())
  await pass(100)
  assert.deepEqual(placed(), { n1: ['ada', 'bob'] })
})

it('only as many placeholders go as have to, where the fewest go', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  const small = (node: string) =>
    placeholderPod({
      requests: parseResources({ memory: '8Gi' }),
      place: { at: 'running', node, boundMs: 0, runningMs: 0 },
    })
  addNode('n1')
  addNode('n2')
  for (const name of ['a1', 'a2', 'a3', 'a4']) cluster.pods.create(name, small('n1'))
  cluster.pods.create('big', userPod({ requests: parseResources({ memory: '20Gi' }), place: bound('n2') }))
  cluster.pods.create('b1', small('n2'))
  cluster.pods.create('ada', userPod({ requests: parseResources({ memory: '12Gi' }) }))
  await pass(100)
  assert.deepEqual(placed(), { n1: ['a1', 'a2', 'a3', 'a4'], n2: ['ada', 'big'] })
})

it('nobody is evicted by their equal, nor in vain', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  cluster.pods.create('hold', placeholderPod({ place: bound('n1') }))
  cluster.pods.create('other', placeholderPod())
  cluster.pods.create('giant', userPod({ requests: parseResources({ memory: '64Gi' }) }))
  await pass(100)
  assert.deepEqual(placed(), { n1: ['hold'], '-': ['giant', 'other'] })
})

it('the higher priority is served first, then who came first', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  cluster.pods.create('hold', placeholderPod())
  for (const user of several(9, (at) => `user-${at}`)) cluster.pods.create(user, userPod())
  addNode('n1')
  await pass(100)
  assert.deepEqual(placed(), { n1: several(8, (at) => `user-${at}`), '-': ['hold', 'user-9'] })
})

const REFUSED = {
  'another label': { nodeSelector: { 'hub.jupyter.org/pool-name': 'gpu' } },
  'a taint that it does not tolerate': { tolerations: [] },
  'a resource that is not there': { requests: parseResources({ 'nvidia.com/gpu': '1' }) },
  'more than there is': { requests: parseResources({ memory: '33Gi' }) },
}

for (const [why, wish] of Object.entries(REFUSED))
  it(`it waits, said once, for ${why}`, async () => {
    const { cluster, clock, addNode, pass, placed } = world(scheduler)
    addNode('n1')
    cluster.pods.create('ada', userPod(wish))
    await pass(100)
    const { version, place } = cluster.pods.get('ada') ?? assert.fail()
    assert.deepEqual(place, { at: 'unschedulable', sinceMs: clock.now() - 50 })
    cluster.pods.create('bob', userPod())
    await pass(60_000)
    assert.equal(cluster.pods.get('ada')?.version, version)
    assert.deepEqual(placed(), { n1: ['bob'], '-': ['ada'] })
  })

it('pod slots count', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1', { ...USERS, allocatable: parseResources({ cpu: '8', memory: '32Gi', pods: '2' }) })
  for (const name of ['a', 'b', 'c']) cluster.pods.create(name, userPod())
  await pass(100)
  assert.deepEqual(placed(), { n1: ['a', 'b'], '-': ['c'] })
})

it('pods that want no company of their kind get a node each', async () => {
  const { cluster, addNode, pass, placed } = world(scheduler)
  addNode('n1')
  addNode('n2')
  const lonely = placeholderPod({ requests: parseResources({ memory: '1Gi' }), apart: { component: 'placeholder' } })
  for (const name of ['a', 'b', 'c']) cluster.pods.create(name, lonely)
  await pass(100)
  assert.deepEqual(placed(), { n1: ['a'], n2: ['b'], '-': ['c'] })
})

const bound = (node: string) => ({ at: 'running', node, boundMs: 0, runningMs: 0 }) as const
