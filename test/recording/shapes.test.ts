import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shapes } from '../../src/recording/shapes.ts'
import { node } from '../support/node.ts'
import { at } from '../support/time.ts'
import { CONFIG, seenPod, server, visit } from './support.ts'

const GI = 2 ** 30
const LARGE = { cpu: 8000, memory: 32 * GI, pods: 110 }

it('its node is the most frequent one, with the GPUs; there are as many as when the recording began', () => {
  const seen = shapes(CONFIG)
  seen.nodes.applied(node({ name: 'n1' }), undefined)
  seen.begin()
  for (const name of ['n2', 'n3']) seen.nodes.applied(node({ name, allocatable: { 'nvidia.com/gpu': '2' } }), undefined)
  seen.nodes.deleted(node({ name: 'n1' }))
  const { node: allocatable, there, most } = seen.of('user') ?? {}
  assert.deepEqual([allocatable, there, most], [{ ...LARGE, 'nvidia.com/gpu': 2 }, 1, 3])
  assert.equal(seen.of('lab'), undefined)
})

it('a node that is not ready yet says nothing of its size, one that changes is still one', () => {
  const seen = shapes(CONFIG)
  seen.nodes.applied(node({ name: 'n1', memory: '1Gi', notReadySince: at('09:00') }), undefined)
  assert.equal(seen.of('user'), undefined)
  seen.nodes.applied(node({ name: 'n1' }), undefined)
  seen.nodes.applied(node({ name: 'n1', cordoned: true }), undefined)
  assert.deepEqual([seen.of('user')?.node, seen.of('user')?.most], [LARGE, 1])
})

it('DaemonSets take what they took of one node at most, whichever was heard of first', () => {
  const seen = shapes(CONFIG)
  const daemon = (name: string, on: string) => {
    const pod = seenPod({ daemon: name, name: `${name}-${on}`, on, cpu: '100m', memory: '1Gi' })
    assert.ok(pod)
    return pod
  }
  const [proxy, agent] = [daemon('proxy', 'n1'), daemon('agent', 'n1')]
  seen.pods.applied(proxy, undefined)
  seen.nodes.applied(node({ name: 'n1' }), undefined)
  assert.deepEqual(seen.of('user')?.daemons, { cpu: 100, memory: GI })
  seen.pods.applied(agent, undefined)
  seen.pods.applied(agent, agent)
  seen.pods.deleted(proxy)
  seen.pods.applied(daemon('other', 'n2'), undefined)
  seen.pods.applied(server({ user: 'ada' }), undefined)
  assert.deepEqual(seen.of('user')?.daemons, { cpu: 200, memory: 2 * GI })
})

it('the seat is what most requested, and Karpenter is known by its label', () => {
  const seen = shapes(CONFIG)
  seen.nodes.applied(node({ labels: { 'karpenter.sh/nodepool': 'user' } }), undefined)
  seen.visited([visit('09:00'), visit('09:01', { requests: { cpu: 1000 } }), visit('09:02')])
  const { seat, isKarpenters } = seen.of('user') ?? {}
  assert.deepEqual([seat, isKarpenters], [{ cpu: 200, memory: 2 * GI }, true])
})
