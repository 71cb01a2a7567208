/** What keeps cordons from going to and fro, and people from waiting for a node that is only cordoned. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { SWITCH } from '../../../src/domain/utilization/marks.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, several } from '../../support/pod.ts'
import { at } from '../../support/time.ts'
import {
  carriedOut,
  names,
  ours,
  planAt,
  planOn,
  podIn,
  student,
  wholeCluster,
  withPolicy,
} from '../../support/utilization.ts'

/** Four nodes of 10Gi and 8 cores, of which the last is ours. */
const FOUR: readonly NodeSpec[] = several(4, (number) => ({
  name: `n${number}`,
  memory: '10Gi',
  ...(number === 4 ? ours : {}),
}))

function worldOf(nodes: readonly NodeSpec[], pods: readonly PodSpec[]): World {
  const config = wholeCluster({ maxCordonedShare: 1, minNodes: 0 })
  return { config, nodes: nodes.map(node), pods: pods.map((one) => podIn(config, one)) }
}

describe('after a node was taken back because it was needed', () => {
  const tight = worldOf(
    FOUR,
    [1, 2, 3].map((number) => student(`n${number}`, '9Gi')),
  )
  const idle = worldOf(
    FOUR.map(({ name = '', memory = '' }) => ({ name, memory })),
    [student('n1')],
  )
  const before = planAt('09:00', tight).memory
  it('none of its pool is cordoned for minNodeAge', () => {
    const { cordon, staying } = planAt('09:14', idle, { before })
    assert.deepEqual(names(cordon), [])
    assert.match(staying[0]?.because ?? '', /a node was taken back 14 min ago, .* \(minNodeAge\)/)
  })
  it('then as before', () => assert.equal(planAt('09:15', idle, { before }).cordon.length, 3))
  it('and at once where no cycle limits what is done', () =>
    assert.equal(planAt('09:01', idle, { before, paced: false }).cordon.length, 3))
})

describe('a cordon moves', () => {
  const inBand = (kept: readonly [number, number]) =>
    worldOf(FOUR, [
      ...several(9, () => student('n1')),
      ...several(9, () => student('n2')),
      ...several(kept[0], () => student('n3', '200Mi')),
      ...several(kept[1], () => student('n4', `${Math.round(4096 / kept[1])}Mi`)),
    ])
  it('to a node with half as many pods', () => {
    const { cordon, uncordon } = planAt('09:00', inBand([2, 4]))
    assert.deepEqual([names(cordon), names(uncordon)], [['n3'], ['n4']])
  })
  it('not to one with more: it is hardly sooner empty', () => {
    const { cordon, uncordon } = planAt('09:00', inBand([3, 4]))
    assert.deepEqual([cordon, uncordon], [[], []])
  })
})

describe('a pod that waits', () => {
  // Memory is in the band, so that the goal asks for nothing; cores are what is short.
  const busy = (cpu: string): PodSpec[] => [1, 2, 3].map((number) => ({ ...student(`n${number}`, '7Gi'), cpu }))
  const waiting: PodSpec = { ...student(undefined, '1Gi'), cpu: '1', name: 'jupyter-ada' }
  it('takes a node of ours back that has room, when no other has', () => {
    const { uncordon } = planAt('09:00', worldOf(FOUR, [...busy('8'), waiting]))
    assert.deepEqual(names(uncordon), ['n4'])
    assert.equal(uncordon[0]?.because, 'pod jupyter-ada waits, and fits nowhere else')
  })
  it('takes back one node, not two, for one pod', () => {
    const five = [...FOUR, { name: 'n5', memory: '10Gi', ...ours }]
    assert.equal(planAt('09:00', worldOf(five, [...busy('8'), waiting])).uncordon.length, 1)
  })
  it('takes none back where another node has room', () =>
    assert.deepEqual(planAt('09:00', worldOf(FOUR, [...busy('6'), waiting])).uncordon, []))
  it('nor where a placeholder gives way to it', () => {
    const staying: PodSpec = { placeholder: 'user', on: 'n3', memory: '1Gi' }
    assert.deepEqual(planAt('09:00', worldOf(FOUR, [...busy('8'), staying, waiting])).uncordon, [])
  })
  it('nor where it does not fit there either', () =>
    assert.deepEqual(planAt('09:00', worldOf(FOUR, [...busy('8'), { ...waiting, cpu: '9' }])).uncordon, []))
})

describe('two pools with one minimum: what is cordoned in the one is not missed a plan later', () => {
  const off = { annotations: { [SWITCH]: 'off' } }
  const oursOff = { ...ours, annotations: { ...ours.annotations, ...off.annotations } }
  const plans = (minNodes: number, nodes: readonly NodeSpec[], pods: readonly PodSpec[] = []) => {
    const config = withPolicy({ minNodes, maxNodes: 3 }, { nodePools: { user: {}, gpu: {} } })
    const sized = nodes.map((one) => node({ memory: '16Gi', ...one }))
    const world = observed({ config, nodes: sized, pods: pods.map((one) => podIn(config, one)) })
    const first = planOn(world, at('09:00'))
    const second = planOn(carriedOut(world, first), at('09:00'), { before: first.memory })
    return [first, second].map(({ cordon, uncordon, scopes }) => ({
      goals: [...scopes.values()].map(({ goal }) => goal.nodes),
      cordon: names(cordon),
      uncordon: names(uncordon),
    }))
  }

  it('when the other gets a node back, which leaves its band by that', () => {
    const nodes = [
      { name: 'user-1', pool: 'user', ...oursOff },
      { name: 'user-2', pool: 'user' },
      { name: 'gpu-1', pool: 'gpu', ...oursOff },
      { name: 'gpu-2', pool: 'gpu', ...off },
    ]
    const pods = [student('gpu-1', '6Gi'), student('gpu-2', '6Gi')]
    assert.deepEqual(plans(3, nodes, pods), [
      { goals: [2, 1], cordon: [], uncordon: ['user-1', 'gpu-1'] },
      { goals: [2, 1], cordon: [], uncordon: [] },
    ])
  })
  it('when a cordoned node of the other goes', () => {
    const nodes = [
      { name: 'user-1', pool: 'user', ...oursOff },
      { name: 'user-2', pool: 'user' },
      { name: 'gpu-1', pool: 'gpu', ...oursOff },
      { name: 'gpu-2', pool: 'gpu', ...ours },
    ]
    assert.deepEqual(plans(2, nodes), [
      { goals: [1, 1], cordon: ['user-2'], uncordon: ['user-1', 'gpu-1'] },
      { goals: [1, 1], cordon: [], uncordon: [] },
    ])
  })
})

describe('placeholders as large as the smallest node in service allows', () => {
  // n4 has so little beside its DaemonSet that placeholders are small; once it is cordoned, n1 is too full for one.
  const config = withPolicy(
    { minNodes: 0 },
    { nodePools: { user: { resources: null, replicas: 0, calendarOverrideEnabled: true } } },
  )
  const off = { annotations: { [SWITCH]: 'off' } }
  const nodes = [{ name: 'n1', ...off }, { name: 'n2', ...off }, { name: 'n3' }, { name: 'n4' }]
  const pods = [student('n1', '1Gi'), { daemon: 'log', on: 'n4', memory: '14Gi' }]
  const world = observed({
    config,
    nodes: nodes.map((one) => node({ memory: '16Gi', ...one })),
    pods: pods.map((one) => podIn(config, one)),
    events: [{ title: 'Lab', from: at('09:01'), to: at('09:02'), asks: { user: 2 }, leadTimeMs: 0 }],
  })

  it('a cordon that makes them larger counts before the next one', () => {
    const now = at('09:00')
    const { memory } = decide(world, NO_MEMORY, now)
    const first = planOn(world, now, { memory })
    const after = carriedOut(world, first)
    const second = planOn(after, now, { memory: decide(after, memory, now).memory, before: first.memory })
    assert.deepEqual([names(first.cordon), names(second.uncordon)], [['n4'], []])
    assert.match(first.staying[0]?.because ?? '', /^without it 1 instead of 0 nodes of pool user boot/)
  })
})
