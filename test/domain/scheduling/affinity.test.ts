import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type NodeRequirement,
  type NodeSelectorTerm,
  nodeFits,
  poolMayFit,
} from '../../../src/domain/scheduling/affinity.ts'

const POOL = { 'hub.jupyter.org/pool-name': 'user-pool', size: '8' }
const key = 'hub.jupyter.org/pool-name'
const term = (...matchExpressions: NonNullable<NodeSelectorTerm['matchExpressions']>): NodeSelectorTerm => ({
  matchExpressions,
})

describe('whether a node of the pool may satisfy a pod', () => {
  const table: [string, NodeRequirement, boolean][] = [
    ['no demand', { nodeSelector: {} }, true],
    ["the pool's own label", { nodeSelector: { [key]: 'user-pool' } }, true],
    ["another pool's label", { nodeSelector: { [key]: 'gpu-pool' } }, false],
    ['a label that the pool says nothing of', { nodeSelector: { zone: 'a' } }, true],
    ['both', { nodeSelector: { zone: 'a', [key]: 'gpu-pool' } }, false],
    ['In', { nodeSelector: {}, terms: [term({ key, operator: 'In', values: ['user-pool', 'x'] })] }, true],
    ['In others', { nodeSelector: {}, terms: [term({ key, operator: 'In', values: ['gpu-pool'] })] }, false],
    [
      'In of an unknown label',
      { nodeSelector: {}, terms: [term({ key: 'zone', operator: 'In', values: ['a'] })] },
      true,
    ],
    ['NotIn', { nodeSelector: {}, terms: [term({ key, operator: 'NotIn', values: ['user-pool'] })] }, false],
    ['NotIn others', { nodeSelector: {}, terms: [term({ key, operator: 'NotIn', values: ['gpu-pool'] })] }, true],
    ['Exists', { nodeSelector: {}, terms: [term({ key, operator: 'Exists' })] }, true],
    ['DoesNotExist', { nodeSelector: {}, terms: [term({ key, operator: 'DoesNotExist' })] }, false],
    [
      'DoesNotExist of an unknown label',
      { nodeSelector: {}, terms: [term({ key: 'zone', operator: 'DoesNotExist' })] },
      true,
    ],
    ['Gt', { nodeSelector: {}, terms: [term({ key: 'size', operator: 'Gt', values: ['4'] })] }, true],
    ['Gt itself', { nodeSelector: {}, terms: [term({ key: 'size', operator: 'Gt', values: ['8'] })] }, false],
    ['Lt, as numbers', { nodeSelector: {}, terms: [term({ key: 'size', operator: 'Lt', values: ['16'] })] }, true],
    ['Lt', { nodeSelector: {}, terms: [term({ key: 'size', operator: 'Lt', values: ['4'] })] }, false],
    [
      'terms are alternatives',
      {
        nodeSelector: {},
        terms: [
          term({ key, operator: 'In', values: ['gpu-pool'] }),
          term({ key, operator: 'In', values: ['user-pool'] }),
        ],
      },
      true,
    ],
    [
      'expressions of a term go together',
      {
        nodeSelector: {},
        terms: [term({ key, operator: 'In', values: ['user-pool'] }, { key: 'size', operator: 'In', values: ['4'] })],
      },
      false,
    ],
    [
      'nodeSelector and affinity go together',
      { nodeSelector: { [key]: 'user-pool' }, terms: [term({ key: 'size', operator: 'In', values: ['4'] })] },
      false,
    ],
    ['a term of fields only is open', { nodeSelector: {}, terms: [{}] }, true],
  ]
  for (const [name, requirement, expected] of table)
    it(`${name}: ${expected}`, () => assert.equal(poolMayFit(requirement, POOL), expected))
})

describe('whether a node satisfies a pod', () => {
  const node = { name: 'n1', labels: { ...POOL, zone: 'a' } }
  const demands = (...terms: NodeSelectorTerm[]): NodeRequirement => ({ nodeSelector: {}, terms })
  const called = (...values: string[]) => ({ matchFields: [{ key: 'metadata.name', operator: 'In', values }] })
  const table: [string, NodeRequirement, boolean][] = [
    ['no demand', { nodeSelector: {} }, true],
    ['its labels', { nodeSelector: { zone: 'a', size: '8' } }, true],
    ['a label that it has not', { nodeSelector: { disk: 'fast' } }, false],
    ['In', demands(term({ key: 'zone', operator: 'In', values: ['a', 'b'] })), true],
    ['In, of a label that it has not', demands(term({ key: 'disk', operator: 'In', values: ['fast'] })), false],
    ['NotIn, of a label that it has not', demands(term({ key: 'disk', operator: 'NotIn', values: ['fast'] })), true],
    ['Exists, of a label that it has not', demands(term({ key: 'disk', operator: 'Exists' })), false],
    ['DoesNotExist, of a label that it has not', demands(term({ key: 'disk', operator: 'DoesNotExist' })), true],
    ['Gt, of a label that it has not', demands(term({ key: 'disk', operator: 'Gt', values: ['1'] })), false],
    ['its name', demands(called('n1', 'n2')), true],
    ['another name', demands(called('n2')), false],
    ['one of two terms', demands(called('n2'), term({ key: 'zone', operator: 'Exists' })), true],
    ['a term that demands nothing', demands({}), false],
    ['no term', demands(), false],
  ]
  for (const [title, requirement, expected] of table)
    it(title, () => assert.equal(nodeFits(requirement, node), expected))
})
