import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readLimits } from '../../../src/commands/cluster/limits.ts'
import { type ConfigValues, config, poolLabels } from '../../support/config.ts'
import { type Held, jhub } from './jhub.ts'

const NODEPOOLS = '/apis/karpenter.sh/v1/nodepools'
const quotas = (namespace: string) => `/api/v1/namespaces/${namespace}/resourcequotas`
const NODEPOOL = {
  metadata: { name: 'default' },
  spec: { limits: { nodes: 3 }, template: { metadata: { labels: poolLabels('user') } } },
}
const quota = (namespace: string) => ({ metadata: { name: 'compute', namespace }, spec: { hard: { pods: '40' } } })

async function limits(held: Held, values: ConfigValues = {}) {
  await using cluster = await jhub(held)
  const { karpenterPools, quotas: found } = await cluster.at((place) => readLimits(place, config(values)))
  return [karpenterPools.map(({ name }) => name), found.map(({ namespace }) => namespace)]
}

describe('how much there can be', () => {
  it('is what NodePools and quotas say, of our namespace and those of the users', async () => {
    const held = { [NODEPOOLS]: [NODEPOOL], [quotas('jhub')]: [quota('jhub')], [quotas('lab')]: [quota('lab')] }
    assert.deepEqual(await limits(held), [['default'], ['jhub']])
    assert.deepEqual(await limits(held, { userPods: { namespaces: ['lab', 'jhub'] } }), [['default'], ['jhub', 'lab']])
  })
  it('is not known where it is not served, or not to be seen', async () =>
    assert.deepEqual(await limits({ [quotas('jhub')]: 403 }), [[], []]))
  it('is an error where the server fails: what is not known then may be much', async () =>
    assert.rejects(limits({ [NODEPOOLS]: 500 })))
})
