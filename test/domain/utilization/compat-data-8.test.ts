import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationValues } from '../../../src/config/utilization-schema.ts'
import { compatData8 } from '../../../src/domain/utilization/compat-data-8.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { type PodSpec, several } from '../../support/pod.ts'
import { cordonedByUs, podIn, STUDENT, wholeCluster } from '../../support/utilization.ts'

const student = (on: string | undefined, memory: string): PodSpec => ({
  labels: { [STUDENT]: '' },
  memory,
  ...(on ? { on } : {}),
})

/** Nodes of 10Gi, named n1, n2, …; `c` stands for a cordoned one, `-` for one in service. */
const tens = (pattern: string): NodeSpec[] =>
  [...pattern].map((one, index) => ({ name: `n${index + 1}`, memory: '10Gi', cordoned: one === 'c' }))

const run = (nodes: readonly NodeSpec[], pods: readonly PodSpec[], values: UtilizationValues = {}) => {
  const cluster = wholeCluster(values)
  return compatData8(
    nodes.map(node),
    pods.map((one) => podIn(cluster, one)),
    cluster.utilization,
  )
}

describe('the arithmetic of the data-8 autoscaler', () => {
  it('workload is all workload pods, capacity all schedulable nodes', () => {
    const pods = [
      student('n1', '1Gi'),
      student('n3', '2Gi'),
      student(undefined, '4Gi'),
      { placeholder: 'user', on: 'n2', memory: '8Gi' },
      { daemon: 'log', on: 'n2', memory: '16Gi' },
      { ...student('n1', '32Gi'), phase: 'Succeeded' },
      { ...student('n1', '64Gi'), namespace: 'kube-system' },
    ]
    const report = run(tens('--c'), pods)
    assert.deepEqual([report.workloadBytes / 2 ** 30, report.capacityBytes / 2 ** 30], [31, 20])
    assert.equal(report.utilization, 31 / 20)
    assert.deepEqual(report.criticalNodes, ['n2'])
  })
  it('capacity is the machine’s, not what is allocatable', () => {
    assert.equal(run([{ memory: '28Gi', capacity: '32Gi' }], []).capacityBytes, 32 * 2 ** 30)
  })
  it('without capacity utilization is infinite, and null in JSON', () => {
    assert.equal(run(tens('ccc'), [student('n1', '1Gi')]).utilization, null)
  })

  for (const [what, pattern, gi, values, expected] of [
    ['in the band: nodes less cordoned ones', '----', 30, {}, 4],
    ['in the band, both ends included: lower', '----', 26, {}, 4],
    ['in the band, both ends included: upper', '----', 34, {}, 4],
    ['in the band MIN_NODES does not count', '--cc', 15, {}, 2],
    ['in the band MAX_NODES does not count', '----', 30, { maxNodes: 3 }, 4],
    ['below: to the optimum', '----------', 30, {}, 4],
    ['below: not under MIN_NODES', '----------', 3, {}, 3],
    ['above: to the optimum', '----', 60, {}, 8],
    ['above: not over MAX_NODES', '----', 60, { maxNodes: 5 }, 5],
    ['a half is rounded to the even number: down', '----------', 33.75, {}, 4],
    ['a half is rounded to the even number: up', '----------', 41.25, {}, 6],
    ['no node at all', '', 0, {}, 3],
  ] as const)
    it(`goal, ${what}`, () =>
      assert.equal(run(tens(pattern), [student(undefined, `${gi * 1024}Mi`)], values).goal, expected))

  it('the memory of the first node stands for all', () => {
    const nodes = [{ name: 'n1', memory: '40Gi' }, ...tens('-----').slice(1)]
    assert.equal(run(nodes, [student(undefined, '30Gi')], { minNodes: 0 }).goal, 1)
    assert.equal(run(nodes.toReversed(), [student(undefined, '30Gi')], { minNodes: 0 }).goal, 4)
  })

  it('cordons those with the fewest pods, takes all others back, a person’s cordon too', () => {
    // 10 Gi of 50 Gi: below; the goal is 3, so 3 of 6 end up cordoned.
    const pods = [
      ...several(3, () => student('n1', '1Gi')),
      ...several(2, () => student('n2', '1Gi')),
      student('n3', '1Gi'),
      ...several(4, () => student('n6', '1Gi')),
    ]
    const { goal, cordon, uncordon, shutdown, create } = run(tens('-----c'), pods)
    assert.deepEqual(
      { goal, cordon, uncordon, shutdown, create },
      {
        goal: 3,
        cordon: ['n4', 'n5', 'n3'],
        uncordon: ['n6'],
        shutdown: [],
        create: 0,
      },
    )
  })
  it('in the band the cordons move to the emptiest nodes', () => {
    const pods = [student('n1', '9Gi'), student('n2', '9Gi'), ...several(2, () => student('n4', '1Gi'))]
    const { utilization, cordon, uncordon, goal } = run(tens('---c'), pods)
    assert.deepEqual([utilization, goal, cordon, uncordon], [20 / 30, 3, ['n3'], ['n4']])
  })
  it('never touches a critical node, cordoned or not', () => {
    const { criticalNodes, cordon, uncordon, shutdown } = run(tens('----cc'), [{ on: 'n1' }, { on: 'n5' }], {
      minNodes: 1,
    })
    assert.deepEqual(criticalNodes, ['n1', 'n5'])
    assert.deepEqual([cordon, uncordon, shutdown], [['n2', 'n3', 'n4'], [], ['n6']])
  })
  it('shuts down every empty node that was cordoned before, in any number, even while it takes it back', () => {
    const { uncordon, shutdown } = run(tens('---cc'), [...several(3, () => student(undefined, '9Gi'))])
    assert.deepEqual(
      [uncordon, shutdown],
      [
        ['n4', 'n5'],
        ['n4', 'n5'],
      ],
    )
  })
  it('knows nothing of our marks', () => {
    assert.deepEqual(run([...tens('---'), { name: 'n4', memory: '10Gi', ...cordonedByUs('08:00') }], []).shutdown, [
      'n4',
    ])
  })
  it('resizes to the goal, cordoned nodes counted as there', () => {
    assert.equal(run(tens('---c'), [student(undefined, '60Gi')]).create, 4)
  })
})
