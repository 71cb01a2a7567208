import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { thereIn, withinBounds } from '../../../src/domain/utilization/bounds.ts'
import { loadOfNode } from '../../../src/domain/utilization/node-load.ts'
import type { Scope } from '../../../src/domain/utilization/scope.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { viewOf } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { at } from '../../support/time.ts'
import { cordonedByUs } from '../../support/utilization.ts'

const scope = (name: string, there: number, critical = 0): Scope => ({
  name,
  nodes: several(there, (number) => {
    const one = node({ name: `${name}${number}` })
    const pods = number <= critical ? [pod({ on: one.name })] : []
    return loadOfNode(one, viewOf(pods).occupancy.get(one.name))
  }),
  waitingBytes: 0,
  waitingPlaceholders: 0,
  isSwitchedOff: false,
})

type Given = readonly [scope: Scope, goal: number]
const bounded = (given: readonly Given[], minNodes: number, maxNodes: number, defaultScope?: string) => {
  const goals = given.map(([one, nodes]) => [one, { nodes, because: 'so' }] as const)
  return [...withinBounds(goals, { minNodes, maxNodes }, defaultScope).values()].map(({ nodes }) => nodes)
}

describe('the bounds on the nodes of all pools together', () => {
  for (const [what, given, min, max, expected] of [
    ['one scope: within', [[scope('a', 5), 4]], 3, 72, [4]],
    ['one scope: raised', [[scope('a', 5), 1]], 3, 72, [3]],
    ['one scope: lowered', [[scope('a', 5), 9]], 3, 7, [7]],
    ['an empty cluster gets its minimum', [[scope('a', 0), 0]], 3, 72, [3]],
    [
      'what is there stays, before anything is made',
      [
        [scope('a', 0), 0],
        [scope('b', 5), 0],
      ],
      3,
      72,
      [0, 3],
    ],
    [
      'where most is there',
      [
        [scope('a', 2), 0],
        [scope('b', 3), 0],
      ],
      3,
      72,
      [1, 2],
    ],
    [
      'too many: where most are not critical',
      [
        [scope('a', 9, 9), 9],
        [scope('b', 5), 5],
      ],
      3,
      12,
      [9, 3],
    ],
    [
      'nothing goes below none',
      [
        [scope('a', 0), 0],
        [scope('b', 5, 5), 5],
      ],
      0,
      3,
      [0, 3],
    ],
    ['no scope at all', [], 3, 72, []],
  ] as const satisfies readonly (readonly [string, readonly Given[], number, number, readonly number[]])[])
    it(what, () => assert.deepEqual(bounded(given, min, max), expected))

  it('nodes are made in the default pool, where none is there anywhere', () => {
    assert.deepEqual(
      bounded(
        [
          [scope('a', 0), 0],
          [scope('b', 0), 0],
        ],
        3,
        72,
        'b',
      ),
      [0, 3],
    )
    assert.deepEqual(
      bounded(
        [
          [scope('a', 0), 0],
          [scope('b', 0), 0],
        ],
        3,
        72,
      ),
      [3, 0],
    )
  })
  it('says so', () => {
    const said = (goal: number) =>
      withinBounds([[scope('a', 5), { nodes: goal, because: 'so' }]], { minNodes: 3, maxNodes: 7 }).get('a')?.because
    assert.equal(said(1), 'so; not fewer than 3 nodes in all, so 3 here')
    assert.equal(said(9), 'so; not more than 7 nodes in all, so 7 here')
    assert.equal(said(5), 'so')
  })
})

describe('nodes that need not be created', () => {
  for (const [what, spec, placeholders, expected] of [
    ['in service', {}, 0, 1],
    ['cordoned by us', cordonedByUs('09:00'), 0, 1],
    ['on its way to ready', { notReadySince: at('08:59') }, 0, 1],
    ['held by a placeholder', {}, 1, 1],
    ['not one cordoned by hand', { cordoned: true }, 0, 0],
    ['not one that goes', { deleting: true }, 0, 0],
  ] as const satisfies readonly (readonly [string, NodeSpec, number, number])[])
    it(what, () => {
      const pods = several(placeholders, () => pod({ placeholder: 'user', on: 'n1' }))
      const load = loadOfNode(node(spec), viewOf(pods).occupancy.get('n1'))
      assert.equal(thereIn({ ...scope('a', 0), nodes: [load] }), expected)
    })
  it('booting for a placeholder', () => assert.equal(thereIn({ ...scope('a', 0), waitingPlaceholders: 2 }), 2))
})
