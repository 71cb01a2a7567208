/** One pool's decision: what is asked, what is there, what is wanted, and how it is said. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST, PAUSE } from '../../../src/domain/cluster/hand.ts'
import { type DecidedPool, decidePool } from '../../../src/domain/decide/decide-pool.ts'
import type { PoolMemory } from '../../../src/domain/decide/memory.ts'
import type { PoolInput } from '../../../src/domain/decide/pool-input.ts'
import { given } from '../../../src/domain/given.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { userPool } from '../../support/config.ts'
import { annotatedByHand, deployment, predecessors } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { type PodSpec, pod, several } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'
import { at, DAY, MINUTE, SECOND } from '../../support/time.ts'

interface Case extends World {
  readonly time?: string
  readonly before?: PoolMemory
  readonly calendarHolds?: boolean
  readonly deploymentsUnknown?: boolean
  readonly users?: PoolInput['users']
}

/** The decision on pool `user` at 09:00, with rooms and placeholders as `decide` finds them. */
const decided = ({
  time = '09:00',
  before,
  calendarHolds,
  deploymentsUnknown,
  users,
  ...world
}: Case = {}): DecidedPool =>
  decidePool(poolInput(world, given({ before, calendarHolds, deploymentsUnknown, users, nowMs: at(time) })))

const texts = ({ problems }: DecidedPool) => problems.map(({ where, text }) => `${where}: ${text}`)

/** A seat takes 4Gi, 8 of them a node; a placeholder holds a node. */
const SEATS = { seat: { requests: { memory: '4Gi' } }, onePerNode: true }
const spare = (replicas: number, more = {}) => userPool({ replicas, ...SEATS, ...more })
const event = (ask: number | object, title = 'Lecture') => ({ title, from: '08:50', to: '10:00', asks: { user: ask } })
const stands = (replicas: number, annotations = {}) => [deployment({ replicas, annotations })]

/** Nodes, each with some users on it. */
const seating = (users: Readonly<Record<string, number>>, created = '08:00') => ({
  nodes: Object.keys(users).map((name) => node({ name })),
  pods: Object.entries(users).flatMap(([on, count]) =>
    several(count, (n) => pod({ user: `${on}-${n}`, on, memory: '4Gi', created: at(created) })),
  ),
})
/** Nodes with a placeholder each. */
const holding = (...names: string[]) => ({
  nodes: names.map((name) => node({ name })),
  pods: names.map((on) => pod({ placeholder: 'user', on, memory: '28Gi' })),
})
const together = (...parts: readonly Pick<World, 'nodes' | 'pods'>[]) => ({
  nodes: parts.flatMap(({ nodes = [] }) => nodes),
  pods: parts.flatMap(({ pods = [] }) => pods),
})
const waiting = (spec: PodSpec = {}) => ({ pods: [pod({ placeholder: 'user', ...spec })] })

const remembered = (more: Partial<PoolMemory> = {}): PoolMemory => ({
  fall: { target: 0, peaks: [] },
  desired: 0,
  ...more,
})

interface Row {
  readonly name: string
  readonly asked: Pick<Case, 'config' | 'events'>
  readonly there?: Omit<Case, 'config' | 'events'>
  /** The target, and what is wanted after the fall window where that is more. */
  readonly wanted: readonly [target: number, desired?: number]
  readonly said: RegExp
}

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  'spare room': [
    { name: 'of the config', asked: { config: spare(4) }, wanted: [4], said: /^the config asks 4 placeholders$/ },
    {
      name: 'an event instead of the config',
      asked: { config: spare(4), events: [event(2)] },
      wanted: [2],
      said: /^"Lecture" asks 2 placeholders$/,
    },
    {
      name: 'less where a node has room',
      asked: { config: spare(4) },
      there: seating({ a: 1 }),
      wanted: [3],
      said: /^the config asks 4 placeholders; node a already has room$/,
    },
    {
      name: 'a node that boots for one placeholder is no room: the guard keeps what is in force',
      asked: { config: spare(4) },
      there: { ...together(seating({ a: 1 }), holding('b', 'c', 'd'), waiting()), deployments: stands(4) },
      wanted: [4],
      said: /node a already has room; room does not lower it while 1 placeholder has no node$/,
    },
    {
      name: 'in force is what was decided last, whatever a person has scaled it to',
      asked: { config: spare(4) },
      there: {
        ...together(seating({ a: 1, b: 1 }), waiting()),
        deployments: stands(9),
        before: remembered({ desired: 3, fall: { target: 3, peaks: [] } }),
      },
      wanted: [3],
      said: /room does not lower it while 9 placeholders have no node$/,
    },
    {
      name: 'the guard lapses where pods cannot be created',
      asked: { config: spare(4) },
      there: { ...seating({ a: 1 }), deployments: [deployment({ replicas: 4, cannotCreate: 'exceeded quota' })] },
      wanted: [3],
      said: /node a already has room$/,
    },
    {
      name: 'nothing known of Deployments: the demand counts as what stands there',
      asked: { config: spare(4) },
      there: { ...seating({ a: 1 }), deploymentsUnknown: true },
      wanted: [4],
      said: /room does not lower it while 4 placeholders have no node$/,
    },
    {
      name: 'never less than the minimum',
      asked: { config: spare(1, { minPlaceholders: 2 }) },
      wanted: [2],
      said: /; never less than minPlaceholders 2$/,
    },
    {
      name: 'never more than the maximum',
      asked: { config: spare(4, { maxPlaceholders: 3 }) },
      wanted: [3],
      said: /; never more than maxPlaceholders 3$/,
    },
  ],
  people: [
    {
      name: 'students, and nobody is there',
      asked: { config: spare(0), events: [event({ students: 20 })] },
      there: { nodes: [node({ name: 'a' })] },
      wanted: [3],
      said: /^"Lecture" asks 20 students; 0 came, 0 seats are open, a placeholder holds 8$/,
    },
    {
      name: 'students: who came since the window opened, and open seats',
      asked: { config: spare(0), events: [event({ students: 20 })] },
      there: seating({ a: 3 }, '08:55'),
      wanted: [2],
      said: /^"Lecture" asks 20 students; 3 came, 5 seats are open, /,
    },
    {
      name: 'seats: all who are there',
      asked: { config: spare(0), events: [event({ seats: 20 })] },
      there: seating({ a: 3 }),
      wanted: [2],
      said: /^"Lecture" asks 20 seats; 3 taken, 5 open, a placeholder holds 8$/,
    },
    {
      name: 'nodes: all that are in use',
      asked: { config: spare(0), events: [event({ nodes: 4 })] },
      there: seating({ a: 3, b: 1 }),
      wanted: [2],
      said: /^"Lecture" asks 4 nodes; 2 are in use$/,
    },
    {
      name: 'beside spare room both speak',
      asked: { config: spare(5), events: [event({ seats: 20 })] },
      there: { nodes: [node({ name: 'a' })] },
      wanted: [8],
      said: /^5 for whoever comes: the config asks 5 placeholders; 3 beside: "Lecture" asks 20 seats; /,
    },
    {
      name: 'within: the larger of the two, and both speak',
      asked: { config: spare(5, { spareRoom: 'within' }), events: [event({ seats: 20 })] },
      there: { nodes: [node({ name: 'a' })] },
      wanted: [5],
      said: /^the config asks 5 placeholders; "Lecture" asks 20 seats; /,
    },
    {
      name: 'the strategy fit counts the spare room in seats',
      asked: { config: spare(2, { scalingStrategy: 'fit' }) },
      there: seating({ a: 3 }),
      wanted: [2],
      said: /^the config asks 2 placeholders, 8 seats each; 5 seats are open$/,
    },
  ],
  'at least': [
    {
      name: 'what a person asks by annotation',
      asked: { config: spare(1) },
      there: { deployments: stands(1, { [AT_LEAST]: '3 until 10:00' }) },
      wanted: [3],
      said: /^the config asks 1 placeholder; at least 3 until 10:00 by annotation$/,
    },
    {
      name: 'what the utilization policy asks, so that nodes come',
      asked: { config: spare(1) },
      there: { before: remembered({ floor: { count: 4, untilMs: at('09:20') } }) },
      wanted: [4],
      said: /; at least 4 until 09:20, so that nodes come \(utilization\)$/,
    },
    {
      name: 'the larger of both',
      asked: { config: spare(1) },
      there: {
        deployments: stands(1, { [AT_LEAST]: '6 until 10:00' }),
        before: remembered({ floor: { count: 4, untilMs: at('09:20') } }),
      },
      wanted: [6],
      said: /; at least 6 until 10:00 by annotation$/,
    },
    {
      name: 'the same of both: the person speaks',
      asked: { config: spare(1) },
      there: {
        deployments: stands(1, { [AT_LEAST]: '4 until 10:00' }),
        before: remembered({ floor: { count: 4, untilMs: at('09:20') } }),
      },
      wanted: [4],
      said: /; at least 4 until 10:00 by annotation$/,
    },
    {
      name: 'not what a person asked until 10:00 of the day on which it was written',
      asked: { config: spare(1) },
      there: {
        deployments: [
          deployment({
            annotations: { [AT_LEAST]: '3 until 10:00' },
            managedFields: [annotatedByHand(AT_LEAST, at('09:00') - DAY)],
          }),
        ],
      },
      wanted: [1],
      said: /^the config asks 1 placeholder$/,
    },
    {
      name: 'not what the policy asked for until now',
      asked: { config: spare(1) },
      there: { before: remembered({ floor: { count: 4, untilMs: at('09:00') } }) },
      wanted: [1],
      said: /^the config asks 1 placeholder$/,
    },
  ],
  'a count that would fall': [
    {
      name: 'stays for the fall window',
      asked: { config: spare(1) },
      there: { ...holding('a', 'b', 'c'), deployments: stands(3) },
      wanted: [1, 3],
      said: /^the config asks 1 placeholder; 3 stay for up to 30 s \(fallWindow\)$/,
    },
    {
      name: 'falls at once where nothing is bound yet',
      asked: { config: spare(1) },
      there: { ...together(holding('a'), waiting(), waiting()), deployments: stands(3) },
      wanted: [1],
      said: /^the config asks 1 placeholder$/,
    },
    {
      name: 'by room stays while nodes are not heard from',
      asked: { config: spare(3) },
      there: { ...together(seating({ a: 1 }), holding('b', 'c', 'd')), deployments: stands(3), sight: STALE },
      wanted: [3],
      said: /; room does not lower it while nodes are not heard from/,
    },
    {
      name: 'by demand falls all the same, as far as it would without room',
      asked: { config: spare(2) },
      there: { ...together(seating({ a: 1 }), holding('b', 'c', 'd')), deployments: stands(3), sight: STALE },
      wanted: [2, 3],
      said: /; room does not lower it while nodes .*; 3 stay for up to 30 s/,
    },
    {
      name: 'stays while the calendar was never read',
      asked: { config: spare(1) },
      there: { ...holding('a', 'b', 'c'), deployments: stands(3), calendarHolds: true },
      wanted: [3],
      said: /^the config asks 1 placeholder; 3 stay, the calendar could not be read yet$/,
    },
    {
      name: 'which does not matter to one that would not fall',
      asked: { config: spare(3) },
      there: { ...holding('a', 'b', 'c'), deployments: stands(3), calendarHolds: true },
      wanted: [3],
      said: /^the config asks 3 placeholders$/,
    },
    {
      name: 'and rises all the same',
      asked: { config: spare(4) },
      there: { deployments: stands(3), calendarHolds: true, sight: STALE },
      wanted: [4],
      said: /^the config asks 4 placeholders$/,
    },
  ],
}

for (const [what, rows] of Object.entries(TABLE))
  describe(`what is wanted: ${what}`, () => {
    for (const { name, asked, there, wanted, said } of rows)
      it(name, () => {
        const { decision, memory } = decided({ ...asked, ...there })
        const [target, desired = target] = wanted
        assert.deepEqual([decision.target, decision.desired], [target, desired])
        assert.match(decision.because, said)
        assert.ok(decision.because.startsWith(decision.targetBecause))
        assert.equal(memory.desired, desired)
      })
  })

describe('the size of a placeholder', () => {
  const derived = (replicas = 1) => userPool({ replicas, resources: {} })
  const GIVEN = parseResources({ memory: '20Gi' })

  it('of the config is not remembered', () => {
    const { decision, memory } = decided({ config: userPool() })
    assert.deepEqual([decision.size?.from, memory.size], ['config', undefined])
  })
  it('of nodes is', () => {
    const { decision, memory } = decided({ config: derived(), nodes: [node()] })
    assert.equal(decision.size?.from, 'nodes')
    assert.deepEqual(memory.size, decision.size?.requests)
  })
  it('is the remembered one, or that of a Deployment of ours, while there is no node', () => {
    const known = { requests: GIVEN, from: 'last known' }
    assert.deepEqual(decided({ config: derived(), before: remembered({ size: GIVEN }) }).decision.size, known)
    const from = userPool({ resources: { requests: { memory: '20Gi' } } })
    assert.deepEqual(decided({ config: derived(), deployments: [deployment({ config: from })] }).decision.size, known)
  })
  it('is not that of the predecessor, and then there is none: the count is decided, and a problem says why nothing is written', () => {
    const none = decided({ config: derived(2), deployments: [predecessors()] })
    assert.deepEqual([none.decision.desired, none.decision.size.from, none.memory.size], [2, 'seat', undefined])
    assert.match(texts(none).join(), /^nodePools\.user: the size of a placeholder is not known: .*resources\.requests$/)
  })
  it('waits with its change for the end of an event', () => {
    const small = { config: derived(), nodes: [node()], before: remembered({ size: GIVEN }) }
    assert.equal(decided(small).decision.size?.from, 'nodes')
    for (const ask of [1, { seats: 1 }])
      assert.equal(decided({ ...small, events: [event(ask)] }).decision.size?.from, 'last known')
  })
})

describe('seats', () => {
  it('are counted only where somebody asks in them, and users only then', () => {
    const world = seating({ a: 1 })
    const { decision } = decided({ config: spare(1), ...world, users: () => assert.fail('all users were asked for') })
    assert.deepEqual([decision.seat, decision.seats], [undefined, undefined])
    for (const asked of [
      { config: spare(1), events: [event({ seats: 1 })] },
      { config: spare(1, { scalingStrategy: 'fit' }) },
    ])
      assert.equal(decided({ ...asked, ...world }).decision.seats?.open, 7)
  })
  it('are the judgement of nodes under the strategy fit', () => {
    const fit = spare(1, { scalingStrategy: 'fit' })
    const { decision } = decided({
      config: fit,
      ...together(seating({ a: 1, b: 0 }), { nodes: [node({ name: 'c', cordoned: true })] }),
    })
    assert.deepEqual(
      decision.rooms.map(({ judgement: { at, ...judgement } }) => [at, 'free' in judgement && judgement.free]),
      [
        ['seats', 7],
        ['seats', 0],
        ['unusable', false],
      ],
    )
  })
  it('are no judgement of nodes under another strategy, whoever asks in them', () => {
    const { decision } = decided({ config: spare(1), events: [event({ seats: 1 })], ...seating({ a: 1 }) })
    assert.deepEqual(
      decision.rooms.map(({ judgement }) => judgement.at),
      ['roomy'],
    )
  })
  it('that were learned are remembered through a night without users and nodes', () => {
    const asked = { config: userPool(), events: [event({ seats: 20 })] }
    const { memory } = decided({ ...asked, ...seating({ a: 3 }) })
    const seat = parseResources({ memory: '4Gi' })
    const { pods: _, ...capacity } = node().allocatable
    assert.deepEqual([memory.seat, memory.emptied], [seat, { seats: 8, seat, empty: node().allocatable, capacity }])
    const night = decided({ ...asked, before: memory })
    assert.deepEqual([night.decision.seat?.from, night.decision.seats?.emptyNode], ['last known', 8])
    assert.deepEqual([night.memory.seat, night.memory.emptied], [memory.seat, memory.emptied])
    const quiet = decided({ config: userPool(), before: memory })
    assert.deepEqual([quiet.memory.seat, quiet.memory.emptied], [memory.seat, memory.emptied])
  })
})

describe('what a person has to be told', () => {
  const rows: readonly [name: string, world: Case, problem: RegExp][] = [
    [
      'an annotation that is not understood',
      { deployments: stands(1, { [AT_LEAST]: 'six' }) },
      /^Deployment user-placeholder annotation warmseats\.io\/at-least: /,
    ],
    [
      'a seat that is assumed',
      { config: userPool(), events: [event({ seats: 1 })] },
      /^nodePools\.user\.seat\.requests: is not set/,
    ],
    ['more placeholders than were meant', { config: userPool({ replicas: 501 }) }, /maxPlaceholders: more than 500 /],
    [
      'nodes that hold several placeholders',
      {
        config: userPool({ resources: { requests: { memory: '8Gi' } } }),
        events: [event({ nodes: 4 })],
        ...seating({ a: 1 }),
      },
      /^nodePools\.user\.resources\.requests: an event asks 4 nodes, /,
    ],
    [
      'a seat that is free beside each placeholder',
      {
        config: userPool({ resources: { requests: { memory: '20Gi' } }, seat: { requests: { memory: '4Gi' } } }),
        ...seating({ a: 1 }),
      },
      /^nodePools\.user\.resources\.requests: a placeholder on an empty node leaves room for 3 people more/,
    ],
    [
      'pods that cannot be created',
      { deployments: [deployment({ cannotCreate: 'exceeded quota: team' })] },
      /^nodePools\.user: its placeholder pods cannot be created: exceeded quota: team$/,
    ],
    [
      'a node that does not come',
      { ...waiting({ unschedulableSince: at('08:40') }), deployments: stands(1) },
      /^nodePools\.user: no node came in 15 min: is the pool at its maximum\?$/,
    ],
  ]
  for (const [name, world, problem] of rows)
    it(name, () => {
      const [only, ...more] = texts(decided(world))
      assert.match(only ?? '', problem)
      assert.deepEqual(more, [])
    })
  it('is nothing on an ordinary day', () =>
    assert.deepEqual(texts(decided({ ...together(seating({ a: 2 }), holding('b')), deployments: stands(1) })), []))
})

describe('when it is to be looked at again', () => {
  const rows: readonly [name: string, world: Case, revisitAt: number][] = [
    ['never, where nothing changes by itself', { config: spare(1) }, Number.POSITIVE_INFINITY],
    ['at the end of the fall window', { ...holding('a', 'b'), deployments: stands(2) }, at('09:00') + 30 * SECOND],
    [
      'when the guard lapses',
      { config: spare(1), ...waiting({ unschedulableSince: at('08:50') }), deployments: stands(1) },
      at('08:50') + 15 * MINUTE,
    ],
    ['when what a person asks ends', { deployments: stands(3, { [AT_LEAST]: '3 until 10:00' }) }, at('10:00')],
    ['when a pause ends', { config: spare(1), deployments: stands(1, { [PAUSE]: 'until 09:30' }) }, at('09:30')],
    [
      'when what the policy asks ends',
      { before: remembered({ floor: { count: 2, untilMs: at('09:20') } }) },
      at('09:20'),
    ],
    [
      'at the first of them',
      {
        deployments: stands(3, { [AT_LEAST]: '3 until 10:00' }),
        before: remembered({ floor: { count: 2, untilMs: at('09:20') } }),
      },
      at('09:20'),
    ],
  ]
  for (const [name, world, revisitAt] of rows) it(name, () => assert.equal(decided(world).revisitAt, revisitAt))
})

describe('a pause', () => {
  it('is said, and nothing of the decision changes', () => {
    const world = { config: spare(4), ...seating({ a: 1 }) }
    const paused = decided({ ...world, deployments: stands(3, { [PAUSE]: 'until 10:00' }) })
    const free = decided({ ...world, deployments: stands(3) })
    assert.deepEqual(paused.decision, { ...free.decision, paused: 'until 10:00' })
    assert.deepEqual(paused.memory, free.memory)
  })
})

describe('what is remembered', () => {
  it('is what the policy asks for, as long as it is in force', () => {
    const floor = { count: 4, untilMs: at('09:20') }
    assert.deepEqual(decided({ before: remembered({ floor }) }).memory.floor, floor)
    assert.equal(decided({ time: '09:20', before: remembered({ floor }) }).memory.floor, undefined)
  })
  it('is enough: decided again on the same, everything is the same', () => {
    const world: Case = { config: spare(1), ...together(seating({ a: 2 }), holding('b', 'c')), deployments: stands(2) }
    const first = decided(world)
    assert.deepEqual(decided({ ...world, before: first.memory }), first)
  })
})
