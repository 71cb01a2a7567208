import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { poolOfLabels, poolOfPending, poolOfPlaceholder } from '../../../src/domain/cluster/pool.ts'
import { config, POOL_NAME_LABEL, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod, podOf, rawPod } from '../../support/pod.ts'

const two = config({ nodePools: { user: {}, gpu: {} } })
const overlapping = config({
  nodePools: {
    all: { nodeSelector: { purpose: 'user' } },
    gpu: { nodeSelector: { purpose: 'user', gpu: 'a100' } },
    same: { nodeSelector: { purpose: 'user' } },
  },
})

describe('the pool of a node', () => {
  const table: [string, Record<string, string>, ReturnType<typeof poolOfLabels>][] = [
    ['one matches', { purpose: 'user', gpu: 'none' }, { pool: 'all', also: ['same'] }],
    ['the most keys win', { purpose: 'user', gpu: 'a100' }, { pool: 'gpu', also: ['all', 'same'] }],
    ['none matches', { purpose: 'core' }, undefined],
    ['no labels', {}, undefined],
  ]
  for (const [name, labels, expected] of table)
    it(name, () => assert.deepEqual(poolOfLabels(labels, overlapping), expected))
  it('names no others where there are none', () =>
    assert.deepEqual(poolOfLabels(poolLabels('gpu'), two), { pool: 'gpu', also: [] }))
})

describe('the pool of a Pending pod', () => {
  const inTwo = (defaultPool?: string) =>
    config({ nodePools: { user: {}, gpu: {} }, ...(defaultPool ? { defaultPool } : {}) })
  const wants = (pool: string) => pod({ user: 'ada', nodeSelector: poolLabels(pool) })
  const affine = (operator: string, ...values: string[]) =>
    pod({ user: 'ada', terms: [{ matchExpressions: [{ key: POOL_NAME_LABEL, operator, values }] }] })
  const anywhere = pod({ user: 'ada', nodeSelector: { zone: 'a' } })
  const table: [string, ReturnType<typeof pod>, string | undefined, string | undefined][] = [
    ['its nodeSelector names one', wants('gpu'), undefined, 'gpu'],
    ['its nodeSelector names another than the default', wants('gpu'), 'user', 'gpu'],
    ['its affinity names one', affine('In', 'gpu-pool'), undefined, 'gpu'],
    ['its affinity excludes one', affine('NotIn', 'gpu-pool'), undefined, 'user'],
    ['its affinity leaves both', affine('In', 'gpu-pool', 'user-pool'), undefined, undefined],
    ['its affinity leaves both, and there is a default', affine('In', 'gpu-pool', 'user-pool'), 'user', 'user'],
    ['it may go anywhere', anywhere, undefined, undefined],
    ['it may go anywhere, and there is a default', anywhere, 'user', 'user'],
    ['it may go to none', wants('elsewhere'), undefined, undefined],
  ]
  for (const [name, waiting, defaultPool, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(poolOfPending(waiting, inTwo(defaultPool)), expected))
  it('the only pool needs no default', () => assert.equal(poolOfPending(anywhere, config()), 'user'))
  it('is none where there are no pools', () =>
    assert.equal(poolOfPending(anywhere, config({ nodePools: {} })), undefined))
})

describe('the pool of a placeholder', () => {
  const nodes = new Map([['g1', node({ name: 'g1', pool: 'gpu' })]])
  const old = (spec: { name: string; on?: string; nodeSelector?: Record<string, string> }) =>
    podOf(rawPod({ ...spec, labels: { app: 'node-placeholder-scaler', component: 'placeholder' } }))
  const table: [string, ReturnType<typeof pod>, string | undefined][] = [
    ['by our label', pod({ placeholder: 'user' }), 'user'],
    ['by our label, whatever its node', pod({ placeholder: 'user', on: 'g1' }), 'user'],
    ["the predecessor's, by its node", old({ name: 'x', on: 'g1' }), 'gpu'],
    ["the predecessor's, waiting, by its nodeSelector", old({ name: 'x', nodeSelector: poolLabels('gpu') }), 'gpu'],
    ["the predecessor's, whose node is gone, by its name", old({ name: 'gpu-placeholder-5d4-x', on: 'gone' }), 'gpu'],
    ['neither', old({ name: 'x', on: 'gone' }), undefined],
    ['another pool begins with the same letters', old({ name: 'gp-placeholder-5d4-x', on: 'gone' }), undefined],
  ]
  for (const [name, placeholder, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(poolOfPlaceholder(placeholder, nodes, two), expected))

  it('one whose pool left the config belongs to no other, though its node does', () => {
    assert.equal(poolOfPlaceholder(pod({ placeholder: 'renamed', on: 'g1' }), nodes, two), undefined)
  })
})
