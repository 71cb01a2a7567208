import assert from 'node:assert/strict'
import { it } from 'node:test'
import { poolFit } from '../../../src/domain/fit/pool-fit.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { mostOf } from '../../support/pool-input.ts'
import { quota } from './support.ts'

it('a pool is measured once, and its limits are by that measure', () => {
  const config = userPool({ maxPlaceholders: 20 })
  const { scale, limits } = poolFit({
    pool: poolIn(config),
    config,
    most: mostOf(poolIn(config)),
    size: { requests: parseResources({ memory: '56Gi' }), from: 'nodes' },
    seat: parseResources({ memory: '2Gi' }),
    emptied: undefined,
    limits: quota({ 'requests.memory': '560Gi' }),
    namespace: 'hub',
  })
  assert.equal(scale.perNode, undefined)
  assert.deepEqual(
    limits.map(({ of, most }) => `${most} ${of}`),
    ['20 placeholders', '10 placeholders', '280 seats'],
  )
})
