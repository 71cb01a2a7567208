import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { poolNodesExamined } from '../../../src/domain/doctor/pool-nodes.ts'
import { config, poolLabels, userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { only, sceneOf, told } from './support.ts'

const KEY = 'hub.jupyter.org/pool-name'
const memory = {
  pools: { user: { fall: { target: 0, peaks: [] }, desired: 0, emptied: { seats: 8, seat: { memory: 1 } } } },
}
const karpenter = (labels: Record<string, string>) => ({
  limits: { karpenterPools: [{ name: 'default', labels, choices: {}, limits: {} }], quotas: [] },
})
const examine = (world: World) => poolNodesExamined(sceneOf(world))
const other = node({ name: 'core', pool: null })

describe('a pool with nodes', () => {
  it('of which one is usable', () => {
    const { well } = examine({ nodes: [node(), node({ name: 'n2', cordoned: true })] })
    assert.deepEqual(well, ['user: 2 nodes, 1 of them usable'])
  })
  it('that are all cordoned', () =>
    assert.match(
      only(examine({ nodes: [node({ cordoned: true }), node({ name: 'n2', cordoned: true })] })),
      /^warning nodePools\.user: none of its 2 nodes can be used: n1 is cordoned, n2 is cordoned → kubectl uncordon n1 n2$/,
    ))
  it('that are not ready', () =>
    assert.match(
      only(examine({ nodes: [node({ notReadySince: 0 })] })),
      /none of its 1 node can be used: n1 is not ready → kubectl describe nodes --selector=hub\.jupyter\.org\/pool-name=user-pool$/,
    ))
  it('taints say themselves what would be right', () =>
    assert.deepEqual(told(examine({ nodes: [node({ taints: [{ key: 'exam', effect: 'NoSchedule' }] })] })), []))
})

describe('a pool without nodes', () => {
  it('is well where Karpenter makes them', () => {
    const { findings, well } = examine({ nodes: [other], hints: karpenter(poolLabels('user')) })
    assert.deepEqual([findings, well], [[], ['user: no node now; Karpenter makes them (NodePool default)']])
  })
  it('is well where it had some', () => {
    const { findings, well } = poolNodesExamined(sceneOf({ nodes: [other] }, memory))
    assert.deepEqual(
      [findings, well],
      [[], ['user: no node now, and there were some: hub.jupyter.org/pool-name=user-pool']],
    )
  })
  it('never had one, and nobody is known to make any', () =>
    assert.match(
      only(examine({ nodes: [other], hints: karpenter({ [KEY]: 'lab' }) })),
      /^warning nodePools\.user\.nodeSelector: none of the 1 node of the cluster has the labels .*, and none ever had: .* → kubectl get nodes --label-columns=hub\.jupyter\.org\/pool-name$/,
    ))
  it('is misspelt', () =>
    assert.match(
      only(
        examine({
          config: userPool({ nodeSelector: { [KEY]: 'uesr', zone: 'a' } }),
          nodes: [node({ pool: null, labels: { [KEY]: 'user', zone: 'a' } })],
        }),
      ),
      /^broken .*\(of hub\.jupyter\.org\/pool-name they have user\).* → nodePools: \{user: \{nodeSelector: \{hub\.jupyter\.org\/pool-name: user, zone: a\}\}\}$/,
    ))
  it('what another pool is known by is not meant', () =>
    assert.match(
      only(
        examine({
          config: config({
            nodePools: { user1: { nodeSelector: { [KEY]: 'user1' } }, user2: { nodeSelector: { [KEY]: 'user2' } } },
          }),
          nodes: [node({ pool: null, labels: { [KEY]: 'user1' } })],
        }),
      ),
      /^warning nodePools\.user2\.nodeSelector: /,
    ))
})
