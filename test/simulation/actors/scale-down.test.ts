/** Relocation: which nodes the autoscaler could do without, and what becomes of the placeholders there. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { removableNodes } from '../../../src/simulation/actors/scale-down.ts'
import { placeholderPod, USERS, userPod, world } from '../support.ts'

const on = (node: string) => ({ place: { at: 'running', node, boundMs: 0, runningMs: 0 } }) as const
const small = parseResources({ memory: '8Gi' })

function removable(put: (cluster: ReturnType<typeof world>['cluster']) => void): string[] {
  const { cluster, addNode } = world()
  for (const name of ['n1', 'n2']) addNode(name)
  put(cluster)
  return removableNodes(cluster, 0.5).map(({ node }) => node.name)
}

it('an empty node, though another could be emptied too', () =>
  assert.deepEqual(
    removable(({ pods }) => pods.create('a', placeholderPod({ requests: small, ...on('n1') }))),
    ['n2'],
  ))

it('a little used one, when its placeholders have room elsewhere', () =>
  assert.deepEqual(
    removable(({ pods }) => {
      pods.create('a', placeholderPod({ requests: small, ...on('n1') }))
      pods.create('ada', userPod(on('n2')))
    }),
    ['n1'],
  ))

const KEPT: Record<string, Parameters<typeof removable>[0]> = {
  'a node-sized placeholder': ({ pods }) => {
    pods.create('a', placeholderPod(on('n1')))
    pods.create('ada', userPod(on('n2')))
  },
  'no room elsewhere': ({ pods }) => {
    pods.create('a', placeholderPod({ requests: small, ...on('n1') }))
    pods.create('ada', userPod({ requests: parseResources({ memory: '30Gi' }), ...on('n2') }))
  },
  'a rule that keeps them apart': ({ pods }) => {
    const lonely = { requests: small, apart: { component: 'placeholder' } }
    pods.create('a', placeholderPod({ ...lonely, ...on('n1') }))
    pods.create('b', placeholderPod({ ...lonely, ...on('n2') }))
  },
  "a person's server beside it": ({ pods }) => {
    for (const node of ['n1', 'n2']) {
      pods.create(`hold-${node}`, placeholderPod({ requests: small, ...on(node) }))
      pods.create(`ada-${node}`, userPod(on(node)))
    }
  },
}

for (const [why, put] of Object.entries(KEPT)) it(`none, because of ${why}`, () => assert.deepEqual(removable(put), []))

it('nobody is sent where somebody else is sent already', () => {
  const { cluster, addNode } = world()
  for (const name of ['n1', 'n2', 'n3']) addNode(name, USERS)
  const half = parseResources({ memory: '12Gi' })
  for (const node of ['n1', 'n2']) cluster.pods.create(`hold-${node}`, placeholderPod({ requests: half, ...on(node) }))
  cluster.pods.create('ada', userPod({ requests: half, ...on('n3') }))
  assert.deepEqual(
    removableNodes(cluster, 0.5).map(({ node }) => node.name),
    ['n1'],
  )
})
