import assert from 'node:assert/strict'
import { it } from 'node:test'
import { poolsOf, saySelector } from '../../../src/domain/doctor/scene.ts'
import { config, poolIn } from '../../support/config.ts'
import { sceneOf } from './support.ts'

it('each pool comes with what was decided for it, in the order of the config', () => {
  const pools = poolsOf(sceneOf({ config: config({ nodePools: { user: {}, lab: {} } }) }))
  assert.deepEqual(
    pools.map(([pool, decided]) => [pool.name, decided.pool]),
    [
      ['user', 'user'],
      ['lab', 'lab'],
    ],
  )
})

it('a selector is said as kubectl takes it', () =>
  assert.equal(saySelector(poolIn(config({ nodePools: { user: { nodeSelector: { a: 'b', c: 'd' } } } }))), 'a=b,c=d'))
