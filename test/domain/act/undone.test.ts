import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diff } from '../../../src/domain/act/diff.ts'
import { whyNotWithoutPools } from '../../../src/domain/act/undone.ts'
import { config, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { deployment, OWNER, predecessors, seen } from '../../support/deployment.ts'
import { observed, type World } from '../../support/observed.ts'
import { at, SECOND } from '../../support/time.ts'

const two = userPool({ replicas: 2 })

const differs = (world: World, time = '09:00') => diff(decideAt(time, world), observed(world))
const said = (world: World, time?: string) =>
  differs(world, time).problems.map(({ where, text }) => `${where}: ${text}`)

/** Deleted at 08:59, and held. */
const held = (finalizers: string[]) => {
  const { raw } = deployment({ config: two, replicas: 2, deleting: true })
  return seen({ ...raw, metadata: { ...raw.metadata, finalizers } })
}

describe('wanted is not there, and nothing is done', () => {
  it('because the object that owns all is gone: said with what brings it back', () => {
    const [only, ...more] = said({ config: two, owner: null })
    assert.match(
      only ?? '',
      /^state ConfigMap: is gone, .*nothing is written until it is made anew, by us or by `helm upgrade`$/,
    )
    assert.deepEqual(more, [])
  })
  it("is nobody's business where nothing is wanted and nothing stands", () =>
    assert.deepEqual(said({ config: userPool({ replicas: 0 }), owner: null }), []))
  it('because a finalizer holds its Deployment, once that has taken too long', () => {
    const world = { config: two, deployments: [held(['example.org/backup'])] }
    assert.deepEqual(said(world), [
      'Deployment hub/user-placeholder: is being deleted, held by its finalizers (example.org/backup): its pool has no placeholders until it is gone',
    ])
    const young = differs(world, '08:59')
    assert.deepEqual([young.problems, young.revisitAt], [[], at('08:59') + 5 * SECOND])
  })
  it('gives the pods the time to go where the garbage collector holds it', () => {
    const { problems, revisitAt } = differs({ config: two, deployments: [held(['foregroundDeletion'])] }, '08:59')
    assert.deepEqual([problems, revisitAt], [[], at('08:59') + 15 * SECOND])
  })
})

describe('a config without pools', () => {
  const NONE = config({ nodePools: {} })
  const both = config({ nodePools: { user: {}, gpu: {} } })
  const stand = ['user', 'gpu'].map((pool) => deployment({ config: both, pool }))
  it('does not count while ours stand: said with their pools, in one order', () =>
    assert.match(
      whyNotWithoutPools(NONE, stand, OWNER)?.text ?? '',
      /^names no pool while placeholders of gpu, user stand; name their pools, .*`helm uninstall`$/,
    ))
  it('counts where nothing is ours, or nothing stands, or it names one', () => {
    const others: Parameters<typeof whyNotWithoutPools>[] = [
      [NONE, [], OWNER],
      [NONE, [predecessors()], OWNER],
      [NONE, stand.map((one) => ({ ...one, deleting: true })), OWNER],
      [NONE, stand, undefined],
      [two, stand, OWNER],
    ]
    for (const each of others) assert.equal(whyNotWithoutPools(...each), undefined)
  })
})
