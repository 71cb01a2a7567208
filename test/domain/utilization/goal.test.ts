import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Goal, goalOf } from '../../../src/domain/utilization/goal.ts'
import { loadOfNode } from '../../../src/domain/utilization/node-load.ts'
import type { Scope } from '../../../src/domain/utilization/scope.ts'
import { node } from '../../support/node.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { cordonedByUs } from '../../support/utilization.ts'

const GI = 2 ** 30
const BAND = { minUtilization: 0.65, optimalUtilization: 0.75, maxUtilization: 0.85, minNodes: 3, maxNodes: 72 }

/** Nodes by their Gi, in the order in which they stay in service; negative: cordoned by us. */
const scope = (sizes: readonly number[], workloadGi: number): Scope => ({
  name: 'user',
  nodes: sizes.map((size, index) =>
    loadOfNode(
      node({ name: `n${index}`, memory: `${Math.abs(size)}Gi`, ...(size < 0 ? cordonedByUs('08:00') : {}) }),
      undefined,
    ),
  ),
  waitingBytes: workloadGi * GI,
  waitingPlaceholders: 0,
  isSwitchedOff: false,
})

function goal(sizes: readonly number[], workloadGi: number, band = BAND): Goal {
  return goalOf(scope(sizes, workloadGi), band)
}

const tens = (count: number) => Array.from({ length: count }, () => 10)

describe('the goal of a scope', () => {
  for (const [what, sizes, workloadGi, expected] of [
    ['in the band: as it is', tens(10), 75, 10],
    ['at its lower end: as it is', tens(10), 65, 10],
    ['at its upper end: as it is', tens(10), 85, 10],
    ['in the band, cordoned ones not counted', [...tens(10), -10, -10], 75, 10],
    ['below: to the optimum', tens(10), 60, 8],
    ['below, rounded down', tens(10), 47, 6],
    ['below, rounded up', tens(10), 50, 7],
    ['above: to the optimum', tens(10), 90, 12],
    ['above, with one of ours that comes back', [...tens(10), -10], 90, 12],
    ['nothing to do: none', tens(10), 0, 0],
    ['rounding down would leave the band at its top', tens(10), 26, 4],
    ['each node by its own capacity: the large one first', [40, 10, 10, 10], 30, 1],
    ['each node by its own capacity: the small ones first', [10, 10, 10, 40], 24, 3],
    ['new nodes are like the median', [10, 10, 80], 150, 13],
    ['without any node nobody knows how many', [], 10, 0],
    ['all cordoned: utilization is without bound', [-10, -10, -10], 15, 2],
  ] as const)
    it(what, () => assert.equal(goal(sizes, workloadGi).nodes, expected))

  it('moves into the band where rounding would leave it at the bottom', () => {
    const band = { ...BAND, minUtilization: 0.7, maxUtilization: 0.95 }
    assert.equal(goal(tens(10), 19, band).nodes, 2)
  })
  it('stops at maxNodes, however large the workload', () => {
    assert.equal(goal(tens(2), 1e6).nodes, 72)
  })
  it('says why', () => {
    assert.equal(goal(tens(10), 75).because, 'utilization is 75 %, between 65 % and 85 %: 10 nodes stay')
    assert.equal(goal(tens(10), 60).because, 'utilization is 60 %, below 65 %: 8 nodes would be nearest to 75 %')
    assert.match(goal([], 10).because, /without bound, above 85 %/)
  })
  it('property: in the band where there is such a number of equal nodes, else not above the maximum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 }), (count, workload) => {
        const { nodes } = goal(tens(count), workload)
        const isIn = (number: number) => workload / (number * 10) >= 0.65 && workload / (number * 10) <= 0.85
        const exists = tens(72).some((_, index) => isIn(index + 1))
        assert.ok(exists ? isIn(nodes) : workload / (nodes * 10) <= 0.85, `${nodes} nodes for ${workload} Gi`)
      }),
      RUNS,
    )
  })
  it('property: more workload never needs fewer nodes, outside the band', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (workload, more) => {
        const sizes = Array.from({ length: 40 }, (_, index) => 5 + ((index * 7) % 20))
        assert.ok(goal(sizes, workload).nodes <= goal(sizes, workload + more).nodes)
      }),
      RUNS,
    )
  })
})
