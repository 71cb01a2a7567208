/** What the Python predecessor gets wrong, as far as decisions and config go: each row is one world. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { diff } from '../../src/domain/act/diff.ts'
import { manifestOf } from '../../src/domain/act/manifest.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../src/domain/decide/memory-json.ts'
import { config, poolIn, userPool } from '../support/config.ts'
import { decideAt, play, poolOf } from '../support/decide.ts'
import { deployment, OWNER } from '../support/deployment.ts'
import { type NodeSpec, node } from '../support/node.ts'
import { observed, STALE, type World } from '../support/observed.ts'
import { type PodSpec, pod, podOf, rawPod, several } from '../support/pod.ts'
import { at } from '../support/time.ts'

const two = userPool({ replicas: 2 })
/** The target for one node (8 cores, 32Gi) with these pods, of 2 asked for: 1 when the node counts as room. */
const target = (pods: readonly PodSpec[], spec: NodeSpec = {}) =>
  poolOf(
    decideAt('09:00', {
      config: two,
      nodes: [node({ name: 'u', ...spec })],
      pods: [pod({ user: 'ada', on: 'u', memory: '1Gi' }), ...pods.map((one) => pod({ on: 'u', ...one }))],
    }),
  ).target
const ROOM = 1
const NO_ROOM = 2

describe('gets wrong: requests', () => {
  const table: [string, readonly PodSpec[], number][] = [
    ['nothing more', [], ROOM],
    [
      'finished pods still counted',
      [
        { user: 'bob', memory: '30Gi', phase: 'Succeeded' },
        { memory: '30Gi', phase: 'Failed' },
      ],
      ROOM,
    ],
    ['`0.5` CPU parses as 0', several(13, () => ({ cpu: '0.5' })), NO_ROOM],
    ['`500M` parses as 0', several(56, () => ({ memory: '500M' })), NO_ROOM],
    ['`2G` parses as 0', several(14, () => ({ memory: '2G' })), NO_ROOM],
    ['`1.5Gi` parses as 0', several(17, () => ({ memory: '1.5Gi' })), NO_ROOM],
    ['`0.5` CPU, and room is left', several(12, () => ({ cpu: '0.5' })), ROOM],
  ]
  for (const [name, pods, expected] of table) it(name, () => assert.equal(target(pods), expected))

  const raw = rawPod({ user: 'bob', on: 'u', memory: '1Gi' })
  const specs: [string, object][] = [
    ['init containers ignored', { initContainers: [{ name: 'i', resources: { requests: { memory: '28Gi' } } }] }],
    [
      'sidecars ignored',
      { initContainers: [{ name: 's', restartPolicy: 'Always', resources: { requests: { memory: '28Gi' } } }] },
    ],
    ['overhead ignored', { overhead: { memory: '28Gi' } }],
  ]
  for (const [name, spec] of specs)
    it(name, () => {
      const bob = podOf({ ...raw, spec: { ...raw.spec, ...spec } })
      const world = { config: two, nodes: [node({ name: 'u' })], pods: [bob] }
      assert.equal(poolOf(decideAt('09:00', world)).target, NO_ROOM)
    })
})

describe('gets wrong: nodes', () => {
  const table: [string, NodeSpec, number][] = [
    ['a Ready node is room', {}, ROOM],
    ['NotReady nodes count as room', { notReadySince: at('08:00') }, NO_ROOM],
    [
      'nodes that are about to go count as room',
      { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] },
      NO_ROOM,
    ],
  ]
  for (const [name, spec, expected] of table) it(name, () => assert.equal(target([], spec), expected))

  it('empty nodes count as room, and the autoscaler deletes them next', () =>
    assert.equal(poolOf(decideAt('09:00', { config: two, nodes: [node()] })).target, NO_ROOM))
})

describe('gets wrong: time', () => {
  const full: World = {
    config: two,
    nodes: [node({ name: 'u' })],
    pods: [pod({ user: 'ada', on: 'u', memory: '30Gi' })],
  }
  const room: World = { ...full, pods: [pod({ user: 'ada', on: 'u', memory: '1Gi' })] }

  it('grace state is lost at a restart', () => {
    const [, before] = play([
      ['08:50', full],
      ['08:55', room],
    ])
    assert.ok(before)
    const stored = memoryFromJson(memoryToJson(before.memory)) ?? NO_MEMORY
    const after = decide(observed(room), stored, at('09:00'))
    assert.deepEqual([poolOf(after).target, after.revisitAt], [NO_ROOM, at('09:05')])
  })
  it('`nodeGracePeriod: 0` becomes 600', () => {
    const from = userPool({ replicas: 2, nodeGracePeriod: 0 })
    const [, second] = play([
      ['08:59:59', { ...full, config: from }],
      ['09:00', { ...room, config: from }],
    ])
    assert.equal(poolOf(second).target, ROOM)
  })
})

describe('gets wrong: failures', () => {
  const event = [{ title: 'Class', from: '08:50', to: '10:00', asks: { user: 5 } }]
  const failures: [string, NonNullable<World['calendar']>][] = [
    [
      'an HTTP 500 of the calendar drops the overrides mid-class',
      { at: 'failing', sinceMs: at('08:59'), lastGoodMs: at('08:58'), because: 'HTTP 500' },
    ],
    ['a 404 crashes it', { at: 'failing', sinceMs: at('08:59'), lastGoodMs: at('08:58'), because: 'HTTP 404' }],
    [
      'a time-out crashes it',
      { at: 'failing', sinceMs: at('08:59'), lastGoodMs: at('08:58'), because: 'no answer in 10 s' },
    ],
  ]
  for (const [name, calendar] of failures)
    it(name, () => {
      const good = decideAt('09:00', { config: two, events: event })
      const failing = decideAt('09:00', { config: two, events: event, calendar })
      assert.equal(poolOf(failing).desired, 5)
      assert.deepEqual(failing.pools, good.pools)
      assert.equal(failing.revisitAt, at('10:00'))
    })
  it('an API error reads as "no placeholder here"', () => {
    // Two placeholders stand on two nodes. Their watch breaks; whatever of them is lost from sight lowers nothing.
    const nodes = ['a', 'b', 'c'].map((name) => node({ name }))
    const users = nodes.map(({ name }) => pod({ user: name, on: name, memory: '1Gi' }))
    const standing = { config: two, nodes, deployments: [deployment({ config: two, replicas: 2 })] }
    const blind = poolOf(decideAt('09:00', { ...standing, pods: users, sight: STALE }))
    assert.deepEqual([blind.target, blind.desired], [2, 2])
  })
})

describe('gets wrong: writing', () => {
  it('all pools share one selector', () => {
    const both = config({ nodePools: { user: {}, gpu: {} } })
    const selectors = ['user', 'gpu'].map((name) => {
      const pool = poolIn(both, name)
      return manifestOf(pool, both, OWNER, { requests: pool.requests ?? {}, from: 'config' }, 1).spec.selector
        .matchLabels
    })
    assert.notDeepEqual(selectors[0], selectors[1])
  })
  it('two replicas would both act: the later write is on a version that is gone', () => {
    const stands = deployment({ config: two, replicas: 1, resourceVersion: '7' })
    const sight = observed({ config: two, deployments: [stands] })
    const [only] = diff(decide(sight, NO_MEMORY, at('09:00')), sight).actions
    assert.equal(only?.type === 'apply' && only.manifest.metadata.resourceVersion, '7')
  })
  it('it writes every minute, changed or not', () => {
    const sight = observed({ config: two, deployments: [deployment({ config: two, replicas: 2 })] })
    assert.deepEqual(diff(decide(sight, NO_MEMORY, at('09:00')), sight).actions, [])
  })
})

describe('gets wrong: what waits', () => {
  const four = userPool({ replicas: 4 })
  const room = ['u1', 'u2'].map((name) => node({ name }))
  const users = ['u1', 'u2'].map((on) => pod({ user: on, on, memory: '1Gi' }))
  const waiting = (unschedulableSince: number) => several(2, () => pod({ placeholder: 'user', unschedulableSince }))

  it('its pending rule raises', () => {
    // 2 of 4 are asked for, since two nodes have room; both wait. They are no reason to ask for more.
    const world = {
      config: four,
      nodes: room,
      pods: [...users, ...waiting(at('08:59'))],
      deployments: [deployment({ config: four, replicas: 2 })],
    }
    assert.equal(poolOf(decideAt('09:00', world)).desired, 2)
  })
  it("its pending rule latches at a pool's maximum", () => {
    const world = {
      config: four,
      nodes: room,
      pods: [...users, ...waiting(at('08:40'))],
      deployments: [deployment({ config: four, replicas: 4 })],
    }
    const decision = decideAt('09:00', world)
    assert.equal(poolOf(decision).target, 2)
    assert.match(decision.problems[0]?.text ?? '', /maximum/)
  })
})

describe('gets wrong: values', () => {
  const pool = (line: string) => `nodePools:\n  user:\n    nodeSelector: {a: b}\n    ${line}\n`
  const table: [string, string][] = [
    ['`true` counts as 1', pool('replicas: true')],
    ['a negative number counts', pool('replicas: -1')],
    ['1.5 counts', pool('replicas: 1.5')],
    ['a text counts', pool('replicas: many')],
  ]
  for (const [name, yaml] of table)
    it(name, () => {
      const loaded = loadConfig(yaml)
      assert.ok(loaded.at === 'refused')
      assert.deepEqual(
        loaded.errors.map(({ where }) => where),
        ['nodePools.user.replicas'],
      )
    })
})
