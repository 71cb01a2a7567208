import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { quotaFrom, type RawQuota } from '../../../src/domain/cluster/quota.ts'

type Spec = NonNullable<RawQuota['spec']>

const of = (spec: Spec) => quotaFrom({ metadata: { name: 'q', namespace: 'hub' }, spec })

describe('a ResourceQuota', () => {
  it('is what the requests of pods may be together', () =>
    assert.deepEqual(of({ hard: { 'requests.memory': '64Gi', cpu: '8', pods: '40', 'requests.nvidia.com/gpu': 2 } }), {
      name: 'q',
      namespace: 'hub',
      most: { memory: 64 * 2 ** 30, cpu: 8000, pods: 40, 'nvidia.com/gpu': 2 },
    }))
  const NONE: readonly [name: string, spec: Spec][] = [
    ['of other objects', { hard: { 'count/secrets': 4, 'requests.storage': '1Ti', 'limits.memory': '1Gi' } }],
    ['of some pods, by a scope', { hard: { pods: 4 }, scopes: ['BestEffort'] }],
    ['of some pods, by a selector', { hard: { pods: 4 }, scopeSelector: { matchExpressions: [] } }],
    ['that is empty', {}],
  ]
  for (const [name, spec] of NONE) it(`${name} limits no pool`, () => assert.equal(of(spec), undefined))
  it('without a name is none', () => assert.equal(quotaFrom({ spec: { hard: { pods: 1 } } }), undefined))
})
