import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { covering, learnSpawned, mergeSpawned, type SpawnMemory } from '../../../src/domain/carried/spawned.ts'
import { DAY_MS, MINUTE_MS } from '../../../src/domain/duration.ts'
import { config, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

const NOW = at('09:00')
const came = (user: string, image: string, more: PodSpec = {}) =>
  pod({ user, image, on: 'n1', created: at('08:50'), ...more })
const learned = (world: World, before: SpawnMemory | undefined = undefined, nowMs = NOW) =>
  learnSpawned(before ? { user: { spawned: before } } : {}, observed(world), nowMs).byPool.get('user')
const weights = (memory: SpawnMemory | undefined) =>
  Object.fromEntries((memory?.kinds ?? []).map(({ images, weight }) => [images[0]?.image, Number(weight.toFixed(1))]))

const nodes = [node({ name: 'n1' })]
const twoPools = config({
  defaultPool: null,
  nodePools: { user: { nodeSelector: poolLabels('user') }, lab: { nodeSelector: poolLabels('lab') } },
})

describe('what people run', () => {
  const pods = [came('ada', 'lab:1'), came('grace', 'lab:1'), came('alan', 'rstudio:1')]
  const first = learned({ nodes, pods })

  it('is learned from who came, the most frequent first', () =>
    assert.deepEqual(weights(first), { 'lab:1': 2, 'rstudio:1': 1 }))
  it('each of them once', () => {
    assert.deepEqual(learned({ nodes, pods }, first), first)
    const more = learned(
      { nodes, pods: [...pods, came('kate', 'lab:1', { created: NOW })] },
      first,
      NOW + 2 * MINUTE_MS,
    )
    assert.deepEqual(weights(more), { 'lab:1': 3, 'rstudio:1': 1 })
  })
  it('an exam’s own image is not: who sits in it counts with what the hub asked for', () => {
    const exam = { 'warmseats.io/event': 'Midterm', 'warmseats.io/hub-image': 'lab:1' }
    const sitting = came('kate', 'exam:1', { annotations: exam })
    assert.deepEqual(weights(learned({ nodes, pods: [...pods, sitting] })), { 'lab:1': 3, 'rstudio:1': 1 })
  })
  it('not from the minute that is still going on', () =>
    assert.equal(learned({ nodes, pods }, undefined, at('08:50')), undefined))
  it('counts half after two days', () => {
    const later = [came('kate', 'lab:2', { created: NOW + 2 * DAY_MS })]
    assert.deepEqual(weights(learned({ nodes, pods: later }, first, NOW + 2 * DAY_MS + MINUTE_MS)), {
      'lab:1': 1,
      'lab:2': 1,
      'rstudio:1': 0.5,
    })
  })
  it('waits for whoever may come to any pool, but not for ever', () => {
    const waits = pod({
      user: 'kate',
      image: 'lab:3',
      created: at('08:55'),
      nodeSelector: { of: 'none that is there' },
    })
    const world = {
      config: twoPools,
      nodes,
      pods: [came('ada', 'lab:1'), waits, came('grace', 'lab:2', { created: at('08:56') })],
    }
    assert.deepEqual(weights(learned(world)), { 'lab:1': 1 })
    const bound = { ...world, pods: [...world.pods.filter((one) => one !== waits), { ...waits, nodeName: 'n1' }] }
    assert.deepEqual(weights(learned(bound, learned(world))), { 'lab:1': 1, 'lab:2': 1, 'lab:3': 1 })
    assert.deepEqual(weights(learned(world, undefined, at('09:11'))), { 'lab:1': 1, 'lab:2': 1 })
  })
})

describe('who most people are', () => {
  const kinds = (...all: readonly (readonly [string, number])[]) => ({
    kinds: all.map(([image, weight]) => ({ images: [{ image }], secrets: [], weight })),
  })
  const names = (memory: Pick<SpawnMemory, 'kinds'>) => covering(memory).map(({ images }) => images[0]?.image)
  it('is 95 % of them, by the fewest kinds', () => {
    assert.deepEqual(names(kinds(['a', 94], ['b', 4], ['c', 2])), ['a', 'b'])
    assert.deepEqual(names(kinds(['a', 95], ['b', 5])), ['a'])
    assert.deepEqual(names(kinds(['a', 1])), ['a'])
    assert.deepEqual(names(kinds()), [])
  })
})

describe('two memories of it', () => {
  const memory = fc.record({
    toMinute: fc.integer({ min: 29_000_000, max: 29_010_000 }),
    kinds: fc.uniqueArray(
      fc.record({
        images: fc.constantFrom('a', 'b', 'c').map((image) => [{ image }]),
        secrets: fc.constant([] as string[]),
        weight: fc.double({ min: 0.5, max: 500, noNaN: true }),
      }),
      { selector: ({ images }) => images[0]?.image },
    ),
  })
  const near = (a: SpawnMemory, b: SpawnMemory) => {
    assert.equal(a.toMinute, b.toMinute)
    assert.deepEqual(weights(a), weights(b))
  }
  it('are one, whichever is first, and twice is no more', () =>
    fc.assert(
      fc.property(memory, memory, (a, b) => {
        near(mergeSpawned(a, b), mergeSpawned(b, a))
        near(mergeSpawned(mergeSpawned(a, b), b), mergeSpawned(a, b))
      }),
      RUNS,
    ))
})
