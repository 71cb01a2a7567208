import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST, PAUSE } from '../../../src/domain/cluster/hand.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { boots } from '../../support/boots.ts'
import { config, poolLabels, userPool } from '../../support/config.ts'
import { decideAt, desiredOf, play, poolOf, type Scene, wake } from '../../support/decide.ts'
import { annotatedByHand, deployment, predecessors, scaledByHand } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { at, DAY, HOUR, iso, SECOND } from '../../support/time.ts'

const four = userPool({ replicas: 4 })
/** A Deployment of pool `user` that asks for so many. */
const stands = (replicas: number, from = four) => deployment({ config: from, replicas })
/** Nodes, each with so many placeholders or users on it. */
const holding = (...names: string[]) => ({
  nodes: names.map((name) => node({ name })),
  pods: names.map((on) => pod({ placeholder: 'user', on, name: `p-${on}`, memory: '28Gi' })),
})
const withUsers = (memory: string, ...names: string[]) => ({
  nodes: names.map((name) => node({ name })),
  pods: names.map((on) => pod({ user: `on-${on}`, on, memory })),
})
const join = (...parts: readonly Pick<World, 'nodes' | 'pods'>[]): Pick<World, 'nodes' | 'pods'> => ({
  nodes: parts.flatMap((part) => part.nodes ?? []),
  pods: parts.flatMap((part) => part.pods ?? []),
})
/** `[target, desired]` of pool `user` on each scene. */
const course = (...scenes: Scene[]) =>
  play(scenes).map((decision) => [poolOf(decision).target, poolOf(decision).desired])

describe('a morning', () => {
  const quiet = userPool({ replicas: 1 })
  const exam = [{ title: 'Midterm', from: '08:50', to: '09:10', asks: { user: 4 } }]
  const base = { config: quiet, events: exam }

  it('rises when the event begins, and the timer is set for it', () => {
    const world = { ...base, ...holding('a'), deployments: [stands(1, quiet)] }
    const before = decideAt('08:30', world)
    assert.deepEqual(desiredOf(before), { user: 1 })
    assert.equal(before.revisitAt, at('08:50'))
    const then = decide(observed(world), before.memory, at('08:50'))
    assert.deepEqual(desiredOf(then), { user: 4 })
    assert.match(poolOf(then).because, /"Midterm" asks 4 placeholders/)
    assert.equal(then.revisitAt, at('09:10'))
  })
  it('asks for more the moment that users fill a roomy node', () => {
    const roomy = withUsers('4Gi', 'u1', 'u2')
    const full = { nodes: roomy.nodes, pods: [...(roomy.pods ?? []), pod({ user: 'eve', on: 'u1', memory: '24Gi' })] }
    const [first, second] = play([
      ['08:55', { ...base, ...join(roomy, holding('a', 'b')), deployments: [stands(2, quiet)] }],
      ['08:55:01', { ...base, ...join(full, holding('a', 'b')), deployments: [stands(2, quiet)] }],
    ])
    assert.deepEqual([desiredOf(first), desiredOf(second)], [{ user: 2 }, { user: 3 }])
    assert.match(poolOf(first).because, /2 nodes \(u1, u2\) already have room/)
    assert.match(poolOf(second).because, /node u2 already has room/)
  })
  it('does not lose a placeholder that a user has just pushed out', () => {
    const pushed = join(withUsers('4Gi', 'a'), holding('b', 'c', 'd'), { pods: [pod({ placeholder: 'user' })] })
    assert.deepEqual(
      course(
        ['08:54', { ...base, ...holding('a', 'b', 'c', 'd'), deployments: [stands(4, quiet)] }],
        ['08:55', { ...base, ...pushed, deployments: [stands(4, quiet)] }],
      ),
      [
        [4, 4],
        [4, 4],
      ],
    )
  })
  it('counts that node once it has had room for nodeGracePeriod and the pushed one has found its own', () => {
    const after = {
      ...base,
      events: [{ ...exam[0], to: '10:00' }],
      ...join(withUsers('4Gi', 'a'), holding('b', 'c', 'd', 'e')),
      deployments: [stands(4, quiet)],
    }
    const [, first] = play([
      ['08:54', { ...after, ...holding('a', 'b', 'c', 'd') }],
      ['08:55', after],
    ])
    assert.deepEqual([poolOf(first).target, first?.revisitAt], [4, at('09:05')])
    const then = first && decide(observed(after), first.memory, at('09:05'))
    assert.deepEqual([poolOf(then).target, poolOf(then).desired], [3, 4])
  })
  it('falls exactly one fall window after the event', () => {
    const world = { ...base, ...holding('a', 'b', 'c', 'd'), deployments: [stands(4, quiet)] }
    const during = decide(observed(world), decideAt('08:50', world).memory, at('08:51'))
    const falls = wake(during, observed(world), at('09:30')).map((decision) => [
      iso(decision.atMs).slice(11, 19),
      poolOf(decision).target,
      poolOf(decision).desired,
    ])
    assert.deepEqual(falls, [
      ['09:10:00', 1, 4],
      ['09:10:30', 1, 1],
    ])
    const held = wake(during, observed(world), at('09:10:15')).at(-1)
    assert.match(poolOf(held).because, /config asks 1 placeholder; 4 stay .*fallWindow/)
  })
  it('withdraws at once what found no node yet', () => {
    const world = {
      ...base,
      ...join(holding('a', 'b'), { pods: several(2, () => pod({ placeholder: 'user' })) }),
      deployments: [stands(4, quiet)],
    }
    assert.deepEqual(course(['09:00', world], ['09:10', world], ['09:10:30', world]), [
      [4, 4],
      [1, 2],
      [1, 1],
    ])
  })
  it('ends early when the calendar says so', () => {
    const world = { ...base, ...holding('a', 'b', 'c', 'd'), deployments: [stands(4, quiet)] }
    assert.deepEqual(
      course(['09:00', world], ['09:01', { ...world, events: [] }], ['09:01:30', { ...world, events: [] }]),
      [
        [4, 4],
        [1, 4],
        [1, 1],
      ],
    )
  })
  it('goes on while the calendar cannot be fetched, ends included', () => {
    const failing: World = {
      ...base,
      ...holding('a', 'b', 'c', 'd'),
      deployments: [stands(4, quiet)],
      calendar: { at: 'failing', sinceMs: at('08:55'), lastGoodMs: at('08:54'), because: 'HTTP 500' },
    }
    assert.deepEqual(course(['09:00', failing], ['09:10:30', failing], ['09:11', failing]), [
      [4, 4],
      [1, 1],
      [1, 1],
    ])
  })
  it('is announced, once, before', () => {
    const decision = decideAt('08:00', base)
    assert.deepEqual([decision.announcements, decision.revisitAt], [[], at('08:20')])
    assert.deepEqual(
      decideAt('08:20', base).announcements.map(({ text }) => text),
      ['08:50 Midterm: user 4'],
    )
  })
})

describe('one roomy node and no other event', () => {
  it('lowers the count by itself when its grace is over', () => {
    const young = {
      nodes: [node({ name: 'u', readySince: at('08:55') })],
      pods: [pod({ user: 'ada', on: 'u', memory: '4Gi' })],
    }
    const world = { config: four, ...join(young, holding('a', 'b', 'c', 'd')), deployments: [stands(4)] }
    const first = decideAt('09:00', world)
    assert.deepEqual([desiredOf(first), first.revisitAt], [{ user: 4 }, at('09:05')])
    const falls = wake(first, observed(world), at('10:00')).map(({ atMs, ...decision }) => [
      iso(atMs).slice(11, 19),
      poolOf({ atMs, ...decision }).desired,
    ])
    assert.deepEqual(falls, [
      ['09:05:00', 4],
      ['09:05:30', 3],
    ])
  })
  it('raises it again at once when its last user leaves: an empty node is no room', () => {
    const kept = { config: four, ...join(withUsers('4Gi', 'u'), holding('a', 'b', 'c')), deployments: [stands(3)] }
    const empty = { ...kept, pods: (kept.pods ?? []).filter(({ kind }) => kind !== 'user') }
    assert.deepEqual(course(['09:00', kept], ['09:01', empty]), [
      [3, 3],
      [4, 4],
    ])
  })
  it('is one with emptyNodeGracePeriod 0 too, as with the predecessor', () => {
    const from = userPool({ replicas: 4, emptyNodeGracePeriod: 0 })
    const empty = {
      config: from,
      ...join({ nodes: [node({ name: 'u' })] }, holding('a', 'b', 'c')),
      deployments: [stands(3, from)],
    }
    assert.deepEqual(course(['09:00', empty]), [[3, 3]])
  })
})

describe('the guard', () => {
  const room = withUsers('4Gi', 'u1', 'u2')
  const waiting = (unschedulableSince?: number): readonly PodSpec[] => [
    { placeholder: 'user', name: 'w1', ...(unschedulableSince ? { unschedulableSince } : {}) },
  ]
  const world = (specs: readonly PodSpec[], more: World = {}): World => ({
    config: four,
    ...join(room, holding('a', 'b', 'c'), { pods: specs.map((spec) => pod(spec)) }),
    deployments: [stands(4)],
    ...more,
  })

  it('keeps what was asked for while a placeholder has no node', () => {
    const decision = decideAt('09:00', world(waiting()))
    assert.equal(poolOf(decision).target, 4)
    assert.match(poolOf(decision).because, /room does not lower it while 1 placeholder has no node/)
  })
  it('lets room count once all are bound', () =>
    assert.equal(poolOf(decideAt('09:00', world([{ placeholder: 'user', on: 'c' }]))).target, 2))
  it('lapses when no node came in 15 min, says so, and the timer was set for it', () => {
    const sight = observed(world(waiting(at('08:50'))))
    const first = decide(sight, NO_MEMORY, at('09:00'))
    assert.equal(first.revisitAt, at('09:05'))
    const [lapsed] = wake(first, sight, at('09:05') + 1)
    assert.equal(poolOf(lapsed).target, 2)
    assert.deepEqual(
      lapsed?.problems.map(({ where }) => where),
      ['nodePools.user'],
    )
    assert.match(lapsed?.problems[0]?.text ?? '', /no node came in 15 min: is the pool at its maximum\?/)
    // The one without a node goes at once, the others after the fall window.
    assert.equal(poolOf(lapsed).desired, 3)
    assert.deepEqual(first.problems, [])
  })
  it('holds again when one binds', () => {
    const bound = { placeholder: 'user', on: 'c', boundAt: at('09:10') }
    const sight = observed(
      world([{ placeholder: 'user', unschedulableSince: at('08:40') }, bound], { deployments: [stands(5)] }),
    )
    const decision = decide(sight, NO_MEMORY, at('09:11'))
    assert.deepEqual([poolOf(decision).target, decision.problems, decision.revisitAt], [4, [], at('09:25')])
  })
  it('lapses when pods cannot be created, and says why', () => {
    const quota = deployment({ config: four, replicas: 4, cannotCreate: 'exceeded quota: team' })
    const decision = decideAt('09:00', world([], { deployments: [quota] }))
    assert.equal(poolOf(decision).target, 2)
    assert.match(decision.problems[0]?.text ?? '', /exceeded quota: team/)
  })
  it('is patient for twice as long as nodes of the pool take', () => {
    const slow = { ...NO_MEMORY, boots: { user: boots(14, 14, 14, 14, 14) } }
    const sight = observed(world(waiting(at('08:50'))))
    const patient = decide(sight, slow, at('09:17'))
    assert.deepEqual([poolOf(patient).target, patient.revisitAt], [4, at('09:18')])
    const [lapsed] = decide(sight, slow, at('09:18')).problems
    assert.match(lapsed?.text ?? '', /no node came in 28 min/)
  })
  it('has its patience from the config', () => {
    const from = userPool({ replicas: 4 }, { pendingPatience: '1h' })
    assert.equal(
      poolOf(decideAt('09:40', world(waiting(at('08:50')), { config: from, deployments: [stands(4, from)] }))).target,
      4,
    )
  })
  it('does not raise when a person scales up: their pods wait, and that is no demand', () => {
    const scaled = deployment({ config: four, replicas: 9, managedFields: [scaledByHand()] })
    const settled = world([], { deployments: [stands(2)], ...join(room, holding('a', 'b')) })
    const byHand = {
      ...settled,
      deployments: [scaled],
      ...join(room, holding('a', 'b'), { pods: several(7, () => pod({ placeholder: 'user' })) }),
    }
    assert.deepEqual(course(['09:00', settled], ['09:01', byHand]), [
      [2, 2],
      [2, 2],
    ])
  })
  it('takes the demand for replicas where nothing is known of Deployments', () => {
    const unknown = world([], { deployments: [] })
    assert.equal(poolOf(decideAt('09:00', unknown)).target, 2)
    assert.equal(poolOf(decideAt('09:00', unknown, { deploymentsUnknown: true })).target, 4)
    const bound = { ...unknown, ...join(room, holding('a', 'b', 'c', 'd')) }
    assert.equal(poolOf(decideAt('09:00', bound, { deploymentsUnknown: true })).target, 2)
  })
})

describe("a person's hand", () => {
  const two = userPool({ replicas: 2 })
  const written = [annotatedByHand(AT_LEAST, at('08:30')), annotatedByHand(PAUSE, at('08:30'))]
  const annotated = (annotations: Record<string, string>, replicas = 2): World => ({
    config: two,
    ...holding('a', 'b', 'c', 'd', 'e', 'f'),
    deployments: [deployment({ config: two, replicas, annotations, managedFields: written })],
  })

  it('asks for at least so many until then, and lets go one fall window later', () => {
    const world = annotated({ [AT_LEAST]: '6 until 10:00' })
    const first = decideAt('09:00', world)
    assert.deepEqual([desiredOf(first), first.revisitAt], [{ user: 6 }, at('10:00')])
    assert.match(poolOf(first).because, /at least 6 until 10:00/)
    const then = wake(first, observed(world), at('11:00')).map((decision) => [decision.atMs, poolOf(decision).desired])
    assert.deepEqual(then, [
      [at('10:00'), 6],
      [at('10:00:30'), 2],
    ])
  })
  it('pauses until then', () => {
    const world = annotated({ [PAUSE]: 'until 10:00' }, 5)
    const first = decideAt('09:00', world)
    assert.deepEqual([poolOf(first).paused, poolOf(first).target], ['until 10:00', 2])
    assert.equal(poolOf(wake(first, observed(world), at('11:00')).at(-1)).paused, undefined)
  })
  it('that is not understood is said with what would be right', () => {
    const { problems } = decideAt('09:00', annotated({ [AT_LEAST]: 'six' }))
    assert.deepEqual(
      problems.map(({ where }) => where),
      [`Deployment user-placeholder annotation ${AT_LEAST}`],
    )
  })
  it("reads times in the calendar's zone", () => {
    const from = userPool({ replicas: 2 }, { calendarTimezone: 'America/Los_Angeles' })
    assert.equal(
      decideAt('09:00', { ...annotated({ [AT_LEAST]: '6 until 10:00' }), config: from }).revisitAt,
      at('17:00'),
    )
  })
})

describe('while the watches are not heard', () => {
  const room = withUsers('4Gi', 'u1', 'u2')
  const table: [string, number, World, { live: number; stale: number }][] = [
    ['room does not lower', 4, { config: four, ...join(room, holding('a', 'b', 'c', 'd')) }, { live: 2, stale: 4 }],
    [
      'room that lowered already does not raise',
      2,
      { config: four, ...join(room, holding('a', 'b')) },
      { live: 2, stale: 2 },
    ],
    [
      'a demand that ended lowers',
      4,
      { config: userPool({ replicas: 1 }), ...holding('a', 'b', 'c', 'd') },
      { live: 1, stale: 1 },
    ],
    [
      'a demand that ended lowers to what it would be without room',
      4,
      { config: userPool({ replicas: 3 }), ...join(room, holding('a', 'b', 'c', 'd')) },
      { live: 1, stale: 3 },
    ],
    ['a demand raises', 1, { config: four, ...holding('a') }, { live: 4, stale: 4 }],
    [
      'a demand raises as far as the room last known',
      1,
      { config: four, ...join(room, holding('a')) },
      { live: 2, stale: 2 },
    ],
    ['no demand is no demand', 3, { config: userPool(), ...holding('a', 'b', 'c') }, { live: 0, stale: 0 }],
    [
      'the maximum stays one',
      9,
      { config: userPool({ replicas: 9, maxPlaceholders: 5 }), ...room },
      { live: 5, stale: 5 },
    ],
  ]
  for (const [name, replicas, world, expected] of table)
    it(`${name}: ${expected.stale}`, () => {
      const given = { ...world, deployments: [stands(replicas, world.config)] }
      assert.equal(poolOf(decideAt('09:00', given)).target, expected.live, 'live')
      const stale = poolOf(decideAt('09:00', { ...given, sight: STALE }))
      assert.equal(stale.target, expected.stale, 'stale')
      if (expected.stale !== expected.live) assert.match(stale.because, /nodes are not heard from/)
    })
})

describe('a calendar that was never read', () => {
  const one = userPool({ replicas: 1 })
  const world = (calendar: NonNullable<World['calendar']>, replicas = 4): World => ({
    config: one,
    ...holding('a', 'b', 'c', 'd'),
    deployments: [stands(replicas, one)],
    calendar,
  })
  const failing: World['calendar'] = { at: 'failing', sinceMs: at('08:59'), because: 'HTTP 404' }

  const table: [string, NonNullable<World['calendar']>, number][] = [
    ['is loading', { at: 'loading' }, 4],
    ['fails', failing, 4],
    ['is not there to be read', { at: 'none' }, 1],
    ['was read', { at: 'good', readMs: at('08:59') }, 1],
    ['fails now, but was read once', { ...failing, lastGoodMs: at('08:00') }, 1],
  ]
  for (const [name, calendar, target] of table)
    it(`${name}: ${target}`, () => assert.equal(poolOf(decideAt('09:00', world(calendar))).target, target))

  it('does not keep counts from rising', () =>
    assert.equal(poolOf(decideAt('09:00', { ...world(failing, 0), config: four })).target, 4))
  it('says so', () => assert.match(poolOf(decideAt('09:00', world(failing))).because, /4 stay.*calendar/))
  it('forbids falls for 12 h at most', () => {
    const sight = observed(world(failing))
    const first = decide(sight, NO_MEMORY, at('09:00'))
    const falls = wake(first, sight, at('09:00') + 2 * DAY).map((decision) => [
      decision.atMs - at('09:00'),
      poolOf(decision).desired,
    ])
    assert.deepEqual(falls, [
      [12 * HOUR, 4],
      [12 * HOUR + 30 * SECOND, 1],
    ])
  })
  it('forbids them as long as calendarHold says', () => {
    const held = userPool({ replicas: 1 }, { calendarHold: '1h' })
    assert.equal(decideAt('09:00', { ...world(failing), config: held }).revisitAt, at('10:00'))
  })
  it('is remembered through a restart: the 12 h do not begin anew', () => {
    const [, before] = play([
      ['09:00', world(failing)],
      ['15:00', world(failing)],
    ])
    const again = before && decide(observed(world(failing)), before.memory, at('20:00'))
    assert.equal(again?.revisitAt, at('21:00'))
  })
  it('lets counts fall once it is read', () =>
    assert.deepEqual(
      course(
        ['09:00', world(failing)],
        ['09:05', world({ at: 'good', readMs: at('09:05') })],
        ['09:05:30', world({ at: 'good', readMs: at('09:05') })],
      ),
      [
        [4, 4],
        [1, 4],
        [1, 1],
      ],
    ))
  it('does not keep what a person scaled up by hand: that is healed', () => {
    const scaled = {
      ...world(failing),
      deployments: [deployment({ config: one, replicas: 9, managedFields: [scaledByHand()] })],
    }
    assert.deepEqual(course(['09:00', world(failing, 1)], ['09:01', scaled]), [
      [1, 1],
      [1, 1],
    ])
  })
  it('does not keep the demand from rising, whatever a person scaled meanwhile', () => {
    const scaled = deployment({ config: four, replicas: 9, managedFields: [scaledByHand()] })
    const raised = { ...world(failing), config: four, deployments: [scaled] }
    assert.deepEqual(course(['09:00', world(failing, 1)], ['09:01', raised]).at(-1), [4, 4])
  })
})

describe('placeholders whose nodes are cordoned', () => {
  const two = userPool({ replicas: 2 })
  const cordoned: World = {
    config: two,
    nodes: [node({ name: 'a', cordoned: true }), node({ name: 'b', cordoned: true })],
    pods: holding('a', 'b').pods,
    deployments: [stands(2, two)],
  }

  it('are stranded after 10 s, the timer set for it, and the count stays', () => {
    const first = decideAt('09:00', cordoned)
    assert.equal(first.revisitAt, at('09:00:10'))
    const [then] = wake(first, observed(cordoned), at('09:01'))
    const { placeholders, desired } = poolOf(then)
    assert.deepEqual([placeholders.bound, placeholders.unbound, placeholders.stranded.length, desired], [0, 2, 2, 2])
  })
  it('hold the guard: room does not take their places meanwhile', () => {
    const room = withUsers('4Gi', 'u1', 'u2')
    const world = { ...cordoned, ...join(cordoned, room) }
    const [, then] = play([
      ['09:00', world],
      ['09:00:10', world],
    ])
    assert.equal(poolOf(then).target, 2)
  })
})

describe('a Pending user', () => {
  const two = config({ nodePools: { user: {}, gpu: {} } })
  const ada = pod({ user: 'ada' })
  it('whose pool nobody can tell is reported, with what helps', () => {
    const [only, ...others] = decideAt('09:00', { config: two, pods: [ada] }).problems
    assert.equal(others.length, 0)
    assert.match(only?.text ?? '', /`defaultPool`/)
  })
  it('whose pool can be told is not', () => {
    assert.deepEqual(decideAt('09:00', { pods: [ada] }).problems, [])
    assert.deepEqual(
      decideAt('09:00', { config: two, pods: [pod({ user: 'ada', nodeSelector: poolLabels('gpu') })] }).problems,
      [],
    )
    assert.deepEqual(
      decideAt('09:00', { config: config({ nodePools: { user: {}, gpu: {} }, defaultPool: 'user' }), pods: [ada] })
        .problems,
      [],
    )
  })
  it('is reported in the same words while more come and go: it is one problem', () => {
    const some = (...names: string[]) =>
      decideAt('09:00', { config: two, pods: names.map((user) => pod({ user })) }).problems
    assert.deepEqual(some('ada', 'bob'), some('bob', 'eve', 'joe'))
  })
  it('that fits no pool is not told to set defaultPool, which would not help', () => {
    const elsewhere = pod({ user: 'ada', nodeSelector: poolLabels('elsewhere') })
    for (const defaultPool of [undefined, 'user']) {
      const from = config({ nodePools: { user: {}, gpu: {} }, ...(defaultPool ? { defaultPool } : {}) })
      for (const { text } of decideAt('09:00', { config: from, pods: [elsewhere] }).problems)
        assert.doesNotMatch(text, /defaultPool/)
    }
  })
})

describe('pools', () => {
  it('are decided each on its own', () => {
    const both = config({ nodePools: { user: { replicas: 2 }, gpu: { replicas: 1, minPlaceholders: 1 } } })
    const nodes = [node({ name: 'u' }), node({ name: 'g', pool: 'gpu' })]
    const pods = [pod({ user: 'ada', on: 'u', memory: '1Gi' }), pod({ user: 'bob', on: 'g', memory: '1Gi' })]
    assert.deepEqual(desiredOf(decideAt('09:00', { config: both, nodes, pods })), { user: 1, gpu: 1 })
  })
  it('that left the config, and nodes that left the cluster, are forgotten', () => {
    const [first, second] = play([
      [
        '09:00',
        { config: config({ nodePools: { user: {}, gpu: {} } }), nodes: [node({ name: 'a' }), node({ name: 'b' })] },
      ],
      ['09:01', { nodes: [node({ name: 'b' })] }],
    ])
    assert.deepEqual(
      [Object.keys(first?.memory.pools ?? {}), Object.keys(first?.memory.nodes ?? {})],
      [
        ['user', 'gpu'],
        ['uid-a', 'uid-b'],
      ],
    )
    assert.deepEqual(
      [Object.keys(second?.memory.pools ?? {}), Object.keys(second?.memory.nodes ?? {})],
      [['user'], ['uid-b']],
    )
  })
  it('whose size no node tells are as large as a seat, and say so', () => {
    const { problems, pools } = decideAt('09:00', { config: userPool({ replicas: 2, resources: null }) })
    const { size, because } = pools.get('user') ?? assert.fail()
    assert.equal(size.from, 'seat')
    assert.match(
      because,
      /^the config asks 2 placeholders; each as large as a seat, \{memory:1Gi\}: no node had told a size$/,
    )
    assert.deepEqual(problems, [])
  })
  it('whose size no node tells, and that take the place of others, say so by name', () => {
    const { problems } = decideAt('09:00', {
      config: userPool({ replicas: 2, resources: null }),
      deployments: [predecessors()],
    })
    assert.deepEqual(
      problems.map(({ where }) => where),
      ['nodePools.user'],
    )
    assert.match(problems[0]?.text ?? '', /resources\.requests/)
  })
  it('keep the size that stands there, in ours, when they have no nodes', () => {
    const from = userPool({ replicas: 2, resources: null })
    assert.equal(
      poolOf(decideAt('09:00', { config: from, deployments: [deployment({ config: from, replicas: 2 })] })).size?.from,
      'last known',
    )
  })
  it('there need not be any', () =>
    assert.deepEqual(desiredOf(decideAt('09:00', { config: config({ nodePools: {} }) })), {}))
})

describe('a restart', () => {
  const world = { config: four, ...join(withUsers('4Gi', 'u'), holding('a', 'b', 'c')), deployments: [stands(3)] }
  it('does not end a grace period', () => {
    const full = { ...world, ...join(withUsers('30Gi', 'u'), holding('a', 'b', 'c', 'd')), deployments: [stands(4)] }
    const room = { ...full, ...join(withUsers('4Gi', 'u'), holding('a', 'b', 'c', 'd')) }
    const [, before] = play([
      ['08:00', full],
      ['09:00', room],
    ])
    const memory = before?.memory ?? NO_MEMORY
    // The new process judges the node from the API alone, until it gets the memory of the old one.
    const own = decide(observed(room), NO_MEMORY, at('09:02'))
    assert.equal(poolOf(own).target, 3)
    const next = decide(observed(room), laterOf(own.memory, memory), at('09:02'))
    assert.deepEqual([poolOf(next).target, next.revisitAt], [4, at('09:10')])
  })
  it('does not lower a count: what stands there seeds the fall window', () => {
    const world4 = { config: userPool({ replicas: 1 }), ...holding('a', 'b', 'c', 'd'), deployments: [stands(4)] }
    const first = decideAt('09:00', world4)
    assert.deepEqual([poolOf(first).target, poolOf(first).desired, first.revisitAt], [1, 4, at('09:00:30')])
  })
  it('on an unchanged world changes nothing', () => {
    const [, settled] = play([
      ['08:00', world],
      ['09:00', world],
    ])
    const fresh = decideAt('09:00', world)
    assert.deepEqual(desiredOf(fresh), desiredOf(settled))
  })
})

describe('grace taken for over', () => {
  it('counts young and empty nodes, but keeps the guard', () => {
    const young = { nodes: [node({ name: 'u', readySince: at('08:59') })] }
    const world = { config: four, ...join(young, holding('a', 'b', 'c', 'd')), deployments: [stands(4)] }
    assert.equal(poolOf(decideAt('09:00', world)).target, 4)
    assert.equal(poolOf(decideAt('09:00', world, { assumeSettled: true })).target, 3)
    const waiting = { ...world, ...join(young, holding('a', 'b', 'c'), { pods: [pod({ placeholder: 'user' })] }) }
    assert.equal(poolOf(decideAt('09:00', waiting, { assumeSettled: true })).target, 4)
  })
})
