import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { karpenterPoolFrom, makesNodesWith, type RawKarpenterPool } from '../../../src/domain/cluster/karpenter-pool.ts'

type Spec = NonNullable<RawKarpenterPool['spec']>

const raw = (spec: Spec): RawKarpenterPool => ({ metadata: { name: 'default' }, spec })
const of = (spec: Spec) => karpenterPoolFrom(raw(spec)) ?? assert.fail('it has a name')

describe('a Karpenter NodePool', () => {
  it('is its labels and its limits, in our units', () =>
    assert.deepEqual(
      karpenterPoolFrom(
        raw({ limits: { cpu: '160', memory: '1Ti', nodes: 10 }, template: { metadata: { labels: { pool: 'user' } } } }),
      ),
      {
        name: 'default',
        labels: { pool: 'user', 'karpenter.sh/nodepool': 'default' },
        choices: {},
        limits: { cpu: 160_000, memory: 2 ** 40, nodes: 10 },
      },
    ))
  it('may have a fixed number of nodes', () => assert.equal(of({ replicas: 4 }).replicas, 4))
  it('without a name is none, without a spec has no limits', () => {
    assert.equal(karpenterPoolFrom({}), undefined)
    assert.deepEqual(karpenterPoolFrom({ metadata: { name: 'a' } })?.limits, {})
  })

  const ROWS: readonly [name: string, spec: Spec, makes: boolean][] = [
    ['by its labels', { template: { metadata: { labels: { pool: 'user' } } } }, true],
    ['by a requirement', requirement('In', ['user', 'lab']), true],
    ['by a requirement that leaves it out', requirement('In', ['lab']), false],
    ['by a requirement of another kind, which says no value', requirement('Exists', []), false],
    ['that says nothing of it', {}, false],
  ]
  function requirement(operator: string, values: readonly string[]): Spec {
    return { template: { spec: { requirements: [{ key: 'pool', operator, values }] } } }
  }
  for (const [name, spec, makes] of ROWS)
    it(`makes the nodes of a pool ${name}: ${makes}`, () =>
      assert.equal(makesNodesWith(of(spec), { pool: 'user' }), makes))
  it('makes those that are chosen by its own name', () =>
    assert.equal(makesNodesWith(of({}), { 'karpenter.sh/nodepool': 'default' }), true))
})
