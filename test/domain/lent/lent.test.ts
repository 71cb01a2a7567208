import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  countedBeside,
  holderOf,
  lentIn,
  lentKey,
  lentNameFrom,
  lentPlace,
  sayHolder,
} from '../../../src/domain/lent/lent.ts'
import { config, poolIn, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { lent } from '../../support/lent/lent.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { kindsOf, pod, podOf, rawPod } from '../../support/pod.ts'

const NONE = { resources: {} }
const STATEFULSET = userPool({ ...NONE, holdBy: 'statefulset' })
const NODEPOOL = userPool({ holdBy: 'nodepool', holdName: 'static' })
const madeBy = (name: string, nodepool = 'static') => node({ name, labels: { 'karpenter.sh/nodepool': nodepool } })

describe('what is lent', () => {
  it('is remembered by a key that tells it again', () => {
    const name = { by: 'nodepool', name: 'static' } as const
    assert.deepEqual(lentNameFrom(lentKey(name)), name)
    assert.equal(lentNameFrom('pod/x'), undefined)
  })
  it('is in the namespace of the release, unless its kind is in none', () => {
    const place = (by: 'statefulset' | 'nodepool') => Object.values(lentPlace({ by, name: 'one' }, 'hub')).join(' ')
    assert.equal(place('statefulset'), 'apps v1 statefulsets hub one')
    assert.equal(place('nodepool'), 'karpenter.sh v1 nodepools one')
  })
  it('is what the config borrows, by pool', () => {
    assert.deepEqual([...lentIn(STATEFULSET)], [['statefulset/user-placeholder', 'user']])
    assert.deepEqual([...lentIn(config())], [])
  })
  it('is ours while we wrote its count last, and has no count where a NodePool is not static', () => {
    assert.deepEqual([lent().isOurs, lent({ writer: 'warmseats' }).isOurs], [false, true])
    assert.deepEqual(
      [lent({ by: 'nodepool' }).isUncounted, lent({ by: 'nodepool', replicas: null }).isUncounted],
      [false, true],
    )
  })
})

describe('what holds the room of a pool', () => {
  const deployments = [deployment({ replicas: 9 })]
  it('is its Deployment, unless it says another', () => {
    const world = observed({ deployments, lent: [lent()] })
    assert.equal(holderOf(world, poolIn(world.config))?.replicas, 9)
    assert.equal(sayHolder(poolIn(world.config)), 'Deployment user-placeholder')
  })
  it('is the StatefulSet that is lent to it, as large as its pods are', () => {
    const world = observed({ config: STATEFULSET, deployments, lent: [lent({ replicas: 3 })] })
    const holder = holderOf(world, poolIn(world.config))
    assert.deepEqual([holder?.replicas, holder?.poolLabel, holder?.requests.memory], [3, 'user', 4 * 2 ** 30])
    assert.equal(sayHolder(poolIn(world.config)), 'StatefulSet user-placeholder')
  })
  it('is nothing while that is not seen', () =>
    assert.equal(holderOf(observed({ config: STATEFULSET, deployments }), poolIn(STATEFULSET)), undefined))
  it('of a NodePool are the nodes without users', () => {
    const world = observed({
      config: NODEPOOL,
      nodes: [madeBy('n1'), madeBy('n2'), madeBy('n3', 'other')],
      pods: [pod({ user: 'ada', on: 'n1' }), pod({ user: 'ben', on: 'n3' }), pod({ daemon: 'cni', on: 'n2' })],
      lent: [lent({ by: 'nodepool', replicas: 4 })],
    })
    assert.equal(countedBeside({ by: 'nodepool', name: 'static' }, world), 1)
    assert.equal(holderOf(world, poolIn(NODEPOOL))?.replicas, 3)
  })
})

describe('a pod of a StatefulSet that is lent', () => {
  const raw = rawPod({ name: 'user-placeholder-0', on: 'n1' })
  const owned = (name: string, namespace = 'hub') =>
    podOf(
      {
        ...raw,
        metadata: { ...raw.metadata, namespace, ownerReferences: [{ kind: 'StatefulSet', name, controller: true }] },
      },
      kindsOf(STATEFULSET, 'hub'),
    )
  it('is a placeholder of the pool, to which nothing is written', () => {
    const { kind, poolLabel, isLent } = owned('user-placeholder')
    assert.deepEqual([kind, poolLabel, isLent], ['placeholder', 'user', true])
  })
  for (const [what, one] of [
    ['another StatefulSet', owned('hub')],
    ['another namespace', owned('user-placeholder', 'lab')],
  ] as const)
    it(`of ${what} is none`, () => assert.deepEqual([one.kind, one.poolLabel], ['other', undefined]))
})
