import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import type { NodeMemory } from '../../../src/domain/cluster/node-memory.ts'
import { userTolerations } from '../../../src/domain/cluster/pool.ts'
import { type NodeRoom, roomOf } from '../../../src/domain/room/room.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { viewOf } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { at, DAY, HOUR, MINUTE } from '../../support/time.ts'

interface Case {
  readonly node?: NodeSpec
  readonly pods?: readonly PodSpec[]
  readonly pool?: Partial<PoolValues>
  readonly before?: NodeMemory
  readonly now?: number
  readonly assumeSettled?: boolean
}

/** A node of 8 cores, 32Gi and 110 slots, Ready for 15 h, at 09:00; its pods, its pool. */
function room({
  node: spec = {},
  pods = [],
  pool: values = {},
  before,
  now = at('09:00'),
  assumeSettled,
}: Case): NodeRoom {
  const pool = poolIn(userPool(values))
  const on = node({ name: 'n1', ...spec })
  return roomOf({
    node: on,
    occupancy: viewOf(pods.map((one) => pod({ on: 'n1', ...one }))).occupancy.get('n1'),
    pool,
    tolerations: userTolerations(pool),
    placeholder: pool.requests,
    seat: pool.seat,
    before,
    nowMs: now,
    ...(assumeSettled === undefined ? {} : { assumeSettled }),
  })
}

const ada: PodSpec = { user: 'ada', cpu: '1', memory: '4Gi' }
const atOf = (given: Case): string => room(given).judgement.at

describe('a roomy node by strategy: strictly more than the threshold is free', () => {
  // 8 cores and 32Gi, thresholds 0.25: 6 cores and 24Gi used leave exactly a quarter.
  const loads: Record<string, PodSpec> = {
    'both free': { user: 'ada', cpu: '1', memory: '1Gi' },
    'cpu at the threshold': { user: 'ada', cpu: '6', memory: '1Gi' },
    'cpu a milli-core above': { user: 'ada', cpu: '5999m', memory: '1Gi' },
    'memory at the threshold': { user: 'ada', cpu: '1', memory: '24Gi' },
    'memory a byte above': { user: 'ada', cpu: '1', memory: String(24 * 2 ** 30 - 1) },
    'both full': { user: 'ada', cpu: '8', memory: '32Gi' },
    'overcommitted memory': { user: 'ada', cpu: '1', memory: '40Gi' },
  }
  const table: [keyof typeof loads, cpu: string, mem: string, balanced: string][] = [
    ['both free', 'roomy', 'roomy', 'roomy'],
    ['cpu at the threshold', 'full', 'roomy', 'full'],
    ['cpu a milli-core above', 'roomy', 'roomy', 'roomy'],
    ['memory at the threshold', 'roomy', 'full', 'full'],
    ['memory a byte above', 'roomy', 'roomy', 'roomy'],
    ['both full', 'full', 'full', 'full'],
    ['overcommitted memory', 'roomy', 'full', 'full'],
  ]
  for (const [load, cpu, mem, balanced] of table)
    for (const [scalingStrategy, expected] of [
      ['cpu', cpu],
      ['mem', mem],
      ['balanced', balanced],
    ] as const)
      it(`${load}, ${scalingStrategy}: ${expected}`, () => {
        const pool = { scalingStrategy, cpuThreshold: 0.25, memoryThreshold: 0.25 }
        assert.equal(atOf({ pods: [loads[load] ?? {}], pool }), expected)
      })
  it('a threshold of 0 still asks for something free', () => {
    const pool = { cpuThreshold: 0, memoryThreshold: 0 }
    assert.equal(atOf({ pods: [{ user: 'ada', cpu: '8', memory: '1Gi' }], pool }), 'full')
    assert.equal(atOf({ pods: [{ user: 'ada', cpu: '7999m', memory: '1Gi' }], pool }), 'roomy')
  })
  it('the default is balanced at 0.2', () => {
    assert.equal(atOf({ pods: [{ user: 'ada', cpu: '6400m', memory: '1Gi' }] }), 'full')
    assert.equal(atOf({ pods: [{ user: 'ada', cpu: '6399m', memory: '1Gi' }] }), 'roomy')
  })
  it('a node that says nothing of the resource has none free', () => {
    assert.equal(atOf({ node: { cpu: 'unknown' }, pods: [ada] }), 'full')
  })
})

describe('what keeps a node with free room from counting', () => {
  const table: [string, Case, string][] = [
    ['nothing', { pods: [ada] }, 'roomy'],
    ['a bound placeholder', { pods: [ada, { placeholder: 'user', cpu: '1m' }] }, 'holding'],
    ["another pool's bound placeholder", { pods: [ada, { placeholder: 'gpu', cpu: '1m' }] }, 'holding'],
    ['not one that is being deleted', { pods: [ada, { placeholder: 'user', cpu: '1m', deleting: true }] }, 'roomy'],
    ['not one that has failed', { pods: [ada, { placeholder: 'user', cpu: '1m', phase: 'Failed' }] }, 'roomy'],
    [
      'what a deleted one still takes',
      { pods: [ada, { placeholder: 'user', memory: '28Gi', deleting: true }] },
      'full',
    ],
    ['its last pod slot', { node: { pods: '2' }, pods: [ada, { daemon: 'log' }] }, 'no slot'],
    ['not with one slot left', { node: { pods: '3' }, pods: [ada, { daemon: 'log' }] }, 'roomy'],
    [
      'not a slot that a finished pod had',
      { node: { pods: '3' }, pods: [ada, { daemon: 'log' }, { phase: 'Succeeded' }] },
      'roomy',
    ],
    ['being cordoned', { node: { cordoned: true }, pods: [ada] }, 'unusable'],
    ['not being Ready', { node: { notReadySince: at('08:59:50') }, pods: [ada] }, 'unusable'],
    [
      'finished pods: not',
      { pods: [ada, { user: 'bob', memory: '30Gi', phase: 'Succeeded' }, { memory: '30Gi', phase: 'Failed' }] },
      'roomy',
    ],
  ]
  for (const [name, given, expected] of table) it(`${name}: ${expected}`, () => assert.equal(atOf(given), expected))

  describe('extended resources that the placeholder asks for', () => {
    const pool = { resources: { requests: { memory: '28Gi', 'nvidia.com/gpu': 1 } } }
    const gpus: [string, Case, string][] = [
      ['a node without any', { pods: [ada], pool }, 'lacking'],
      [
        'a node with a free one',
        {
          node: { allocatable: { 'nvidia.com/gpu': '2' } },
          pods: [{ ...ada, requests: { 'nvidia.com/gpu': 1 } }],
          pool,
        },
        'roomy',
      ],
      [
        'a node whose last is taken',
        {
          node: { allocatable: { 'nvidia.com/gpu': '1' } },
          pods: [{ ...ada, requests: { 'nvidia.com/gpu': 1 } }],
          pool,
        },
        'lacking',
      ],
      [
        'a request of none asks nothing',
        { pods: [ada], pool: { resources: { requests: { memory: '28Gi', 'nvidia.com/gpu': 0 } } } },
        'roomy',
      ],
      [
        'one given as a limit only is a request',
        { pods: [ada], pool: { resources: { limits: { 'nvidia.com/gpu': 1 } } } },
        'lacking',
      ],
      [
        'what a seat asks for counts, where placeholders name none',
        { pods: [ada], pool: { seat: { requests: { memory: '4Gi', 'nvidia.com/gpu': 1 } } } },
        'lacking',
      ],
      [
        'a seat of CPU and memory alone asks nothing: that is judged by the thresholds',
        { pods: [ada], pool: { seat: { requests: { memory: '64Gi' } } } },
        'roomy',
      ],
    ]
    for (const [name, given, expected] of gpus) it(`${name}: ${expected}`, () => assert.equal(atOf(given), expected))
  })
})

describe('a kept node', () => {
  const table: [string, readonly PodSpec[], boolean][] = [
    ['a user', [ada], true],
    ['an ordinary pod', [{}], true],
    ['a user that is just going', [{ ...ada, deleting: true }], true],
    ['nothing', [], false],
    ['a DaemonSet pod', [{ daemon: 'log' }], false],
    ['a mirror pod', [{ annotations: { 'kubernetes.io/config.mirror': 'x' } }], false],
    ['a placeholder', [{ placeholder: 'user' }], false],
    ['a finished user', [{ ...ada, phase: 'Succeeded' }], false],
  ]
  for (const [name, pods, kept] of table) it(`carries ${name}: ${kept}`, () => assert.equal(room({ pods }).kept, kept))
  it('is usable', () => assert.equal(room({ pods: [ada], node: { cordoned: true } }).kept, false))
})

describe('the grace of a node', () => {
  it('ends nodeGracePeriod after it became Ready, at first sight', () => {
    const young = { node: { readySince: at('08:55') }, pods: [ada] }
    const judgement = room(young)
    assert.deepEqual(judgement.judgement, { at: 'grace', untilMs: at('09:05'), empty: false })
    assert.equal(judgement.revisitAt, at('09:05'))
    assert.equal(atOf({ ...young, now: at('09:05') - 1 }), 'grace')
    assert.equal(atOf({ ...young, now: at('09:05') }), 'roomy')
  })
  it('is remembered from then on', () => {
    const before = { candidateSinceMs: at('08:58') }
    assert.equal(room({ pods: [ada], before }).revisitAt, at('09:08'))
  })
  it('begins when it is first seen with room, however long it is Ready', () => {
    const { judgement, memory } = room({ pods: [ada], before: {} })
    assert.deepEqual(judgement, { at: 'grace', untilMs: at('09:10'), empty: false })
    assert.deepEqual(memory, { candidateSinceMs: at('09:00') })
  })
  it('of 0 is none, not the default', () =>
    assert.equal(atOf({ pods: [ada], before: {}, pool: { nodeGracePeriod: 0 } }), 'roomy'))
  it('may be written with a unit', () =>
    assert.equal(room({ pods: [ada], before: {}, pool: { nodeGracePeriod: '1h' } }).revisitAt, at('10:00')))
  it('is over when grace is assumed to be', () =>
    assert.equal(atOf({ pods: [ada], before: {}, assumeSettled: true }), 'roomy'))

  const resets: [string, Case][] = [
    ['a placeholder on it', { pods: [ada, { placeholder: 'user' }] }],
    ['no room on it', { pods: [{ user: 'ada', memory: '30Gi' }] }],
    ['a cordon', { node: { cordoned: true }, pods: [ada] }],
    ['no slot on it', { node: { pods: '1' }, pods: [ada] }],
    [
      'an autoscaler that is about to delete it',
      { node: { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] }, pods: [ada] },
    ],
    ['being not Ready for a minute and more', { node: { notReadySince: at('08:59') }, pods: [ada] }],
  ]
  for (const [name, given] of resets)
    it(`begins anew after ${name}`, () => {
      const { memory } = room({ before: { candidateSinceMs: at('01:00') }, ...given })
      assert.equal(memory.candidateSinceMs, undefined)
    })
  it('goes on after being not Ready for less than a minute', () => {
    const { memory, judgement } = room({
      node: { notReadySince: at('08:59:30') },
      pods: [ada],
      before: { candidateSinceMs: at('01:00') },
    })
    assert.equal(judgement.at, 'unusable')
    assert.equal(
      atOf({ node: { readySince: at('09:00:10') }, pods: [ada], before: memory, now: at('09:00:20') }),
      'roomy',
    )
  })
})

describe('the grace of an empty node', () => {
  const since = at('08:00')
  const empty = (pool: Partial<PoolValues> = {}): Case => ({
    pool,
    before: { candidateSinceMs: since, emptySinceMs: since },
  })
  it('is 24 h', () => {
    assert.deepEqual(room(empty()).judgement, { at: 'grace', untilMs: since + DAY, empty: true })
    assert.equal(atOf({ ...empty(), now: since + DAY - 1 }), 'grace')
    assert.equal(atOf({ ...empty(), now: since + DAY }), 'roomy')
  })
  it('of 0 counts it like any other: after nodeGracePeriod', () => {
    const young = {
      ...empty({ emptyNodeGracePeriod: 0 }),
      before: { candidateSinceMs: at('08:55'), emptySinceMs: at('08:55') },
    }
    assert.deepEqual(room(young).judgement, { at: 'grace', untilMs: at('09:05'), empty: true })
    assert.equal(atOf({ ...young, now: at('09:05') }), 'roomy')
  })
  it('shorter than nodeGracePeriod does not shorten that', () => {
    const given = {
      ...empty({ emptyNodeGracePeriod: '1m', nodeGracePeriod: '10m' }),
      before: { candidateSinceMs: at('08:55'), emptySinceMs: at('08:55') },
    }
    assert.equal(room(given).revisitAt, at('09:05'))
  })
  it('holds for a node with placeholder-free DaemonSets and mirror pods only', () => {
    assert.equal(atOf({ ...empty(), pods: several(3, () => ({ daemon: 'log' })) }), 'grace')
  })
  it('begins when the last user leaves, though the node has had room for long', () => {
    const kept = room({ pods: [ada], before: { candidateSinceMs: at('01:00'), emptySinceMs: at('01:00') } })
    assert.equal(kept.judgement.at, 'roomy')
    const left = room({ before: kept.memory, now: at('09:30') })
    assert.deepEqual(left.judgement, { at: 'grace', untilMs: at('09:30') + DAY, empty: true })
  })
  it('begins when the last placeholder leaves, however long that was alone there', () => {
    const held = room({
      pods: [{ placeholder: 'user' }],
      before: { candidateSinceMs: at('01:00'), emptySinceMs: at('01:00') },
    })
    const left = room({ before: held.memory, now: at('09:30') })
    assert.deepEqual(left.judgement, { at: 'grace', untilMs: at('09:30') + DAY, empty: true })
  })
  it('does not delay a node that a user comes to', () => {
    const { memory } = room({ before: { candidateSinceMs: at('01:00'), emptySinceMs: at('01:00') } })
    assert.equal(atOf({ pods: [ada], before: memory, now: at('09:00') + MINUTE }), 'roomy')
  })
  it('is judged at first sight from Ready, as the other one', () => {
    assert.equal(room({ node: { readySince: at('08:00') } }).revisitAt, at('08:00') + DAY)
    assert.equal(atOf({ node: { readySince: at('08:00') - DAY } }), 'roomy')
  })
  it('ends with its own setting', () => {
    assert.equal(room(empty({ emptyNodeGracePeriod: '2h' })).revisitAt, since + 2 * HOUR)
  })
})
