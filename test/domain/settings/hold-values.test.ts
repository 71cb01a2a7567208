import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildConfig } from '../../../src/config/build.ts'
import { configSchema, type PoolValues } from '../../../src/config/schema.ts'
import { poolLabels } from '../../support/config.ts'

const built = (...pools: readonly Partial<PoolValues>[]) =>
  buildConfig(
    configSchema.parse({
      nodePools: Object.fromEntries(
        pools.map((pool, at) => [`p${at}`, { nodeSelector: poolLabels('user'), ...pool }] as const),
      ),
    }),
  )
const ROOM = { resources: { requests: { memory: '28Gi' } } }

describe('what holds the room of a pool', () => {
  const held = (pool: Partial<PoolValues>) => built(pool).config.pools.get('p0')
  it('is a Deployment unless it says another', () => assert.deepEqual(held({})?.hold, { by: 'deployment' }))
  it("by default z2jh's StatefulSet, and the NodePool of the pool's name", () => {
    assert.deepEqual(held({ holdBy: 'statefulset' })?.hold, { by: 'statefulset', name: 'user-placeholder' })
    assert.deepEqual(held({ holdBy: 'nodepool', ...ROOM })?.hold, { by: 'nodepool', name: 'p0' })
  })
  it('of a NodePool is one a node', () => assert.equal(held({ holdBy: 'nodepool', ...ROOM })?.onePerNode, true))
  it('brings no images where it is not of our making', () => {
    assert.equal(held({})?.userImages, 'auto')
    assert.deepEqual(held({ holdBy: 'statefulset' })?.userImages, { images: [], secrets: [] })
  })

  const refused: readonly (readonly [string, readonly Partial<PoolValues>[], RegExp])[] = [
    ['a name of nothing', [{ holdName: 'x' }], /^nodePools\.p0\.holdName: names nothing/],
    ['a name that is none', [{ holdBy: 'statefulset', holdName: '../x' }], /is no name of an object/],
    ['a NodePool without a size', [{ holdBy: 'nodepool' }], /^nodePools\.p0\.resources\.requests: is missing/],
    ['a StatefulSet with one', [{ holdBy: 'statefulset', ...ROOM }], /its pods are as large as they are/],
    ['images that nobody brings', [{ holdBy: 'statefulset', userImages: ['a/b'] }], /userImages: brings nothing/],
    [
      'one object for two',
      [{ holdBy: 'statefulset' }, { holdBy: 'statefulset' }],
      /^nodePools\.p1\.holdName: .* lent to p0 already/,
    ],
  ]
  for (const [name, pools, words] of refused)
    it(`refuses ${name}`, () => {
      const said = built(...pools).errors.map(({ where, text }) => `${where}: ${text}`)
      assert.equal(said.length, 1)
      assert.match(said[0] ?? '', words)
    })
})
