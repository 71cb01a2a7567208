import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { barringTaints, isOnlyNotReady, nodeFrom, whyNotUsable } from '../../../src/domain/cluster/node.ts'
import { type Taint, USER_TOLERATIONS } from '../../../src/domain/scheduling/taint.ts'
import { type NodeSpec, node, nodeSeen, rawNode } from '../../support/node.ts'
import { at } from '../../support/time.ts'

const taint = (key: string, effect = 'NoSchedule', value?: string): Taint => ({
  key,
  effect,
  ...(value ? { value } : {}),
})
const everything = [{ operator: 'Exists' }]

describe('what is read of a node', () => {
  it('nothing that is there but null stops the rest', () => {
    const metadata = { name: 'n1', annotations: null, labels: null, deletionTimestamp: null }
    for (const raw of [
      { metadata, spec: null, status: null },
      {
        metadata,
        spec: { taints: null, providerID: null },
        status: { allocatable: null, capacity: null, conditions: null },
      },
    ]) {
      const { name, labels, taints, memoryBytes, deleting, annotations } = nodeSeen(raw) ?? {}
      assert.deepEqual([name, labels, taints, memoryBytes, deleting, annotations], ['n1', {}, [], 0, false, undefined])
    }
    assert.equal(nodeSeen({ metadata: null }), undefined)
  })
  for (const [capacity, memory, expected] of [
    ['40Gi', '32Gi', 40],
    ['lots', '32Gi', 32],
    ['-5Gi', '32Gi', 32],
    ['0', '-1Gi', 0],
  ] as const)
    it(`its memory: ${capacity} of capacity and ${memory} allocatable is ${expected}Gi`, () =>
      assert.equal(node({ capacity, memory }).memoryBytes / 2 ** 30, expected))
})

describe('a usable node', () => {
  const fine: [string, NodeSpec][] = [
    ['Ready and schedulable', {}],
    ['with the taint of user nodes', { taints: [taint('hub.jupyter.org/dedicated', 'NoSchedule', 'user')] }],
    [
      'with that taint, spelt without the slash',
      { taints: [taint('hub.jupyter.org_dedicated', 'NoSchedule', 'user')] },
    ],
    ['that others had better avoid', { taints: [taint('x', 'PreferNoSchedule')] }],
    [
      'that the autoscaler thinks about deleting',
      { taints: [taint('DeletionCandidateOfClusterAutoscaler', 'PreferNoSchedule')] },
    ],
  ]
  for (const [name, spec] of fine)
    it(`is one ${name}`, () => assert.equal(whyNotUsable(node(spec), USER_TOLERATIONS), undefined))

  const not: [string, NodeSpec, RegExp][] = [
    ['cordoned', { cordoned: true }, /cordoned/],
    ['cordoned, by its taint', { taints: [taint('node.kubernetes.io/unschedulable')] }, /cordoned/],
    ['not Ready', { notReadySince: at('08:59') }, /not ready/],
    ['not Ready, by its taint', { taints: [taint('node.kubernetes.io/not-ready', 'NoExecute')] }, /not ready/],
    ['unreachable, by its taint', { taints: [taint('node.kubernetes.io/unreachable', 'NoExecute')] }, /not ready/],
    ['being deleted', { deleting: true }, /being deleted/],
    [
      'about to be deleted by the cluster-autoscaler',
      { taints: [taint('ToBeDeletedByClusterAutoscaler')] },
      /ToBeDeletedByClusterAutoscaler/,
    ],
    ['about to be replaced by Karpenter', { taints: [taint('karpenter.sh/disrupted')] }, /karpenter.sh\/disrupted/],
    [
      'not registered with Karpenter yet',
      { taints: [taint('karpenter.sh/unregistered', 'NoExecute')] },
      /unregistered/,
    ],
    [
      'not initialised by its cloud yet',
      { taints: [taint('node.cloudprovider.kubernetes.io/uninitialized')] },
      /uninitialized/,
    ],
    ['short of memory', { taints: [taint('node.kubernetes.io/memory-pressure')] }, /memory-pressure/],
  ]
  for (const [name, spec, because] of not)
    it(`is not one ${name}, whatever is tolerated, and says so`, () =>
      assert.match(whyNotUsable(node(spec), everything) ?? '', because))

  it('is not one whose taint user pods do not tolerate; the pool may say that they do', () => {
    const gpu = node({ taints: [taint('nvidia.com/gpu')] })
    assert.match(whyNotUsable(gpu, USER_TOLERATIONS) ?? '', /nvidia\.com\/gpu:NoSchedule/)
    assert.equal(whyNotUsable(gpu, [{ key: 'nvidia.com/gpu', operator: 'Exists' }]), undefined)
  })
})

describe('the taints that alone bar a node', () => {
  const keys = (spec: NodeSpec) => barringTaints(node(spec), USER_TOLERATIONS).map(({ key }) => key)
  const table: [string, NodeSpec, readonly string[]][] = [
    ['none', {}, []],
    [
      'those that nobody tolerates',
      { taints: [taint('a'), taint('b', 'NoExecute'), taint('c', 'PreferNoSchedule')] },
      ['a', 'b'],
    ],
    ['not those that users tolerate', { taints: [{ ...taint('hub.jupyter.org/dedicated'), value: 'user' }] }, []],
    ['none where it is cordoned as well', { taints: [taint('a')], cordoned: true }, []],
    ['none where it is not ready', { taints: [taint('a')], notReadySince: at('08:00') }, []],
    ['none where it leaves', { taints: [taint('a'), taint('ToBeDeletedByClusterAutoscaler')] }, []],
  ]
  for (const [name, spec, expected] of table) it(name, () => assert.deepEqual(keys(spec), expected))
})

describe('a node that only readiness keeps from being usable', () => {
  const table: [string, NodeSpec, boolean][] = [
    ['not Ready', { notReadySince: at('08:59') }, true],
    [
      'not Ready and tainted so',
      { notReadySince: at('08:59'), taints: [taint('node.kubernetes.io/not-ready', 'NoExecute')] },
      true,
    ],
    ['Ready, the taint not gone yet', { taints: [taint('node.kubernetes.io/unreachable', 'NoExecute')] }, true],
    ['usable', {}, false],
    ['not Ready and cordoned', { notReadySince: at('08:59'), cordoned: true }, false],
    ['not Ready and leaving', { notReadySince: at('08:59'), taints: [taint('ToBeDeletedByClusterAutoscaler')] }, false],
    ['not Ready and for others', { notReadySince: at('08:59'), taints: [taint('x')] }, false],
  ]
  for (const [name, spec, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(isOnlyNotReady(node(spec), USER_TOLERATIONS), expected))
})

describe('what is read of a node', () => {
  it('when its readiness last changed, either way', () => {
    assert.equal(node({ readySince: at('08:30') }).readyChangedMs, at('08:30'))
    assert.equal(node({ notReadySince: at('08:31') }).readyChangedMs, at('08:31'))
  })
  it('its creation where readiness was never reported; it is not Ready then', () => {
    const raw = rawNode({ created: at('08:00') })
    const fresh = nodeFrom({ ...raw, status: { ...raw.status, conditions: [] } })
    assert.deepEqual([fresh?.ready, fresh?.readyChangedMs], [false, at('08:00')])
  })
  it('an Unknown Ready condition is not Ready', () => {
    const conditions = [{ type: 'Ready', status: 'Unknown', lastTransitionTime: '2026-03-24T08:00:00Z' }]
    assert.equal(nodeFrom({ metadata: { name: 'a' }, status: { conditions } })?.ready, false)
  })
  it('nothing of an object without a name, something of one with a name only', () => {
    assert.equal(nodeFrom({}), undefined)
    const bare = nodeFrom({ metadata: { name: 'a' } })
    assert.deepEqual([bare?.uid, bare?.ready, bare?.cordoned, bare?.allocatable], ['a', false, false, {}])
  })
})
