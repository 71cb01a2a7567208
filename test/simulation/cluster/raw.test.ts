import assert from 'node:assert/strict'
import { it } from 'node:test'
import { nodeFrom } from '../../../src/domain/cluster/node.ts'
import { podFrom } from '../../../src/domain/cluster/pod.ts'
import { podKindsOf } from '../../../src/domain/cluster/pod-kinds.ts'
import { rawNode, rawPod } from '../../../src/simulation/cluster/raw.ts'
import { userPool } from '../../support/config.ts'
import { placeholderPod, START_MS, USERS, userPod, world } from '../support.ts'

const KINDS = podKindsOf(userPool(), undefined)

it('a node is read back as what it is', () => {
  const { cluster, addNode } = world()
  addNode('n1')
  const node = nodeFrom(rawNode(cluster.nodes.get('n1') ?? assert.fail()))
  assert.equal(node?.name, 'n1')
  assert.deepEqual([node?.ready, node?.readyChangedMs], [true, START_MS])
  assert.deepEqual([node?.taints, node?.allocatable], [USERS.taints, USERS.allocatable])
})

it('a pod is read back as what it is', () => {
  const { cluster } = world()
  const places = {
    new: { at: 'new' },
    lost: { at: 'unschedulable', sinceMs: START_MS + 1999 },
    bound: { at: 'bound', node: 'n1', boundMs: START_MS + 2000 },
  } as const
  const read = Object.entries(places).map(([name, place]) => {
    const pod = podFrom(rawPod(cluster.pods.create(name, userPod({ place }))), KINDS)
    return [pod?.kind, pod?.nodeName, pod?.unschedulableMs, pod?.boundMs]
  })
  assert.deepEqual(read, [
    ['user', undefined, undefined, undefined],
    ['user', undefined, START_MS + 1000, undefined],
    ['user', 'n1', undefined, START_MS + 2000],
  ])
})

it('kinds of pods are told apart', () => {
  const { cluster } = world()
  const labels = { app: 'node-placeholder-scaler', component: 'placeholder' }
  const kindOf = (name: string, pod: Parameters<typeof cluster.pods.create>[1]) =>
    podFrom(rawPod(cluster.pods.create(name, pod)), KINDS)?.kind
  assert.equal(kindOf('hold', placeholderPod({ labels })), 'placeholder')
  const owner = { kind: 'DaemonSet', name: 'agent', uid: 'agent' } as const
  assert.equal(kindOf('agent', userPod({ labels: {}, owner })), 'daemon')
  assert.equal(kindOf('hub', userPod({ labels: { component: 'hub' } })), 'other')
})
