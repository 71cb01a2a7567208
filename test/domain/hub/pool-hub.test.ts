import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, desiredOf, poolOf } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { HUB_VALUES, hubView } from '../../support/hub/hub.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { build, MORNING, type Sketch, sketch } from '../../support/worlds.ts'

const SEAT = { seat: { requests: { memory: '7Gi' } } }
const config = (pool: object = {}, hub: object = {}) =>
  userPool({ ...SEAT, ...pool }, { fallWindow: 0, hub: { ...HUB_VALUES, ...hub } })
const server = (user: string, more: PodSpec = {}) =>
  pod({ user, memory: '7Gi', ...more, annotations: { 'hub.jupyter.org/username': user } })
const names = (count: number) => several(count, (number) => `u${number}`)

describe('people who start servers without a pod', () => {
  const decided = (count: number, world: World = {}) =>
    decideAt('09:00', { config: config(), hub: hubView({ spawning: names(count) }), ...world })
  it('have placeholders, as many as hold their seats', () => {
    assert.deepEqual(
      [0, 1, 4, 5, 9].map((count) => desiredOf(decided(count)).user),
      [0, 1, 1, 2, 3],
    )
    assert.match(
      poolOf(decided(5)).because,
      /at least 2 for 5 servers that start at the hub without a pod yet, 0 seats are open/,
    )
  })
  it('sit on what is open first', () => {
    const world = { nodes: [node({ name: 'n1' })], pods: [server('zoe', { on: 'n1' })] }
    assert.deepEqual(
      [3, 4].map((count) => desiredOf(decided(count, world)).user),
      [0, 1],
    )
  })
  it('are whom spare room is for, and of a class those who did not come yet', () => {
    assert.deepEqual(desiredOf(decided(8, { config: config({ replicas: 2 }) })), { user: 2 })
    const events = [{ from: '08:50', to: '10:00', asks: { user: { students: 12 } } }]
    assert.deepEqual(desiredOf(decided(8, { events })), { user: 3 })
  })
  it('have no more than the pool may', () =>
    assert.deepEqual(desiredOf(decided(40, { config: config({ maxPlaceholders: 2 }) })), { user: 2 }))
})

describe('servers that are about to be culled', () => {
  const world = (replicas: number): World => ({
    config: config({}, { cullIdleAfter: '1h' }),
    nodes: [node({ name: 'n1' })],
    pods: ['ada', 'bob', 'cleo', 'dora'].map((user) => server(user, { on: 'n1' })),
    deployments: [deployment({ pool: 'user', replicas })],
    hub: hubView({ used: { ada: at('08:00'), bob: at('08:00'), cleo: at('08:59') } }),
    events: [{ from: '08:50', to: '10:00', asks: { user: { seats: 10 } } }],
  })
  it('spare the node that would come for their seats', () => {
    assert.deepEqual(desiredOf(decideAt('09:00', { ...world(0), hub: hubView() })), { user: 2 })
    assert.deepEqual(desiredOf(decideAt('09:00', world(0))), { user: 1 })
    assert.match(
      poolOf(decideAt('09:00', world(0))).because,
      /1 placeholder fewer, since 2 idle servers will be culled before a node could come/,
    )
  })
  it('take nothing back that is in force', () => assert.deepEqual(desiredOf(decideAt('09:00', world(2))), { user: 2 }))
})

/** Users of a random world bear their hub's annotation; others start servers there. */
const hubWorld = fc.tuple(sketch, fc.nat(6), fc.boolean()).map(([one, others, culls]) => {
  const pods = one.pods.map((spec, index) =>
    spec.user ? { ...spec, user: `p${index}`, annotations: { 'hub.jupyter.org/username': `p${index}` } } : spec,
  )
  const users = pods.flatMap(({ user, phase }) => (user && phase === undefined ? [user] : []))
  const hub = culls ? { ...HUB_VALUES, cullIdleAfter: '1h' } : HUB_VALUES
  const made: Sketch = { ...one, pods, values: { defaultPool: 'user', ...one.values, hub } }
  return { made, others: names(others), users }
})
const targets = (made: Sketch, spec: Parameters<typeof hubView>[0], nowMs = MORNING) => {
  const decision = decide(observed({ ...build(made), hub: hubView({ readAt: MORNING, ...spec }) }), NO_MEMORY, nowMs)
  return [...decision.pools.values()].map(({ target }) => target)
}

describe('in random worlds', () => {
  it('a spawn is never counted twice: with its pod it changes nothing', () =>
    fc.assert(
      fc.property(hubWorld, fc.integer({ min: 1, max: 12 }), ({ made, others }, count) => {
        fc.pre(made.state.sight?.at !== 'stale')
        const there = several(count, (number) => `t${number}`)
        const pods = there.map((user) => ({ user, annotations: { 'hub.jupyter.org/username': user } }))
        const world = { ...made, pods: [...made.pods, ...pods] }
        assert.deepEqual(targets(world, { spawning: [...there, ...others] }), targets(world, { spawning: others }))
      }),
      RUNS,
    ))
  it('one more who starts never lowers a count, and raises it by one placeholder at most', () =>
    fc.assert(
      fc.property(hubWorld, ({ made, others }) => {
        const [before, after] = [targets(made, { spawning: others }), targets(made, { spawning: [...others, 'zoe'] })]
        for (const [index, count] of before.entries()) {
          const more = (after[index] ?? 0) - count
          assert.ok(more >= 0, `${count}, then ${after[index]}`)
          if (others.length > 0) assert.ok(more <= 1, `${count}, then ${after[index]}`)
        }
      }),
      RUNS,
    ))
  it('idle servers never raise a count, nor lower one that is in force', () =>
    fc.assert(
      fc.property(hubWorld, fc.array(fc.nat(120), { minLength: 12, maxLength: 12 }), ({ made, users }, idle) => {
        const used = Object.fromEntries(users.map((user, index) => [user, MORNING - (idle[index] ?? 0) * MINUTE]))
        const before = targets(made, {})
        const after = targets(made, { used })
        const inForce = new Map(made.deployments.map(({ pool, replicas = 0 }) => [pool, replicas]))
        for (const [index, pool] of Object.keys(made.values.nodePools ?? {}).entries()) {
          const [was = 0, is = 0] = [before[index], after[index]]
          assert.ok(is <= was && is >= Math.min(was, inForce.get(pool) ?? 0), `${pool}: ${was}, then ${is}`)
        }
      }),
      RUNS,
    ))
})
