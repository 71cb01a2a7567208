import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ClusterLimits, NO_LIMITS } from '../../../src/domain/cluster/cluster-limits.ts'
import { poolLimits } from '../../../src/domain/fit/pool-limits.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import { type ConfigValues, poolIn, userPool } from '../../support/config.ts'
import { mostOf } from '../../support/pool-input.ts'
import { karpenter, quota, SCALE } from './support.ts'

const sayLimits = (limits: ClusterLimits | undefined, more: ConfigValues = {}, scale = SCALE, mostNodes?: number) =>
  sayLimitsOf(userPool({ maxPlaceholders: 20 }, more), limits, scale, mostNodes)

function sayLimitsOf(config: Config, limits: ClusterLimits | undefined, scale = SCALE, mostNodes?: number) {
  const pool = poolIn(config)
  const most = mostOf(pool)
  return poolLimits({ pool, config, most, scale, limits, mostNodes, namespace: 'hub' }).map(
    ({ of, most: count, because, isDefault }) => `${count} ${of}: ${because}${isDefault ? ' (default)' : ''}`,
  )
}
const MAX = '20 placeholders: nodePools.user.maxPlaceholders'
const karpenterOf = (...karpenterPools: ClusterLimits['karpenterPools']) => ({ ...NO_LIMITS, karpenterPools })

describe('what limits a pool', () => {
  it('is maxPlaceholders, where the cluster says nothing', () => assert.deepEqual(sayLimits(undefined), [MAX]))
  it('is nothing of placeholders, while nobody knows how large they will be', () =>
    assert.deepEqual(sayLimits(quota({ pods: 5 }), {}, { ...SCALE, isGuess: true }), [
      '5 seats: pods of the ResourceQuota "compute" in hub',
    ]))

  describe('where maxPlaceholders is not set', () => {
    const DEFAULT = '100 placeholders: unless nodePools.user.maxPlaceholders says more (default)'
    const said = (limits?: ClusterLimits, scale = SCALE) => sayLimitsOf(userPool(), limits, scale)
    it('is what is sane', () => assert.deepEqual(said(), [DEFAULT]))
    it('is that beside a limit that leaves more', () =>
      assert.deepEqual(said(karpenterOf(karpenter({ nodes: 101 }))), [
        DEFAULT,
        '101 nodes: limits.nodes of the Karpenter NodePool "default"',
      ]))
    it('is said once: not beside nodes, placeholders or seats that leave no more', () => {
      assert.deepEqual(said(karpenterOf(karpenter({ nodes: 100 }))), [
        '100 nodes: limits.nodes of the Karpenter NodePool "default"',
      ])
      assert.deepEqual(said(quota({ pods: 100 })), [
        '100 placeholders: pods of the ResourceQuota "compute" in hub',
        '100 seats: pods of the ResourceQuota "compute" in hub',
      ])
    })
    it('is said where nobody knows how many placeholders a node of the limit has', () => {
      const { placeholdersPerNode: _, ...scale } = SCALE
      assert.equal(said(karpenterOf(karpenter({ nodes: 3 })), scale)[0], DEFAULT)
    })
  })

  describe('of nodes', () => {
    it('is the resource that a NodePool has least of, by what whole nodes have', () =>
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ cpu: '320', memory: '640Gi' }))), [
        MAX,
        '10 nodes: limits.memory of the Karpenter NodePool "default"',
      ]))
    it('is their number', () =>
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ nodes: 3 }))), [
        MAX,
        '3 nodes: limits.nodes of the Karpenter NodePool "default"',
      ]))
    it('adds up over NodePools that make nodes of the pool', () =>
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ nodes: 3 }), karpenter({ nodes: 4 }, 'spot'))), [
        MAX,
        '7 nodes: limits.nodes of the Karpenter NodePool "default" and limits.nodes of the Karpenter NodePool "spot"',
      ]))
    it('is none, when one of them has no limit', () =>
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ nodes: 3 }), karpenter({}, 'spot'))), [MAX]))
    it('is none of CPU, while nobody knows how much a node has', () => {
      const { node: _, ...scale } = SCALE
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ cpu: 3 })), {}, scale), [MAX])
    })
    it('is none of a NodePool of other nodes', () =>
      assert.deepEqual(sayLimits(karpenterOf({ ...karpenter({ nodes: 3 }), labels: {} })), [MAX]))
  })

  describe('of the nodes that were ever seen', () => {
    const SEEN = '8 nodes: the most seen so far'
    it('is known where no limit of nodes is', () => {
      assert.deepEqual(sayLimits(undefined, {}, SCALE, 8), [MAX, SEEN])
      assert.deepEqual(sayLimits(karpenterOf(karpenter({})), {}, SCALE, 8), [MAX, SEEN])
    })
    it('is nothing beside one that is, and where none was seen', () => {
      assert.deepEqual(sayLimits(karpenterOf(karpenter({ nodes: 3 })), {}, SCALE, 8), [
        MAX,
        '3 nodes: limits.nodes of the Karpenter NodePool "default"',
      ])
      assert.deepEqual(sayLimits(undefined, {}, SCALE, 0), [MAX])
    })
  })

  describe('of a ResourceQuota', () => {
    it('holds for placeholders and for people', () =>
      assert.deepEqual(sayLimits(quota({ 'requests.memory': '560Gi' })), [
        MAX,
        '10 placeholders: memory of the ResourceQuota "compute" in hub',
        '280 seats: memory of the ResourceQuota "compute" in hub',
      ]))
    it('holds for people in the namespace where they are', () =>
      assert.deepEqual(sayLimits(quota({ pods: 100 }, 'users'), { userPods: { namespaces: ['users'] } }), [
        MAX,
        '100 seats: pods of the ResourceQuota "compute" in users',
      ]))
    it('says nothing of people in several namespaces', () =>
      assert.deepEqual(sayLimits(quota({ pods: 100 }, 'users'), { userPods: { namespaces: ['users', 'more'] } }), [
        MAX,
      ]))
  })
})
