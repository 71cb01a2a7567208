import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { howSoonIn, sayHowSoon } from '../../../src/domain/room/how-soon.ts'
import type { PodNeeds } from '../../../src/domain/room/room-now.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { USER_TOLERATIONS } from '../../../src/domain/scheduling/taint.ts'
import { config, POOL_NAME_LABEL, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'

interface Asked {
  readonly memory?: string
  readonly requests?: Readonly<Record<string, string>>
  readonly needs?: Partial<PodNeeds>
}

const LEADS: Readonly<Record<string, number>> = { user: 4 * 60_000, gpu: 7 * 60_000 }
const saidOf = (world: World, { memory = '2Gi', requests = { memory }, needs }: Asked = {}): string => {
  const requirement = { nodeSelector: {} }
  const pod = { requests: parseResources(requests), requirement, tolerations: USER_TOLERATIONS, ...needs }
  const soon = howSoonIn(observed(world), (pool) => LEADS[pool] ?? 0)(pod)
  return sayHowSoon(soon) || (soon.at === 'unknown' ? soon.because : '')
}

const fills = (memory: string, on = 'n1') => pod({ user: 'ada', on, memory })
const taint = { key: 'example.edu/gpu', value: 'yes', effect: 'NoSchedule' }
const pools = config({ nodePools: { user: {}, gpu: {} } })
const on = (pool: string) => ({ requirement: { nodeSelector: poolLabels(pool) } })

describe('how soon a server could start', () => {
  const table: [string, World, Asked, string][] = [
    ['a node with room', { nodes: [node()], pods: [fills('4Gi')] }, {}, 'warm now'],
    ['an empty node', { nodes: [node()] }, {}, 'warm now'],
    ['no node: a boot', {}, {}, 'about 4 min'],
    ['just enough', { nodes: [node()], pods: [fills('30Gi')] }, {}, 'warm now'],
    ['too little', { nodes: [node()], pods: [fills('31Gi')] }, {}, 'about 4 min'],
    [
      'enough on two nodes, on neither alone',
      { nodes: [node(), node({ name: 'n2' })], pods: [fills('31Gi'), pod({ user: 'bo', on: 'n2', memory: '31Gi' })] },
      {},
      'about 4 min',
    ],
    [
      'a placeholder makes way',
      { nodes: [node()], pods: [fills('3Gi'), pod({ placeholder: 'user', on: 'n1', memory: '28Gi' })] },
      { memory: '16Gi' },
      'warm now',
    ],
    [
      "somebody else's pod does not",
      { nodes: [node()], pods: [pod({ on: 'n1', memory: '28Gi' })] },
      { memory: '16Gi' },
      'about 4 min',
    ],
    [
      'who waits already comes first',
      { nodes: [node()], pods: [fills('28Gi'), pod({ user: 'bo', memory: '4Gi' })] },
      {},
      'about 4 min',
    ],
    [
      'who waits for another pool takes nothing here',
      {
        config: pools,
        nodes: [node()],
        pods: [fills('28Gi'), pod({ user: 'bo', memory: '4Gi', nodeSelector: poolLabels('gpu') })],
      },
      {},
      'warm now',
    ],
    ['no pod slot', { nodes: [node({ pods: '1' })], pods: [fills('1Gi')] }, {}, 'about 4 min'],
    [
      "a placeholder's slot",
      { nodes: [node({ pods: '1' })], pods: [pod({ placeholder: 'user', on: 'n1' })] },
      {},
      'warm now',
    ],
    ['a cordoned node', { nodes: [node({ cordoned: true })] }, {}, 'about 4 min'],
    ['a node that is not ready', { nodes: [node({ notReadySince: 1 })] }, {}, 'about 4 min'],
    ['nothing requested, a full node', { nodes: [node()], pods: [fills('40Gi')] }, { requests: {} }, 'warm now'],
    [
      'a GPU that is there',
      { nodes: [node({ allocatable: { 'nvidia.com/gpu': '1' } })] },
      { requests: { 'nvidia.com/gpu': '1' } },
      'warm now',
    ],
    [
      'larger than the nodes of every pool',
      { nodes: [node()] },
      { memory: '40Gi' },
      'no pool has nodes that could hold it',
    ],
    [
      'larger than what DaemonSets leave',
      { nodes: [node()], pods: [pod({ daemon: 'logs', on: 'n1', memory: '1Gi' })] },
      { memory: '32Gi' },
      'no pool has nodes that could hold it',
    ],
    ['its own pool, by nodeSelector', { config: pools, nodes: [node()] }, { needs: on('gpu') }, 'about 7 min'],
    [
      'its own pool, by affinity',
      { config: pools, nodes: [node()] },
      {
        needs: {
          requirement: {
            nodeSelector: {},
            terms: [{ matchExpressions: [{ key: POOL_NAME_LABEL, operator: 'In', values: ['gpu-pool'] }] }],
          },
        },
      },
      'about 7 min',
    ],
    ['of several pools the slowest', { config: pools }, {}, 'about 7 min'],
    [
      'of several pools the default',
      { config: config({ nodePools: { user: {}, gpu: {} }, defaultPool: 'user' }) },
      {},
      'about 4 min',
    ],
    [
      'a pool whose nodes it does not tolerate is none of them',
      { config: pools, nodes: [node({ pool: 'gpu', taints: [taint] })] },
      {},
      'about 4 min',
    ],
    [
      'with the toleration it is',
      { config: pools, nodes: [node({ pool: 'gpu', taints: [taint] })] },
      { needs: { tolerations: [{ key: taint.key, operator: 'Exists' }] } },
      'warm now',
    ],
    [
      'a node of no pool that takes it',
      { nodes: [node({ pool: null, labels: { department: 'physics' } })] },
      { needs: { requirement: { nodeSelector: { department: 'physics' } } } },
      'warm now',
    ],
    ['a watch that is stale', { nodes: [node()], sight: STALE }, {}, 'nodes are not heard from for 150 s'],
  ]
  for (const [title, world, asked, expected] of table) it(title, () => assert.equal(saidOf(world, asked), expected))
})

it('minutes are never less than they take', () => {
  const said = (leadMs: number) => sayHowSoon({ at: 'boot', pool: 'user', leadMs })
  assert.deepEqual([0, 60_000, 60_001].map(said), ['about 1 min', 'about 1 min', 'about 2 min'])
})
