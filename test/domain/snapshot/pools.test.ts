import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST, PAUSE } from '../../../src/domain/cluster/hand.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { PoolView } from '../../../src/domain/snapshot/pools.ts'
import { boots } from '../../support/boots.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { annotatedByHand, deployment } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { snapshotAfter, snapshotAt, stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'
import { cordonedByUs } from '../../support/utilization.ts'

const from = userPool({ replicas: 1, seat: { requests: { memory: '4Gi' } } })

function viewAt(time: string, world: World): PoolView {
  const [pool] = snapshotAt(time, { config: from, ...world }).pools
  assert.ok(pool)
  return pool
}

describe('a pool', () => {
  it('says why, word for word', () => {
    const world = { config: from, events: [{ asks: { user: 4 } }], nodes: [node()] }
    assert.equal(viewAt('09:00', world).because, poolOf(decideAt('09:00', world)).because)
  })

  it('counts placeholders on nodes, waiting and stranded', () => {
    const nodes = [node({ name: 'n1' }), node({ name: 'gone', notReadySince: at('08:00') })]
    const pods = [
      pod({ placeholder: 'user', on: 'n1' }),
      pod({ placeholder: 'user', on: 'gone' }),
      pod({ placeholder: 'user' }),
      pod({ placeholder: 'user' }),
    ]
    const deployments = [deployment({ config: from, replicas: 4 })]
    assert.deepEqual(viewAt('09:00', { nodes, pods, deployments }).placeholders, {
      replicas: 4,
      onNodes: 1,
      waiting: 2,
      stranded: 1,
    })
  })

  it('counts users, and seats also where no event asks for them', () => {
    const pods = [
      pod({ user: 'ada', on: 'n1', memory: '4Gi' }),
      pod({ user: 'bo', on: 'n1', memory: '4Gi' }),
      pod({ user: 'cy', memory: '4Gi' }),
    ]
    const view = viewAt('09:00', { nodes: [node({ name: 'n1' }), node({ name: 'empty' })], pods })
    assert.deepEqual(view.users, { onNodes: 2, waiting: 1 })
    assert.equal(view.openSeats, 8 - 2 - 1, 'of the node in use, less who waits')
    assert.equal(view.isSeatAssumed, false)
  })

  it('says when the size of a seat is a guess', () => {
    assert.equal(viewAt('09:00', { config: userPool({}), nodes: [node()] }).isSeatAssumed, true)
  })

  it('tells its lead time and from what it is known', () => {
    const step = stepAt('09:00', { config: from }, { memory: { ...NO_MEMORY, boots: { user: boots(3, 4, 4, 5, 8) } } })
    const [view] = snapshotAfter(step).pools
    assert.deepEqual(
      [view?.leadTime, view?.leadTimeSeconds, view?.leadTimeBoots],
      ['8 min: p90 of 5 boots, 3 min to 8 min', 480, 5],
    )
  })

  it('tells what a person wrote onto the Deployment, until it ends', () => {
    const annotations = { [AT_LEAST]: '6 until 10:00', [PAUSE]: 'until 09:30' }
    const managedFields = [AT_LEAST, PAUSE].map((name) => annotatedByHand(name, at('08:00')))
    const deployments = [deployment({ config: from, annotations, managedFields })]
    assert.deepEqual(viewAt('09:00', { deployments }).byHand, [
      'at least 6 until 10:00',
      'paused until 09:30: nothing is written',
    ])
    assert.deepEqual(viewAt('09:45', { deployments }).byHand, ['at least 6 until 10:00'])
    assert.deepEqual(viewAt('10:00', { deployments }).byHand, [])
  })
})

describe('the next change', () => {
  const EXAM = { title: 'Exam', from: '10:00', to: '11:00', asks: { user: { students: 350 } }, leadTimeMs: 0 }
  const table: readonly (readonly [string, string, World, PoolView['next']])[] = [
    [
      'an event that begins',
      '09:00',
      { events: [EXAM] },
      { at: '2026-03-24T10:00:00Z', asks: '1 placeholder and 350 students', events: ['Exam'] },
    ],
    [
      'an event that ends',
      '10:30',
      { events: [EXAM] },
      { at: '2026-03-24T11:00:00Z', asks: '1 placeholder', events: [] },
    ],
    [
      'with its lead time',
      '09:00',
      { events: [{ from: '10:00', asks: { user: 4 }, leadTimeMs: 600_000 }] },
      { at: '2026-03-24T09:50:00Z', asks: '4 placeholders', events: ['Midterm'] },
    ],
    [
      'none within a day',
      '09:00',
      { events: [{ ...EXAM, from: '2026-03-26T10:00Z', to: '2026-03-26T11:00Z' }] },
      undefined,
    ],
    ['of another pool is not this one', '09:00', { events: [{ asks: { other: 4 } }] }, undefined],
  ]
  for (const [what, time, world, expected] of table)
    it(what, () => assert.deepEqual(viewAt(time, world).next, expected))
})

describe('nodes', () => {
  const young = { created: at('08:58'), notReadySince: at('08:58') }
  const taint = (key: string) => [{ key, effect: 'NoSchedule' }]
  const table: readonly (readonly [string, NodeSpec, string])[] = [
    ['a usable one', {}, 'usable'],
    ['one that registered and is not ready yet', young, 'booting'],
    ['one whose provider is not done', { taints: taint('node.cloudprovider.kubernetes.io/uninitialized') }, 'booting'],
    ['one that was ready once', { notReadySince: at('08:58') }, 'not ready'],
    ['one that somebody cordoned', { cordoned: true }, 'cordoned'],
    ['one that we cordoned', cordonedByUs('08:00'), 'cordoned by us'],
    ['one that is being deleted', { deleting: true }, 'leaving'],
    ['one that the autoscaler lets go', { taints: taint('ToBeDeletedByClusterAutoscaler') }, 'leaving'],
    ['one that users do not tolerate', { taints: taint('gpu-only') }, 'reserved'],
  ]
  for (const [what, spec, state] of table)
    it(`${what}: ${state}`, () => {
      const { nodeList, nodes } = viewAt('09:00', { nodes: [node(spec)] })
      assert.equal(nodeList[0]?.state, state)
      const key = { usable: 'usable', booting: 'booting', cordoned: 'cordoned', 'cordoned by us': 'cordoned' }[state]
      assert.deepEqual(nodes, { usable: 0, booting: 0, cordoned: 0, otherwise: 0, [key ?? 'otherwise']: 1 })
    })

  it('are told by name, with who is there and the verdict', () => {
    const pods = [pod({ placeholder: 'user', on: 'b' }), pod({ user: 'ada', on: 'a', memory: '30Gi' })]
    const { nodeList } = viewAt('09:00', { nodes: [node({ name: 'b' }), node({ name: 'a' })], pods })
    assert.deepEqual(
      nodeList.map(({ name, users, placeholders }) => [name, users, placeholders]),
      [
        ['a', 1, 0],
        ['b', 0, 1],
      ],
    )
    assert.deepEqual(
      nodeList.map(({ because }) => because),
      ['has 6.2 % of its memory free, not more than 20 %', 'holds a placeholder'],
    )
  })
})
