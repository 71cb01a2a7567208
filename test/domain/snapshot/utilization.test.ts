import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationView } from '../../../src/domain/snapshot/utilization.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { snapshotAt } from '../../support/snapshot.ts'
import { cordonedByUs, podIn, STUDENT, withPolicy } from '../../support/utilization.ts'

const recommending = withPolicy(
  { enabled: true, minNodes: 1, maxCordonedShare: 1, maxCordonsPerCycle: 2 },
  { nodePools: { user: { replicas: 0 } } },
)

/** Four nodes with one student each: three too many. One more is cordoned by us, one by a person. */
const thin = (config = recommending): World => ({
  config,
  nodes: [
    ...['n1', 'n2', 'n3', 'n4'].map((name) => node({ name })),
    node({ name: 'n5', ...cordonedByUs('07:00', 'empty; pod jupyter-ada waits elsewhere') }),
    node({ name: 'n6', cordoned: true }),
  ],
  pods: ['n1', 'n2', 'n3', 'n4'].map((on) =>
    podIn(config, { user: `on-${on}`, on, memory: '4Gi', labels: { [STUDENT]: '' } }),
  ),
})

function viewOf(world: World, nodeHoursSaved = {}): UtilizationView {
  const { utilization } = snapshotAt('09:00', world, { nodeHoursSaved })
  assert.ok(utilization)
  return utilization
}

describe('utilization', () => {
  it('is absent while the policy is off', () => {
    assert.equal(snapshotAt('09:00').utilization, undefined)
  })

  it('has utilization and goal of each pool and of all', () => {
    const view = viewOf(thin())
    assert.equal(view.utilization, 16 / 128)
    const [pool] = view.pools
    assert.deepEqual([pool?.pool, pool?.utilization, pool?.open, pool?.ours], ['user', 16 / 128, 4, 1])
    assert.equal(view.goalNodes, pool?.goalNodes)
    assert.match(pool?.because ?? '', /^utilization is 10 %, below 65 %/, 'with what is cordoned: it ends')
  })

  it('has the nodes that we cordoned, since when and why, and no user', () => {
    assert.deepEqual(viewOf(thin()).cordoned, [
      { node: 'n5', pool: 'user', since: '2026-03-24T07:00:00Z', because: "empty; a user's pod waits elsewhere" },
    ])
  })

  it('says what it would do only while it recommends', () => {
    const { mode, would } = viewOf(thin())
    assert.equal(mode, 'recommend')
    assert.deepEqual(would.filter(({ what }) => what === 'cordon').length, 2, 'as many as a cycle may')
    const acting = withPolicy({ enabled: true, mode: 'act', minNodes: 1 }, { nodePools: { user: {} } })
    assert.deepEqual(viewOf(thin(acting)).would, [])
  })

  it('has the hours that were counted elsewhere, and counts none itself', () => {
    const view = viewOf(thin(), { user: 3.5, gone: 9 })
    assert.deepEqual([view.nodeHoursSaved, view.pools[0]?.nodeHoursSaved, view.nodesSaved], [3.5, 3.5, 0])
  })

  it('without a schedulable node is unknown, and JSON', () => {
    assert.equal(viewOf({ config: recommending }).utilization, null)
  })
})
