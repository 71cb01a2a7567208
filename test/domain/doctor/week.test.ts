import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { weekExamined } from '../../../src/domain/doctor/week.ts'
import { poolLabels, userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { only, sceneOf } from './support.ts'

const tomorrow = { from: '2026-03-25T09:00:00Z', to: '2026-03-25T10:00:00Z' }
const examine = (world: World) => weekExamined(sceneOf({ nodes: [node()], ...world }), [])
const seat = { seat: { requests: { memory: '4Gi' } } }
const students = (count: number) => [{ asks: { user: { students: count } }, ...tomorrow }]
const limits = (more: object) => ({ limits: { karpenterPools: [], quotas: [], ...more } })

describe('the coming week', () => {
  it('has no class', () => assert.deepEqual(examine({}).well, ['user: no class in the coming week']))
  it('fits', () =>
    assert.deepEqual(
      examine({ config: userPool({ maxPlaceholders: 9 }), events: [{ asks: { user: 4 }, ...tomorrow }] }).well,
      [
        'user: 1 event in the coming week, with room for all; the pool can have 9 placeholders (nodePools.user.maxPlaceholders); the most seen so far is 1 node',
      ],
    ))
  it('fits, as far as anybody says', () =>
    assert.match(
      examine({ nodes: [], events: [{ asks: { user: 4 }, ...tomorrow }] }).well[0] ?? '',
      /, with room for all; the pool can have 100 placeholders \(unless nodePools\.user\.maxPlaceholders says more\)$/,
    ))
  it('needs more nodes than were ever seen: that is neither good nor bad', () => {
    const { findings, well, unchecked } = examine({ config: userPool(seat), events: students(40) })
    assert.deepEqual([findings, well], [[], []])
    assert.match(
      unchecked[0]?.because ?? '',
      /needs 5 nodes; the most seen so far is 1 node: whether more can come, nobody says$/,
    )
  })
  it('does not fit into the placeholders that a pool may have', () =>
    assert.match(
      only(examine({ config: userPool({ ...seat, maxPlaceholders: 2 }), events: students(40) })),
      /^warning nodePools\.user: "Midterm", Wed 25 Mar 09:00, .*of 40 will wait for a node → nodePools: \{user: \{maxPlaceholders: \d+\}\}$/,
    ))
  it("does not fit into Karpenter's limits", () => {
    const karpenterPools = [{ name: 'users', labels: poolLabels('user'), choices: {}, limits: { nodes: 2 } }]
    assert.match(
      only(examine({ config: userPool(seat), events: students(40), hints: limits({ karpenterPools }) })),
      /^broken nodePools\.user: .*of 40 will not find a seat → kubectl edit nodepool users {2}# limits\.nodes of the Karpenter NodePool "users" has to allow 5 nodes, and allows 2$/,
    )
  })
  it('does not fit into a quota', () => {
    const quotas = [{ name: 'small', namespace: 'hub', most: { pods: 10 } }]
    assert.match(
      only(examine({ config: userPool(seat), events: students(40), hints: limits({ quotas }) })),
      /^broken .* → kubectl -n hub edit resourcequota small {2}# pods of the ResourceQuota "small" in hub has to allow 40 seats, and allows 10$/,
    )
  })
  it('of people cannot be told before a node was there', () => {
    const { well, unchecked } = examine({ nodes: [], config: userPool(seat), events: students(40) })
    assert.deepEqual(well, [])
    assert.match(unchecked[0]?.because ?? '', /^nobody knows yet what a node of it holds: /)
  })
  it('limits that were not seen are told of', () => {
    const unseen = { what: 'whether classes fit the quotas', because: 'forbidden' }
    assert.deepEqual(weekExamined(sceneOf({}), [unseen]).unchecked, [unseen])
  })
})
