/**
 * A decision keeps what it made of nodes, pods and settings that are the same again. Whatever happens to a cluster, it is the
 * decision that somebody would make who has never seen it before: everything is given to that one as new objects.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import type { Node } from '../../../src/domain/cluster/node.ts'
import { createLedger, type Ledger } from '../../../src/domain/cluster/occupancy.ts'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import type { Observed } from '../../../src/domain/decide/observed.ts'
import { type OccurrenceSpec, timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'

const NAMES = ['n0', 'n1', 'n2', 'n3'] as const
const LIKE_A_NODE: Partial<PoolValues> = { resources: null }

/** Other settings of the same pools: sizes, seats, thresholds and taints, so that each kind of answer that is kept becomes another. */
const SETTINGS: readonly Readonly<Record<'user' | 'gpu', Partial<PoolValues>>>[] = [
  { user: { replicas: 2 }, gpu: { replicas: 1, scalingStrategy: 'fit' } },
  { user: { ...LIKE_A_NODE, nodeGracePeriod: '10m' }, gpu: { seat: { requests: { cpu: 1, memory: '3Gi' } } } },
  { user: { replicas: 1, memoryThreshold: 0.7, resources: { requests: { memory: '6Gi' } } }, gpu: LIKE_A_NODE },
  { user: { tolerations: [{ key: 'course', operator: 'Exists' }], emptyNodeGracePeriod: '2m' }, gpu: {} },
]

const ASKS: readonly (readonly OccurrenceSpec[])[] = [
  [],
  [{ asks: { user: 3 } }],
  [{ from: '08:00', to: '13:00', asks: { user: { students: 20 }, gpu: { seats: 9 } } }],
  [
    { from: '08:00', to: '13:00', asks: { user: { nodes: 2, students: 5 } } },
    { title: 'Lab', asks: { gpu: 2 } },
  ],
]

type Happening =
  | { readonly type: 'node'; readonly name: string; readonly spec: NodeSpec | 'gone' }
  | { readonly type: 'pod'; readonly who: number; readonly spec: PodSpec | 'gone' }
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'settings' | 'asks'; readonly which: number }
  | { readonly type: 'restart' | 'loss' | 'nothing' }

const name = fc.constantFrom(...NAMES)
const since = fc.integer({ min: 0, max: 1200 }).map((seconds) => at('09:00') - seconds * SECOND)
const isRare = fc.nat(4).map((number) => number === 0)

const nodeSpec: fc.Arbitrary<NodeSpec> = fc
  .record({
    pool: fc.constantFrom('user', 'user', 'user', 'gpu', null),
    memory: fc.constantFrom('32Gi', '32Gi', '16Gi'),
    cpu: fc.constantFrom('8', '4'),
    cordoned: isRare,
    isTainted: isRare,
    readySince: since,
    isLost: isRare,
    uid: fc.constantFrom('a', 'a', 'b'),
  })
  .map(({ isTainted, isLost, readySince, ...spec }) => ({
    ...spec,
    ...(isTainted ? { taints: [{ key: 'course', effect: 'NoSchedule' }] } : {}),
    ...(isLost ? { notReadySince: readySince } : { readySince }),
  }))

const KINDS: readonly PodSpec[] = [
  ...['ada', 'bob', 'cyd', 'dan', 'eve', 'fay'].map((user) => ({ user })),
  { placeholder: 'user', memory: '6Gi' },
  { placeholder: 'gpu', memory: '28Gi' },
  { daemon: 'log' },
  {},
]

const podSpec: fc.Arbitrary<PodSpec> = fc
  .record({
    on: fc.option(name, { freq: 4, nil: undefined }),
    memory: fc.constantFrom('1Gi', '2Gi', '12Gi', '28Gi', undefined),
    cpu: fc.constantFrom('100m', '2', undefined),
    created: since,
    deleting: isRare,
    uid: fc.constantFrom('a', 'b'),
  })
  .map(({ on, memory, cpu, ...spec }) => ({
    ...spec,
    ...(on ? { on } : {}),
    ...(memory ? { memory } : {}),
    ...(cpu ? { cpu } : {}),
  }))

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('node' as const),
      name,
      spec: fc.oneof({ weight: 4, arbitrary: nodeSpec }, { weight: 1, arbitrary: fc.constant('gone' as const) }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('pod' as const),
      who: fc.nat(KINDS.length - 1),
      spec: fc.oneof({ weight: 4, arbitrary: podSpec }, { weight: 1, arbitrary: fc.constant('gone' as const) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('time' as const),
      ms: fc.oneof(fc.integer({ min: -900, max: 120 }), fc.integer({ min: 0, max: 900 })).map((s) => s * SECOND),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('settings' as const), which: fc.nat(SETTINGS.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('asks' as const), which: fc.nat(ASKS.length - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('restart' as const, 'loss' as const, 'nothing' as const) }),
  },
)

/** A cluster that goes on, as the watches show it: the same objects as long as nothing becomes of them. */
class Living {
  readonly nodes = new Map<string, Node>()
  readonly pods = new Map<number, Pod>()
  readonly ledger: Ledger = createLedger('hub')
  readonly configs = SETTINGS.map((nodePools) => config({ nodePools }))
  readonly timelines = this.configs.map((one) => ASKS.map((events) => timeline(one, ...events)))
  settings = 0
  asks = 0
  nowMs = at('09:00')
  memory: Memory = NO_MEMORY

  happens(one: Happening): void {
    switch (one.type) {
      case 'node':
        if (one.spec === 'gone') this.nodes.delete(one.name)
        else this.nodes.set(one.name, node({ ...one.spec, name: one.name, uid: `${one.name}-${one.spec.uid}` }))
        return
      case 'pod':
        this.podHappens(one.who, one.spec)
        return
      case 'time':
        this.nowMs += one.ms
        return
      case 'settings':
      case 'asks':
        this[one.type] = one.which
        return
      case 'restart':
        this.memory = memoryFromJson(memoryToJson(this.memory)) ?? assert.fail('it is not read again')
        return
      case 'loss':
        this.memory = NO_MEMORY
        return
      case 'nothing':
    }
  }

  private podHappens(who: number, spec: PodSpec | 'gone'): void {
    const before = this.pods.get(who)
    const now =
      spec === 'gone' ? undefined : pod({ name: `pod-${who}`, ...spec, ...KINDS[who], uid: `${who}-${spec.uid}` })
    if (before && before.uid !== now?.uid) this.ledger.deleted(before)
    if (now) this.ledger.applied(now, before?.uid === now.uid ? before : undefined)
    if (now) this.pods.set(who, now)
    else this.pods.delete(who)
  }

  seen(): Observed {
    const own = this.configs[this.settings] ?? assert.fail('no such settings')
    const events = this.timelines[this.settings]?.[this.asks] ?? assert.fail('no such asks')
    return {
      ...observed({ config: own, deployments: holdersOf(own) }),
      timeline: events,
      nodes: this.nodes,
      pods: { ...this.ledger.view, arrivals: NOBODY_CAME },
    }
  }

  /** The same, for somebody who has never seen any of it. */
  seenAnew(): Observed {
    const own = config({ nodePools: SETTINGS[this.settings] ?? {} })
    const ledger = createLedger('hub')
    for (const one of this.ledger.view.users.values()) ledger.applied(structuredClone(one))
    for (const one of this.pods.values()) if (!ledger.view.users.has(one.uid)) ledger.applied(structuredClone(one))
    return {
      ...observed({ config: own, deployments: holdersOf(own) }),
      timeline: timeline(own, ...(ASKS[this.asks] ?? [])),
      nodes: structuredClone(this.nodes),
      pods: { ...ledger.view, arrivals: NOBODY_CAME },
    }
  }
}

/** Of who came is remembered where they sat, also when their node is gone: that is not what somebody new can know. */
const NOBODY_CAME = new Map<number, never>()

const holdersOf = (own: ReturnType<typeof config>) =>
  ['user', 'gpu'].map((pool) => deployment({ config: own, pool, replicas: 1 }))

describe('a decision that keeps what it knows', () => {
  it('is the one that is made from nothing, after any history, and remembers the same', () =>
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30, size: 'max' }), (history) => {
        const living = new Living()
        for (const one of history) {
          living.happens(one)
          const anew = decide(living.seenAnew(), structuredClone(living.memory), living.nowMs)
          const kept = decide(living.seen(), living.memory, living.nowMs)
          assert.deepEqual(kept, anew)
          living.memory = kept.memory
        }
      }),
    ))

  it('asks nothing again of nodes and pools that are the same', () => {
    const living = new Living()
    living.happens({ type: 'settings', which: 3 })
    for (const one of NAMES)
      living.happens({ type: 'node', name: one, spec: { uid: 'a', pool: one < 'n2' ? 'user' : 'gpu' } })
    const settle = () => {
      living.nowMs += MINUTE
      const made = decide(living.seen(), living.memory, living.nowMs)
      living.memory = made.memory
      return (pool: string) => made.pools.get(pool)?.rooms ?? []
    }
    for (let minute = 0; minute < 30; minute++) settle()
    const before = settle()
    living.happens({ type: 'pod', who: 0, spec: { on: 'n0', memory: '2Gi', created: at('09:30'), uid: 'a' } })
    const after = settle()
    assert.equal(after('gpu'), before('gpu'))
    assert.notEqual(after('user')[0], before('user')[0])
    assert.equal(after('user')[1], before('user')[1])
  })
})
