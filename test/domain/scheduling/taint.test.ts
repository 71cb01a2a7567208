import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  isNeverCount,
  sayTaint,
  type Taint,
  type Toleration,
  tolerates,
  USER_TOLERATIONS,
  untolerated,
} from '../../../src/domain/scheduling/taint.ts'

const gpu: Taint = { key: 'gpu', value: 'a100', effect: 'NoSchedule' }

describe('a toleration of gpu=a100:NoSchedule', () => {
  const table: [Toleration, boolean][] = [
    [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }, true],
    [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }, true],
    [{ key: 'gpu', value: 'a100' }, true],
    [{ key: 'gpu', operator: '', value: 'a100', effect: '' }, true],
    [{ key: 'gpu', operator: 'Exists' }, true],
    [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: '', operator: 'Exists' }, true],
    [{ operator: 'Exists', effect: 'NoExecute' }, false],
    [{ key: 'gpu', operator: 'Equal', value: 'h100', effect: 'NoSchedule' }, false],
    [{ key: 'gpu' }, false],
    [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoExecute' }, false],
    [{ key: 'cpu', operator: 'Exists' }, false],
    [{ key: 'cpu', value: 'a100' }, false],
    [{ key: 'gp', operator: 'Exists' }, false],
    [{}, false],
  ]
  for (const [toleration, expected] of table)
    it(`${JSON.stringify(toleration)}: ${expected}`, () => assert.equal(tolerates(toleration, gpu), expected))
  it('a taint without a value is tolerated by a toleration without one', () => {
    assert.ok(tolerates({ key: 'gpu' }, { key: 'gpu', effect: 'NoSchedule' }))
    assert.ok(!tolerates({ key: 'gpu', value: 'x' }, { key: 'gpu', effect: 'NoSchedule' }))
  })
})

describe('a taint that keeps user pods away', () => {
  const table: [Taint, boolean][] = [
    [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }, false],
    [{ key: 'hub.jupyter.org_dedicated', value: 'user', effect: 'NoSchedule' }, false],
    [{ key: 'hub.jupyter.org/dedicated', value: 'core', effect: 'NoSchedule' }, true],
    [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoExecute' }, true],
    [{ ...gpu, effect: 'NoSchedule' }, true],
    [{ ...gpu, effect: 'NoExecute' }, true],
    [{ ...gpu, effect: 'PreferNoSchedule' }, false],
  ]
  for (const [taint, keeps] of table)
    it(`${sayTaint(taint)}: ${keeps}`, () =>
      assert.deepEqual(untolerated([taint], USER_TOLERATIONS), keeps ? taint : undefined))
  it('is the first that nothing tolerates', () => {
    const taints = [{ key: 'a', effect: 'NoSchedule' }, gpu, { key: 'b', effect: 'NoExecute' }]
    assert.deepEqual(untolerated(taints, [{ key: 'a', operator: 'Exists' }]), gpu)
    assert.equal(untolerated(taints, [{ operator: 'Exists' }]), undefined)
  })
})

describe('a node that is never counted', () => {
  const table: [string, boolean][] = [
    ['node.kubernetes.io/not-ready', true],
    ['node.kubernetes.io/unreachable', true],
    ['node.kubernetes.io/unschedulable', true],
    ['node.kubernetes.io/disk-pressure', true],
    ['node.kubernetes.io/network-unavailable', true],
    ['node.kubernetes.io/out-of-service', true],
    ['node.cloudprovider.kubernetes.io/uninitialized', true],
    ['node.cloudprovider.kubernetes.io/shutdown', true],
    ['ToBeDeletedByClusterAutoscaler', true],
    ['karpenter.sh/disrupted', true],
    ['karpenter.sh/unregistered', true],
    ['DeletionCandidateOfClusterAutoscaler', false],
    ['karpenter.sh/capacity-type', false],
    ['hub.jupyter.org/dedicated', false],
    ['example.org/node.kubernetes.io', false],
  ]
  for (const [key, never] of table)
    it(`${key}: ${never}`, () => assert.equal(isNeverCount({ key, effect: 'NoSchedule' }), never))
})

it('a taint is written as kubectl does', () => {
  assert.equal(sayTaint(gpu), 'gpu=a100:NoSchedule')
  assert.equal(sayTaint({ key: 'spot', effect: 'NoExecute' }), 'spot:NoExecute')
})
