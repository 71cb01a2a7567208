/** From placeholders that wait to machines: the plan, its wishes, the sink, Google. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { Node } from '../../../../src/domain/cluster/node.ts'
import { wishesOf } from '../../../../src/domain/utilization/wishes.ts'
import type { Transport } from '../../../../src/kubernetes/transport.ts'
import { gceGroups } from '../../../../src/sinks/node-groups/gce/gce.ts'
import { nodeSink } from '../../../../src/sinks/nodes.ts'
import { asLeader } from '../../../kubernetes/support/as-leader.ts'
import { observed } from '../../../support/observed.ts'
import { kindsOf, several } from '../../../support/pod.ts'
import { at, MINUTE } from '../../../support/time.ts'
import { planOn, podIn, withPolicy } from '../../../support/utilization.ts'
import { type ComputeServer, computeServer } from './compute-server.ts'
import { gceNode, token } from './support.ts'

const NOW = at('09:00')
const CONFIG = withPolicy(
  { enabled: true, mode: 'act', nodeGroups: 'gce', minNodes: 0 },
  { calendarUrl: 'https://example.org/c.ics' },
)

/** Nodes are full, and placeholders as large as a node have waited for a minute. */
function lecture(nodes: readonly Node[], waiting: number) {
  const full = nodes.map(({ name }) => podIn(CONFIG, { on: name, memory: '32Gi' }))
  const placeholders = several(waiting, () =>
    podIn(CONFIG, { placeholder: 'user', memory: '28Gi', unschedulableSince: NOW - MINUTE }),
  )
  return observed({ config: CONFIG, nodes, pods: [...full, ...placeholders] })
}

describe('a lecture’s nodes boot without an autoscaler', () => {
  let server: ComputeServer
  beforeEach(async () => {
    server = await computeServer()
  })
  afterEach(() => server.close())

  async function cycle(nodes: readonly Node[], waiting: number) {
    const sleep = async () => undefined
    const groups = gceGroups({ mayAct: () => true, rootUrl: server.rootUrl, auth: token(), named: () => [], sleep })
    const act = nodeSink({ transport: asLeader(nobody), groups: async () => groups, kinds: () => kindsOf(CONFIG) })
    const sight = lecture(nodes, waiting)
    const wishes = wishesOf(planOn(sight, NOW), sight).filter(({ type }) => type === 'create nodes')
    return Promise.all(wishes.map(act))
  }

  it('as many as waiting placeholders fill, through zonal groups, and not twice', async () => {
    const a = server.group('users-a', ['users-a-1'])
    const b = server.group('users-b', ['users-b-1'], { zone: 'zone-b' })
    const nodes = [gceNode('users-a-1'), gceNode('users-b-1', 'zone-b')]
    assert.deepEqual(await cycle(nodes, 3), [{ at: 'done' }])
    assert.deepEqual([a.targetSize + b.targetSize, Math.abs(a.targetSize - b.targetSize)], [5, 1])
    assert.deepEqual(await cycle(nodes, 3), [{ at: 'done', isOnTheWay: true }])
    assert.equal(a.targetSize + b.targetSize, 5)
  })

  it('and through one of the region', async () => {
    const users = server.regional('users', { 'zone-a': ['users-1'], 'zone-b': ['users-2'], 'zone-c': [] })
    const nodes = [gceNode('users-1'), gceNode('users-2', 'zone-b')]
    assert.deepEqual(await cycle(nodes, 3), [{ at: 'done' }])
    assert.equal(users.targetSize, 5)
    assert.deepEqual(await cycle(nodes, 3), [{ at: 'done', isOnTheWay: true }])
    users.members.set('users-new1', 'NONE')
    const booted = gceNode('users-new1', users.placed.get('users-new1'))
    assert.deepEqual(await cycle([...nodes, booted], 2), [{ at: 'done', isOnTheWay: true }], 'the others still boot')
    assert.equal(users.targetSize, 5)
    assert.deepEqual(await cycle([...nodes, booted], 4), [{ at: 'done' }])
    assert.equal(users.targetSize, 7)
  })

  it('nothing is asked of Google where nobody waits', async () => {
    server.group('users-a', ['users-a-1'])
    assert.deepEqual(await cycle([gceNode('users-a-1')], 0), [])
    assert.deepEqual(server.requests, [])
  })
})

/** Creating asks nobody but Google. */
const nobody = new Proxy({} as Transport, {
  get: () => () => {
    throw new Error('the API server is not asked')
  },
})
