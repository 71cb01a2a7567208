import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CORDONED_BY } from '../../src/domain/utilization/marks.ts'
import type { Transport } from '../../src/kubernetes/transport.ts'
import type { Creation, GroupScope, NodeGroups } from '../../src/sinks/node-groups/node-groups.ts'
import { nodeSink } from '../../src/sinks/nodes.ts'
import { asLeader } from '../kubernetes/support/as-leader.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'
import { nodeCreation, nodeRemoval } from '../support/action.ts'
import { config } from '../support/config.ts'
import { type NodeSpec, node, rawNode } from '../support/node.ts'
import { kindsOf } from '../support/pod.ts'
import { cordonedByUs } from '../support/utilization.ts'

const wish = nodeCreation({ count: 2, nodes: [node({ name: 'n1' })], lateBeforeMs: 5 })

/** Nobody is asked here but the groups. */
const nobody = new Proxy({} as Transport, {
  get: () => () => {
    throw new Error('the API server is not asked')
  },
})

async function effectOf(result: Creation) {
  const asked: (readonly [GroupScope, number])[] = []
  const groups = async () => ({
    name: 'groups',
    size: async () => ({ at: 'known', nodes: undefined }) as const,
    create: async (scope: GroupScope, count: number) => {
      asked.push([scope, count])
      return result
    },
    remove: async () => [],
  })
  const effect = await nodeSink({ transport: asLeader(nobody), groups, kinds: () => kindsOf(config()) })(wish)
  assert.deepEqual(asked, [[{ name: 'user', nodes: wish.nodes, lateBeforeMs: 5 }, 2]])
  return effect
}

describe('what became of a wish for nodes', () => {
  const table: readonly (readonly [string, Creation, object])[] = [
    ['all are made', { at: 'done', from: 1, to: 3 }, { at: 'done' }],
    ['none is: they boot already', { at: 'done', from: 3, to: 3 }, { at: 'done', isOnTheWay: true }],
    ['somebody else makes them', { at: 'left', because: 'the autoscaler does' }, { at: 'done' }],
    [
      'some are',
      { at: 'in part', from: 1, to: 2, because: 'no machine' },
      { at: 'failed', because: 'groups goes from 1 to 2: no machine' },
    ],
    [
      'none is, and none comes',
      { at: 'in part', from: 2, to: 2, because: 'no machine' },
      { at: 'failed', because: 'groups stays at 2: no machine' },
    ],
    [
      'it is refused for a while',
      { at: 'failed', because: 'not now', retryAfterMs: 9 },
      { at: 'failed', because: 'not now', retryAfterMs: 9 },
    ],
  ]
  for (const [what, result, effect] of table) it(what, async () => assert.deepEqual(await effectOf(result), effect))
})

describe('the last look before a node is removed', () => {
  const cordonedBy = (by: string): NodeSpec => {
    const { cordoned = true, annotations } = cordonedByUs('08:30')
    return { name: 'n1', cordoned, annotations: { ...annotations, [CORDONED_BY]: by } }
  }
  for (const [now, effect] of [
    ['hub/a-state', { at: 'done' }],
    ['hub/b-state', { at: 'conflict', because: 'node n1 is not cordoned by us any more' }],
  ] as const)
    it(`cordoned by hub/a-state in the plan, and by ${now} now: ${effect.at}`, async () => {
      await using server = await fakeApi()
      server.serve(({ path, answer }) => answer(200, path.endsWith('/pods') ? { items: [] } : rawNode(cordonedBy(now))))
      const connection = await connectTo({ server: server.url })
      const removed: string[] = []
      const groups = async (): Promise<NodeGroups> => ({
        name: 'groups',
        size: async () => ({ at: 'known', nodes: undefined }),
        create: async () => ({ at: 'left', because: '' }),
        remove: async (nodes) => {
          removed.push(...nodes.map(({ name }) => name))
          return nodes.map(({ name }) => ({ node: name, at: 'done' }))
        },
      })
      const seen = node(cordonedBy('hub/a-state'))
      const act = nodeSink({ transport: asLeader(connection), groups, kinds: () => kindsOf(config()) })
      assert.deepEqual(await act(nodeRemoval({ node: seen })), effect)
      assert.deepEqual(removed, effect.at === 'done' ? ['n1'] : [])
      await connection.close()
    })
})
