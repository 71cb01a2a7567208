import assert from 'node:assert/strict'
import { it } from 'node:test'
import { placeholderPod, userPod, world } from '../support.ts'

const bound = (node: string) => ({ at: 'bound', node, boundMs: 0 }) as const

it('it follows every pod: waiting, bound, moved, gone', () => {
  const { cluster, addNode } = world()
  const { roster, pods } = cluster
  const names = () => ({
    n1: [...roster.on('n1')].map(({ name }) => name),
    waiting: [...roster.waiting()].map(({ name }) => name),
    owned: roster.ownedBy('rs').map(({ name }) => name),
    used: roster.spots().get('n1')?.used.memory ?? 0,
  })
  addNode('n1')
  pods.create('ada', userPod())
  pods.create('hold', placeholderPod())
  assert.deepEqual(names(), { n1: [], waiting: ['ada', 'hold'], owned: ['hold'], used: 0 })
  pods.update('ada', { place: bound('n1') })
  pods.update('hold', { place: bound('n1') })
  assert.deepEqual(names(), { n1: ['ada', 'hold'], waiting: [], owned: ['hold'], used: 32 * 2 ** 30 })
  pods.remove('hold')
  assert.deepEqual(names(), { n1: ['ada'], waiting: [], owned: [], used: 4 * 2 ** 30 })
  assert.deepEqual([...roster.owners()], [])
})

it('only Ready nodes are spots, and who asks gets a Map of their own', () => {
  const { cluster, addNode, clock } = world()
  addNode('n1')
  cluster.roster.spots().clear()
  assert.equal(cluster.roster.spots().size, 1)
  cluster.nodes.update('n1', { ready: { is: false, sinceMs: clock.now() } })
  assert.equal(cluster.roster.spots().size, 0)
})
