import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { poolSizesExamined, sizeMend } from '../../../src/domain/doctor/pool-sizes.ts'
import { config, poolIn, userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { only, sceneOf, told } from './support.ts'

const requests = (memory: string) => userPool({ resources: { requests: { memory } } })
const examine = (world: World) => poolSizesExamined(sceneOf(world))

describe('the size of a placeholder', () => {
  it('fills a node', () =>
    assert.deepEqual(examine({ nodes: [node()] }).well, ['user: a placeholder is {memory:28Gi}']))
  it('is shared, which is said', () =>
    assert.deepEqual(examine({ config: requests('4Gi'), nodes: [node()] }).well, [
      'user: a placeholder is {memory:4Gi}, and up to 8 of them share a node',
    ]))
  it('fits on no node', () =>
    assert.match(
      only(examine({ config: requests('40Gi'), nodes: [node(), node({ name: 'n2' })] })),
      /^broken nodePools\.user\.resources\.requests: a placeholder of \{memory:40Gi\} fits on no node of the pool, which when empty has 32Gi of memory: /,
    ))
  it('fits on one of them', () =>
    assert.deepEqual(
      told(examine({ config: requests('40Gi'), nodes: [node(), node({ name: 'n2', memory: '64Gi' })] })),
      [],
    ))
  it('without a node to compare with nothing is wrong', () => assert.deepEqual(told(examine({})), []))
  it('is derived from the nodes', () =>
    assert.match(
      examine({ config: userPool({ resources: null }), nodes: [node()] }).well[0] ?? '',
      /^user: a placeholder is \{cpu:7600m,memory:\d+Mi\}$/,
    ))
  it('is not known at 0', () =>
    assert.match(
      only(examine({ config: userPool({ resources: null }) })),
      /^warning nodePools\.user\.resources\.requests: the size of a placeholder is not known: .* → nodePools: \{user: \{resources: \{requests: \{memory: 26Gi\}\}\}\} {2}# nearly a whole node/,
    ))
})

it('the size of our own making is to be had by not writing one', () =>
  assert.match(sizeMend(poolIn(config())), /^nodePools: \{user: \{resources: null\}\} /))
