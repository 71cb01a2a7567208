import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { scopesOf } from '../../../src/domain/utilization/scope.ts'
import { waitingNodes } from '../../../src/domain/utilization/waiting-nodes.ts'
import { poolLabels, userPool } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { at, SECOND } from '../../support/time.ts'

const NOW = at('09:00')
const LOST = NOW - 40 * SECOND
const placeholder = (memory = '28Gi', unschedulableSince = LOST): PodSpec => ({
  placeholder: 'user',
  memory,
  unschedulableSince,
})
const user = (memory = '30Gi'): PodSpec => ({
  user: `u${memory}`,
  memory,
  unschedulableSince: LOST,
  nodeSelector: poolLabels('user'),
})

interface Given {
  readonly pods: readonly PodSpec[]
  readonly nodes?: readonly (NodeSpec & { readonly name: string })[]
  readonly pool?: Partial<PoolValues>
}

/** Beside a node of 32Gi that is full. */
function needs({ pods, nodes = [{ name: 'n1', memory: '32Gi' }], pool = {} }: Given): readonly number[] {
  const full = nodes.map(({ name }): PodSpec => ({ on: name, memory: '32Gi' }))
  const world = observed({
    config: userPool(pool),
    nodes: nodes.map(node),
    pods: [...full, ...pods].map((one) => pod(one)),
  })
  const [scope] = scopesOf(world)
  assert.ok(scope)
  const { forPlaceholders, forAll } = waitingNodes(scope, world, NOW)
  return [forPlaceholders, forAll]
}

describe('nodes for who waits', () => {
  for (const [what, given, expected] of [
    ['nobody waits', { pods: [] }, [0, 0]],
    ['a placeholder of a whole node each', { pods: several(3, () => placeholder()) }, [3, 3]],
    [
      'several small ones share a node',
      { pods: several(3, () => placeholder('4Gi')), pool: { onePerNode: false } },
      [1, 1],
    ],
    ['unless one a node is said', { pods: several(3, () => placeholder('4Gi')), pool: { onePerNode: true } }, [3, 3]],
    ['users that no node has room for', { pods: [user()] }, [0, 1]],
    ['both', { pods: [user(), placeholder()] }, [1, 2]],
    ['who is larger than any node brings none', { pods: [placeholder('99Gi')] }, [0, 0]],
    ['who waits for a moment only is not counted yet', { pods: [placeholder('28Gi', NOW - 20 * SECOND)] }, [0, 0]],
    [
      'a node that is there, but not ready, is one of them',
      {
        pods: several(2, () => placeholder()),
        nodes: [
          { name: 'n1', memory: '32Gi' },
          { name: 'n2', memory: '32Gi', notReadySince: LOST },
        ],
      },
      [1, 1],
    ],
    ['without any node: one, to see how large it is', { pods: several(3, () => placeholder()), nodes: [] }, [1, 1]],
  ] as const satisfies readonly (readonly [string, Given, readonly number[]])[])
    it(what, () => assert.deepEqual(needs(given), expected))
})
