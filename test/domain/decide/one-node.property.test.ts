/**
 * One node never speaks for the pool: pools of nodes of all sizes, some too small for a seat, some whose GPUs are not there
 * yet, and an event that counts. Whatever comes or goes among nodes that nobody uses, no count rises for it.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import type { PoolDecision } from '../../../src/domain/decide/decision.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { poolOf } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { MINUTE } from '../../support/time.ts'
import { MORNING } from '../../support/worlds.ts'

const GPU = 'nvidia.com/gpu'
/** Just up, so that no grace is over: what is empty is no room yet. */
const YOUNG = MORNING - MINUTE

const SEATS = [{ memory: '2Gi' }, { memory: '2Gi', cpu: '1' }, { memory: '6Gi', [GPU]: '1' }] as const
const SIZES: readonly (PoolValues['resources'] & object)[] = [
  {},
  { requests: { memory: '27Gi' } },
  { requests: { memory: '27Gi', cpu: '6' } },
  { requests: { memory: '5Gi' } },
]

/** Machines on which one seat fits at least, once they have their GPUs. */
const machine = fc.constantFrom<NodeSpec[]>(
  { cpu: '8', memory: '32Gi' },
  { cpu: '8', memory: '30Gi' },
  { cpu: '16', memory: '58Gi' },
  { cpu: '64', memory: '256Gi' },
  { cpu: '2', memory: '8Gi' },
  { cpu: '2', memory: '8Gi', pods: '4' },
)
const gpus = fc.constantFrom({ [GPU]: '1' }, { [GPU]: '4' }, { [GPU]: '4' })
const telling: fc.Arbitrary<NodeSpec> = fc
  .tuple(machine, gpus)
  .map(([one, allocatable]) => ({ ...one, allocatable, readySince: YOUNG }))

/** Nobody can use it, and it is no less a node of the pool. */
const cordoned = telling.map((one): NodeSpec => ({ ...one, cordoned: true }))

/** Nodes that tell nothing, whatever a seat is. */
const mute: fc.Arbitrary<NodeSpec> = fc
  .tuple(
    machine,
    fc.constantFrom<NodeSpec[]>(
      { memory: '1Gi' },
      { cpu: '0', memory: '0' },
      { pods: '0' },
      { notReadySince: YOUNG },
      { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] },
      { taints: [{ key: 'dedicated', value: 'others', effect: 'NoSchedule' }] },
      { deleting: true },
    ),
  )
  .map(([one, odd]) => ({ ...one, readySince: YOUNG, ...odd }))
/** And one that only lacks its GPUs. */
const gpuless = machine.map((one): NodeSpec => ({ ...one, readySince: YOUNG }))

interface Sketch {
  readonly pool: Partial<PoolValues>
  readonly nodes: readonly NodeSpec[]
  readonly users: readonly (number | undefined)[]
  readonly placeholders: readonly (number | undefined)[]
  readonly daemons: readonly number[]
  /** Whether our Deployment is there: where the size is derived it tells one, of 28Gi. */
  readonly stands: boolean
  readonly asks: { readonly [unit: string]: number }
}

const place = fc.option(fc.nat(5), { nil: undefined, freq: 3 })
const sketch: fc.Arbitrary<Sketch> = fc.record({
  pool: fc
    .record({
      seat: fc.constantFrom(...SEATS).map((requests) => ({ requests })),
      resources: fc.constantFrom(...SIZES),
      onePerNode: fc.constantFrom(undefined, undefined, true, false),
      scalingStrategy: fc.constantFrom<PoolValues['scalingStrategy'][]>('balanced', 'balanced', 'fit'),
      replicas: fc.nat(3),
    })
    .map(({ onePerNode, ...one }) => (onePerNode === undefined ? one : { ...one, onePerNode })),
  nodes: fc.array(fc.oneof({ weight: 4, arbitrary: telling }, { weight: 1, arbitrary: mute }), { maxLength: 5 }),
  users: fc.array(place, { maxLength: 6 }),
  placeholders: fc.array(place, { maxLength: 4 }),
  daemons: fc.array(fc.nat(5), { maxLength: 3 }),
  stands: fc.boolean(),
  asks: fc.oneof(
    fc.record({ students: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ seats: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ nodes: fc.nat(6) }),
    fc.record({ integer: fc.nat(5), students: fc.integer({ min: 1, max: 300 }) }),
  ),
})

/** Pods on nodes that are not there wait instead. */
function worldOf({ pool, nodes, users, placeholders, daemons, stands, asks }: Sketch): World {
  const config = userPool({ ...pool, resources: pool.resources ?? null })
  const named = nodes.map((one, at) => node({ ...one, name: `n${at}` }))
  const requests = pool.seat?.requests ?? {}
  const on = (at: number | undefined) => (at !== undefined && at < named.length ? { on: `n${at}` } : {})
  const size = pool.resources?.requests ?? { memory: '7Gi', cpu: '1' }
  const pods: PodSpec[] = [
    ...users.map((at, one) => ({ user: `u${one}`, requests, ...on(at) })),
    ...placeholders.map((at, one) => ({ placeholder: 'user', name: `p${one}`, requests: size, ...on(at) })),
    ...daemons.flatMap((at, one) =>
      at < named.length ? [{ daemon: `d${one}`, name: `d${one}`, on: `n${at}`, cpu: '50m', memory: '100Mi' }] : [],
    ),
  ]
  return {
    config,
    nodes: named,
    pods: pods.map((one) => pod(one)),
    deployments: stands ? [deployment({ config, replicas: placeholders.length })] : [],
    events: [{ asks: { user: asks }, from: '08:00', to: '11:00' }],
  }
}

/** With a memory that has seen the world before, by which a size stays while an event counts. */
function decidedOn(world: World, memory: Memory, ms: number): PoolDecision {
  return poolOf(decide(observed(world), memory, ms))
}

const remembered = (world: World): Memory => decide(observed(world), NO_MEMORY, MORNING).memory

const tell = (one: PoolDecision) => `${one.target}: ${one.because}`

function assertNotMore(more: PoolDecision, than: PoolDecision): void {
  assert.ok(more.target <= than.target, `${tell(than)}\n→ ${tell(more)}`)
}

const withNode = (one: Sketch, added: NodeSpec): World => worldOf({ ...one, nodes: [...one.nodes, added] })
const isUsed = ({ users, placeholders, nodes }: Sketch) => [...users, ...placeholders].some((at) => at === nodes.length)

describe('a node more', () => {
  it('of whatever size never raises a count', () => {
    fc.assert(
      fc.property(sketch, fc.oneof(telling, cordoned, mute, gpuless), (one, added) => {
        fc.pre(!isUsed(one))
        const world = worldOf(one)
        const memory = remembered(world)
        // Who has never seen a node that tells learns from the first what it is that was counted.
        fc.pre(memory.pools.user?.emptied !== undefined)
        const before = decidedOn(world, memory, MORNING + MINUTE)
        assertNotMore(decidedOn(withNode(one, added), memory, MORNING + MINUTE), before)
      }),
      RUNS,
    )
  })
  it('of any size beside nodes of one kind raises none either, whoever looks at it for the first time', () => {
    const uniform = fc.tuple(sketch, telling, fc.integer({ min: 1, max: 5 })).map(([one, all, count]): Sketch => {
      const scalingStrategy = 'balanced' // with `fit` a larger node is more that is asked
      // Of two that differ neither is odd: a placeholder as configured may fill the one, and a part of the other.
      const nodes = Array.from({ length: one.pool.resources?.requests ? count + 1 : count }, () => all)
      return { ...one, pool: { ...one.pool, scalingStrategy }, daemons: [], stands: false, nodes }
    })
    fc.assert(
      fc.property(uniform, fc.oneof(telling, cordoned, mute, gpuless), (one, added) => {
        fc.pre(!isUsed(one))
        const before = decidedOn(worldOf(one), NO_MEMORY, MORNING)
        fc.pre(before.seats?.emptyNode !== undefined)
        assertNotMore(decidedOn(withNode(one, added), NO_MEMORY, MORNING), before)
      }),
      RUNS,
    )
  })
  it('that holds no seat, or that is not there for anybody, changes nothing, whoever looks at it for the first time', () => {
    fc.assert(
      fc.property(sketch, mute, (one, added) => {
        fc.pre(!isUsed(one))
        const [before, after] = [worldOf(one), withNode(one, added)].map((world) =>
          decidedOn(world, NO_MEMORY, MORNING),
        )
        assert.deepEqual([after?.target, after?.size], [before?.target, before?.size])
      }),
      RUNS,
    )
  })
  it('is the same node when it is cordoned: nothing changes about the size', () => {
    fc.assert(
      fc.property(sketch, telling, (one, added) => {
        fc.pre(!isUsed(one))
        const [open, closed] = [withNode(one, added), withNode(one, { ...added, cordoned: true })].map((world) =>
          decidedOn(world, NO_MEMORY, MORNING),
        )
        assert.deepEqual(closed?.size, open?.size)
      }),
      RUNS,
    )
  })
  it('that waits for its GPUs changes nothing', () => {
    const gpu = sketch.map((one) => ({ ...one, pool: { ...one.pool, seat: { requests: SEATS[2] } } }))
    fc.assert(
      fc.property(gpu, gpuless, (one, added) => {
        fc.pre(!isUsed(one))
        const [before, after] = [worldOf(one), withNode(one, added)].map((world) =>
          decidedOn(world, NO_MEMORY, MORNING),
        )
        assert.deepEqual([after?.target, after?.size], [before?.target, before?.size])
      }),
      RUNS,
    )
  })
})

describe('a size that becomes unknown', () => {
  const changes: Record<string, (one: NodeSpec) => NodeSpec | undefined> = {
    'since nodes go': () => undefined,
    'since nodes are cordoned': (one) => ({ ...one, cordoned: true }),
    'since nodes are lost': (one) => ({ ...one, notReadySince: MORNING }),
    'since nodes lose their GPUs': ({ allocatable: _, ...one }) => one,
    'since nodes say nothing': (one) => ({ ...one, cpu: '0', memory: '0' }),
  }
  // Who sits or holds room on a node takes it away with it: only empty nodes are lost here.
  const empty = sketch.map((one) => ({ ...one, users: one.users.map(() => undefined), placeholders: [] }))
  for (const [why, change] of Object.entries(changes))
    it(`${why} never raises a count`, () => {
      fc.assert(
        fc.property(empty, (one) => {
          const world = worldOf(one)
          const memory = remembered(world)
          const before = decidedOn(world, memory, MORNING + MINUTE)
          const nodes = one.nodes.flatMap((node) => change(node) ?? [])
          assertNotMore(decidedOn(worldOf({ ...one, nodes }), memory, MORNING + MINUTE), before)
        }),
        RUNS,
      )
    })
})
