import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const look = (world: World) => survey(observed(world), NO_MEMORY.nodes, at('09:00'))
const names = (rooms: readonly { readonly node: { readonly name: string } }[] | undefined) =>
  rooms?.map((room) => room.node.name)

describe('all nodes, judged by the rules of their pools', () => {
  const two = config({
    nodePools: {
      user: {},
      gpu: { tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }], memoryThreshold: 0.9 },
    },
  })
  const gpuTaint = [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }]
  const nodes = [
    node({ name: 'u1' }),
    node({ name: 'u2', taints: gpuTaint }),
    node({ name: 'g1', pool: 'gpu', taints: gpuTaint }),
    node({ name: 'core', pool: null }),
  ]
  const pods = ['u1', 'u2', 'g1', 'core'].map((on) => pod({ on, user: on, memory: '8Gi' }))
  const { byPool, usable, memory } = look({ config: two, nodes, pods })

  it('go to the pool that they match', () => {
    assert.deepEqual(names(byPool.get('user')), ['u1', 'u2'])
    assert.deepEqual(names(byPool.get('gpu')), ['g1'])
  })
  it("are usable by their pool's tolerations", () => assert.deepEqual([...usable], ['u1', 'g1']))
  it("are roomy by their pool's thresholds", () => {
    assert.deepEqual(
      byPool.get('user')?.map((room) => room.judgement.at),
      ['roomy', 'unusable'],
    )
    assert.deepEqual(
      byPool.get('gpu')?.map((room) => room.judgement.at),
      ['full'],
    )
  })
  it('are remembered by uid; those of no pool are not', () =>
    assert.deepEqual(Object.keys(memory), ['uid-u1', 'uid-u2', 'uid-g1']))
  it('a pool without nodes has an empty list', () => assert.deepEqual(look({ config: two }).byPool.get('gpu'), []))
})

describe('pools that overlap', () => {
  const overlapping = config({
    nodePools: { all: { nodeSelector: { purpose: 'user' } }, big: { nodeSelector: { purpose: 'user', size: 'big' } } },
  })
  const labels = { purpose: 'user', size: 'big' }
  const nodes = [node({ name: 'b1', pool: null, labels }), node({ name: 'b2', pool: null, labels })]

  it('share no node: it counts for the closer match', () => {
    const { byPool } = look({ config: overlapping, nodes })
    assert.deepEqual([names(byPool.get('all')), names(byPool.get('big'))], [[], ['b1', 'b2']])
  })
  it('are reported once, with both names', () => {
    const { problems } = look({ config: overlapping, nodes })
    assert.equal(problems.length, 1)
    assert.equal(problems[0]?.where, 'nodePools.big.nodeSelector')
    assert.match(problems[0]?.text ?? '', /`all`.*`big`/)
  })
  it('are reported in the same words, whichever nodes come and go', () => {
    const { problems } = look({ config: overlapping, nodes })
    assert.deepEqual(look({ config: overlapping, nodes: nodes.slice(0, 1) }).problems, problems)
    assert.deepEqual(look({ config: overlapping, nodes: nodes.toReversed() }).problems, problems)
  })
  it('are no problem while no node matches both', () => {
    assert.deepEqual(
      look({ config: overlapping, nodes: [node({ pool: null, labels: { purpose: 'user' } })] }).problems,
      [],
    )
  })
})
