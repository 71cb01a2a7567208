import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deletionCosts, MOST_COSTS } from '../../../src/domain/act/deletion-order.ts'
import { DELETION_COST, STAGES } from '../../../src/domain/cluster/deletion-cost.ts'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at } from '../../support/time.ts'

/** Placeholders that stand about on nodes of these kinds, as `kept-1` or `removable-2`. */
const NODES = ['kept', 'removable', 'cordoned'].flatMap((kind) => several(3, (number) => `${kind}-${number}`))
const users = NODES.filter((name) => name.startsWith('kept')).map((on) => pod({ user: `of-${on}`, on }))
const world = observed({
  config: userPool({ replicas: 1 }),
  nodes: NODES.map((name) => node({ name, cordoned: name.startsWith('cordoned') })),
  pods: users,
})
const decided = decide(world, NO_MEMORY, at('09:00')).pools.get('user')
const ROOMS = new Map(decided?.rooms.map((room) => [room.node.name, room]))

const placeholder = (name: string, spec: PodSpec & { readonly cost?: number } = {}): Pod =>
  pod({
    placeholder: 'user',
    name,
    ...spec,
    ...(spec.cost === undefined ? {} : { annotations: { [DELETION_COST]: String(spec.cost) } }),
  })

/** What is annotated when the count falls to `remaining`, as `name: cost`. */
const costs = (remaining: number, ...pods: readonly Pod[]) =>
  Object.fromEntries(deletionCosts(pods, ROOMS, remaining).map(({ name, cost }) => [name, cost]))

describe('which placeholders are annotated', () => {
  it('the one on a kept node, when another holds a node that could go', () =>
    assert.deepEqual(costs(1, placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1' })), { b: -1 }))
  it('the stranded one before that on a kept node', () =>
    assert.deepEqual(costs(1, placeholder('a', { on: 'kept-1' }), placeholder('b', { on: 'cordoned-1' })), { b: -1 }))
  it('each that goes', () =>
    assert.deepEqual(
      costs(
        1,
        placeholder('a', { on: 'removable-1' }),
        placeholder('b', { on: 'kept-1' }),
        placeholder('c', { on: 'kept-2' }),
      ),
      { b: -1, c: -1 },
    ))
  it('with less than the one that stays has, whoever gave it that', () =>
    assert.deepEqual(
      costs(1, placeholder('a', { on: 'removable-1', cost: -4 }), placeholder('b', { on: 'kept-1', cost: 7 })),
      { b: -5 },
    ))
  it('node after node where several share one that could go, the fewest first', () =>
    assert.deepEqual(
      costs(
        3,
        placeholder('a', { on: 'removable-1' }),
        placeholder('b', { on: 'removable-1' }),
        placeholder('c', { on: 'removable-1' }),
        placeholder('d', { on: 'removable-2' }),
        placeholder('e', { on: 'removable-2' }),
      ),
      { d: -1, e: -1 },
    ))
})

describe('nothing is annotated', () => {
  const table: [string, number, readonly Pod[]][] = [
    ['when the count does not fall', 2, [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1' })]],
    ['when it rises', 3, [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1' })]],
    ['when all go', 0, [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1' })]],
    [
      'when those that go have no node',
      2,
      [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1' }), placeholder('c')],
    ],
    [
      'about one that starts: it goes first anyway',
      1,
      [placeholder('a', { on: 'removable-1', phase: 'Pending' }), placeholder('b', { on: 'kept-1' })],
    ],
    [
      'about one that is not ready',
      1,
      [placeholder('a', { on: 'removable-1', ready: false }), placeholder('b', { on: 'kept-1' })],
    ],
    ['where all are on kept nodes', 1, several(3, (n) => placeholder(`p${n}`, { on: `kept-${n}` }))],
    ['where each holds a node of its own', 1, several(3, (n) => placeholder(`p${n}`, { on: `removable-${n}` }))],
    [
      'where the order is right already',
      1,
      [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1', cost: -1 })],
    ],
    [
      'where the template of the placeholders gives all the same cost, but for who goes',
      1,
      [placeholder('a', { on: 'removable-1', cost: 100 }), placeholder('b', { on: 'kept-1', cost: 99 })],
    ],
    [
      'about pods that are gone already',
      1,
      [placeholder('a', { on: 'removable-1' }), placeholder('b', { on: 'kept-1', deleting: true })],
    ],
  ]
  for (const [name, remaining, pods] of table) it(name, () => assert.deepEqual(costs(remaining, ...pods), {}))
})

it(`at most ${MOST_COSTS} are annotated at once`, () => {
  const onKept = several(2 * MOST_COSTS, (n) => placeholder(`k${n}`, { on: 'kept-1' }))
  const pods = [...onKept, placeholder('last', { on: 'removable-1' })]
  assert.equal(deletionCosts(pods, ROOMS, 1).length, MOST_COSTS)
})

/** What the ReplicaSet controller removes, with the rules before and at the cost; those after it are a lottery. */
function removed(pods: readonly Pod[], remaining: number, lottery: (uid: string) => number): Pod[] {
  const rank = ({ removability }: Pod) => STAGES.indexOf(removability?.stage ?? 'unbound')
  const cost = ({ removability }: Pod) => removability?.cost ?? 0
  return pods
    .toSorted((a, b) => rank(a) - rank(b) || cost(a) - cost(b) || lottery(a.uid) - lottery(b.uid))
    .slice(0, pods.length - remaining)
}

/** 0 stranded, 1 on a kept node, 2 on one that could go. */
const place = ({ nodeName = '' }: Pod) => ['cordoned', 'kept', 'removable'].indexOf(nodeName.split('-')[0] ?? '')

it('property: once annotated, nobody goes before one that should go rather; and then nothing is left to annotate', () => {
  const one = fc.record({
    on: fc.option(fc.constantFrom(...NODES), { nil: undefined }),
    phase: fc.constantFrom('Running', 'Running', 'Pending'),
    ready: fc.constantFrom(true, true, false),
    cost: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), fc.nat(8), fc.nat(), (specs, remaining, seed) => {
      const build = (written: ReadonlyMap<string, number>) =>
        specs.map(({ on, phase, ready, cost }, index) => {
          const name = `p${index}`
          const own = written.get(name) ?? cost
          return placeholder(name, { phase, ready, ...(on ? { on } : {}), ...(own === undefined ? {} : { cost: own }) })
        })
      const before = build(new Map())
      const written = new Map(deletionCosts(before, ROOMS, remaining).map(({ name, cost }) => [name, cost]))
      const after = build(written)
      const kept = Math.min(remaining, after.length)
      const gone = removed(after, kept, (uid) => (Number(uid.slice(5)) * 7919 + seed) % 13)
      const stays = after.filter((pod) => !gone.includes(pod))
      for (const leaver of gone)
        for (const stayer of stays)
          if (leaver.removability?.stage === stayer.removability?.stage && leaver.nodeName)
            assert.ok(place(leaver) <= place(stayer), `${leaver.nodeName} went before ${stayer.nodeName}`)
      assert.deepEqual(deletionCosts(after, ROOMS, remaining), [])
    }),
  )
})
