/** Which nodes a plan takes back, takes out of service and swaps, where somebody else says what is missed of each. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationValues } from '../../../src/config/utilization-schema.ts'
import { type Choice, type Draft, move, putBack, takeBack, takeOut } from '../../../src/domain/utilization/choose.ts'
import type { Foresight } from '../../../src/domain/utilization/foresight.ts'
import { NOT_BEFORE } from '../../../src/domain/utilization/marks.ts'
import { byKeeping, type NodeLoad } from '../../../src/domain/utilization/node-load.ts'
import type { PlannedNode } from '../../../src/domain/utilization/plan.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { at, DAY, iso, MINUTE } from '../../support/time.ts'
import { cordonedByUs, names, wholeCluster } from '../../support/utilization.ts'

const NOW = at('09:00')
const GIB = 2 ** 30

/** A node of 10Gi with so many workload pods of 1Gi, whose name it has in the scene. */
interface Sketch {
  readonly pods?: number
  readonly critical?: number
  readonly placeholders?: number
  readonly off?: boolean
  readonly node?: NodeSpec
}

function loadOf(name: string, sketch: Sketch, standing: 'open' | 'ours'): NodeLoad {
  const { pods = 0, critical = 0, placeholders = 0, off = false } = sketch
  const cordon = standing === 'ours' ? cordonedByUs('08:30') : {}
  return {
    node: node({ name, memory: '10Gi', created: NOW - DAY, ...cordon, ...sketch.node }),
    standing,
    workloadPods: pods + critical,
    critical,
    workloadBytes: (pods + critical) * GIB,
    placeholders,
    isSwitchedOff: off,
  }
}

interface Given {
  readonly goal: number
  /** In service, and ours: those out of service by our cordon. By name. */
  readonly open?: Readonly<Record<string, Sketch>>
  readonly ours?: Readonly<Record<string, Sketch>>
  readonly blocked?: string
  /** Why a node may not go, and why one is to come back. By name. */
  readonly missed?: Readonly<Record<string, string>>
  readonly needed?: Readonly<Record<string, string>>
  readonly settings?: UtilizationValues
  readonly paced?: boolean
  readonly backMs?: number
}

function scene(given: Given) {
  const loads = (sketches: Readonly<Record<string, Sketch>> = {}, standing: 'open' | 'ours') =>
    Object.entries(sketches)
      .map(([name, sketch]) => loadOf(name, sketch, standing))
      .toSorted(byKeeping)
  const [open, ours] = [loads(given.open, 'open'), loads(given.ours, 'ours')]
  const asked: string[] = []
  const foresight: Foresight = {
    cordon: ({ name }) => {
      asked.push(`cordon ${name}`)
      return given.missed?.[name]
    },
    uncordon: ({ name }) => {
      asked.push(`uncordon ${name}`)
      return given.needed?.[name]
    },
    remove: ({ name }) => given.missed?.[name],
    restore: ({ name }) => {
      asked.push(`restore ${name}`)
    },
  }
  const nodes = [...open, ...ours].toSorted(byKeeping)
  const choice: Choice = {
    scope: { name: 'user', nodes, waitingBytes: 0, waitingPlaceholders: 0, isSwitchedOff: false },
    goal: { nodes: given.goal, because: `the goal is ${given.goal}` },
    maxUtilization: Number(given.settings?.maxUtilization ?? 1),
    blocked: given.blocked,
    workloadBytes: nodes.reduce((sum, { workloadBytes }) => sum + workloadBytes, 0),
    capacityBytes: 10 * GIB * open.length,
    open: [...open],
    ours: [...ours],
  }
  const free = { minNodes: 0, maxCordonsPerCycle: 10, maxCordonedShare: 1, minNodeAge: '10m', maxUtilization: 1 }
  const draft: Draft = {
    foresight,
    settings: wholeCluster({ ...free, optimalUtilization: 0.8, minUtilization: 0.5, ...given.settings }).utilization,
    nowMs: NOW,
    paced: given.paced ?? true,
    cordon: [],
    uncordon: [],
    staying: [],
    needed: given.backMs === undefined ? {} : { user: NOW - given.backMs },
    open: open.length,
  }
  return { choice, draft, asked }
}

/** What the plan says, and that the books are right whatever it is. */
function planned(by: (choice: Choice, draft: Draft) => void, given: Given) {
  const { choice, draft, asked } = scene(given)
  by(choice, draft)
  assert.equal(draft.open, choice.open.length)
  assert.equal(choice.capacityBytes, 10 * GIB * choice.open.length)
  assert.deepEqual(
    [...choice.open, ...choice.ours].map(({ node: { name } }) => name).toSorted(),
    [...Object.keys(given.open ?? {}), ...Object.keys(given.ours ?? {})].toSorted(),
  )
  const { cordon, uncordon, staying, needed } = draft
  return { cordon: names(cordon), uncordon: names(uncordon), staying: names(staying), asked, needed, draft, choice }
}

const why = (steps: readonly PlannedNode[], name: string) =>
  steps.find((step) => step.node === name)?.because ?? assert.fail(`nothing is planned for ${name}`)

describe('taking back', () => {
  it('as many as the goal misses, those first that shall stay longest', () => {
    const { uncordon, asked, draft, needed } = planned(takeBack, {
      goal: 2,
      open: { n1: { pods: 5 } },
      ours: { n2: {}, n3: { pods: 3 }, n4: {} },
    })
    assert.deepEqual(uncordon, ['n3'])
    assert.equal(why(draft.uncordon, 'n3'), 'the goal is 2')
    // It is in service from then on, for whoever looks ahead at the others.
    assert.deepEqual(asked, ['restore n3', 'uncordon n2', 'uncordon n4'])
    assert.deepEqual(needed, { user: NOW })
  })
  it('those that the calendar is about to need, whatever the goal is', () => {
    const { uncordon, draft, needed } = planned(takeBack, {
      goal: 1,
      open: { n1: {} },
      ours: { n2: {}, n3: {} },
      needed: { n3: 'an exam at 10:00' },
    })
    assert.deepEqual(uncordon, ['n3'])
    assert.equal(why(draft.uncordon, 'n3'), 'an exam at 10:00')
    assert.deepEqual(needed, { user: NOW })
  })
  it('nothing where nothing is missing, and nothing was needed then', () => {
    const { uncordon, needed } = planned(takeBack, { goal: 1, open: { n1: {} }, ours: { n2: {} } })
    assert.deepEqual([uncordon, needed], [[], {}])
  })
  it('although it is blocked: only to take out of service is dangerous', () => {
    const { uncordon } = planned(takeBack, { goal: 1, ours: { n1: {} }, blocked: 'the watches are stale' })
    assert.deepEqual(uncordon, ['n1'])
  })
  it('one that only placeholders hold is reserved then: it counts for no goal', () => {
    const { choice, draft } = scene({ goal: 1, ours: { n1: { placeholders: 1 }, n2: {} } })
    takeBack(choice, draft)
    assert.deepEqual(names(draft.uncordon), ['n1', 'n2'])
    assert.deepEqual([choice.open.map(({ node }) => node.name), draft.open], [['n2'], 1])
  })
  it('with a mark when not to try again, where its cordon brought nothing', () => {
    const { choice, draft } = scene({ goal: 0, ours: { n1: {} } })
    const [load = assert.fail()] = choice.ours
    putBack(load, 'nobody left', choice, draft, { notBeforeMs: NOW + DAY })
    assert.deepEqual(draft.uncordon, [
      { node: 'n1', uid: 'uid-n1', scope: 'user', because: 'nobody left', notBeforeMs: NOW + DAY },
    ])
  })
})

describe('taking out of service', () => {
  const four = { n1: { pods: 8 }, n2: { pods: 2 }, n3: { pods: 1 }, n4: {} }

  it('what is more than the goal, the emptiest first', () => {
    const { cordon, draft } = planned(takeOut, { goal: 2, open: four })
    assert.deepEqual(cordon, ['n4', 'n3'])
    assert.equal(why(draft.cordon, 'n4'), 'the goal is 2; nothing keeps it')
    assert.equal(why(draft.cordon, 'n3'), 'the goal is 2; it is among the emptiest, with 1 pod, none critical')
    assert.deepEqual(draft.cordon[0], { node: 'n4', uid: 'uid-n4', scope: 'user', because: why(draft.cordon, 'n4') })
  })
  it('nothing at the goal, nor below it', () => {
    for (const goal of [4, 5]) assert.deepEqual(planned(takeOut, { goal, open: four }).cordon, [])
  })
  it('none with a critical pod, a placeholder or the kill switch, and none of the others instead', () => {
    const open = { n1: { pods: 3 }, n2: { critical: 1 }, n3: { placeholders: 1, pods: 1 }, n4: { off: true } }
    const { cordon, staying, asked } = planned(takeOut, { goal: 0, open })
    assert.deepEqual([cordon, staying, asked], [['n1'], [], ['cordon n1']])
    assert.deepEqual(planned(takeOut, { goal: 3, open }).cordon, ['n1'])
    assert.deepEqual(planned(takeOut, { goal: 3, open: { ...open, n1: { critical: 1 } } }).cordon, [])
  })
  it('none of those that the goal keeps instead of one that must stay', () => {
    const { cordon, staying } = planned(takeOut, { goal: 2, open: four, missed: { n4: 'an exam' } })
    assert.deepEqual([cordon, staying], [['n3'], ['n4']])
  })
  it('none that was taken back in the same plan', () => {
    const { choice, draft, asked } = scene({ goal: 0, ours: { n1: {} }, needed: { n1: 'an exam at 10:00' } })
    takeBack(choice, draft)
    takeOut(choice, draft)
    assert.deepEqual([names(draft.cordon), asked], [[], ['uncordon n1']])
  })

  const refusals: readonly [name: string, given: Omit<Given, 'goal' | 'open'>, because: string][] = [
    ['while it is blocked', { blocked: 'the calendar could not be read yet' }, 'the calendar could not be read yet'],
    [
      'below minNodes of all pools together',
      { settings: { minNodes: 4 } },
      'not fewer than 4 nodes stay schedulable (minNodes)',
    ],
    [
      'that would fill the others too much',
      { settings: { maxUtilization: 0.35, optimalUtilization: 0.3, minUtilization: 0.2 } },
      'utilization would be 36.7 % without it, above 35 %',
    ],
    [
      'shortly after one was needed',
      { backMs: 4 * MINUTE },
      'a node was taken back 4 min ago, and is as good as new until 10 min (minNodeAge)',
    ],
    [
      'that the calendar needs',
      { missed: { n4: 'without it pool user needs 1 at 10:00' } },
      'without it pool user needs 1 at 10:00',
    ],
  ]
  for (const [name, given, because] of refusals)
    it(`none ${name}`, () => {
      const { cordon, draft } = planned(takeOut, { goal: 3, open: four, ...given })
      assert.deepEqual([cordon, why(draft.staying, 'n4')], [[], because])
    })
  const ofTheNode: readonly [name: string, spec: NodeSpec, because: string][] = [
    ['young', { created: NOW - 9 * MINUTE }, 'it is 9 min old, younger than 10 min (minNodeAge)'],
    ['from the future', { created: NOW + MINUTE }, 'it is 0 s old, younger than 10 min (minNodeAge)'],
    [
      'cordoned in vain before',
      { annotations: { [NOT_BEFORE]: iso(NOW + 5 * MINUTE) } },
      'its last cordon brought nothing; not again for 5 min',
    ],
  ]
  for (const [name, spec, because] of ofTheNode)
    it(`none that is ${name}`, () => {
      const { cordon, draft, asked } = planned(takeOut, { goal: 3, open: { ...four, n4: { node: spec } } })
      assert.deepEqual([cordon, why(draft.staying, 'n4')], [[], because])
      assert.deepEqual(asked, [], 'to look ahead is dear, and comes last')
    })
  const fine: readonly [name: string, given: Given][] = [
    ['the last node, empty as it is', { goal: 0, open: { n4: {} } }],
    [
      'one without which the others are just full enough',
      { goal: 3, open: four, settings: { maxUtilization: 11 / 30, optimalUtilization: 0.3, minUtilization: 0.2 } },
    ],
    ['one that is just old enough', { goal: 3, open: { ...four, n4: { node: { created: NOW - 10 * MINUTE } } } }],
    ['one long enough after another was needed', { goal: 3, open: four, backMs: 10 * MINUTE }],
    [
      'one that may be tried again from now on',
      { goal: 3, open: { ...four, n4: { node: { annotations: { [NOT_BEFORE]: iso(NOW) } } } } },
    ],
  ]
  for (const [name, given] of fine) it(name, () => assert.deepEqual(planned(takeOut, given).cordon, ['n4']))
  it('as many a cycle as maxCordonsPerCycle says', () => {
    const { cordon, draft } = planned(takeOut, {
      goal: 0,
      open: { ...four, n1: { pods: 5 } },
      settings: { maxCordonsPerCycle: 2 },
    })
    assert.deepEqual(cordon, ['n4', 'n3'])
    assert.equal(why(draft.staying, 'n2'), '2 others are cordoned first (maxCordonsPerCycle)')
  })
  it('as many at a time as maxCordonedShare says, one in any case', () => {
    const ours = { n5: { pods: 1 } }
    const half = planned(takeOut, { goal: 0, open: four, ours, settings: { maxCordonedShare: 0.5 } })
    assert.deepEqual(half.cordon, ['n4'])
    assert.equal(why(half.draft.staying, 'n3'), '2 of 5 nodes are cordoned (maxCordonedShare 0.5)')
    assert.deepEqual(planned(takeOut, { goal: 0, open: four, settings: { maxCordonedShare: 0.01 } }).cordon, ['n4'])
  })
  it('the whole way where nothing is paced: no ages, no limits on a cycle, but the rest', () => {
    const young = { created: NOW - MINUTE }
    const open = { n1: { pods: 8 }, n2: { node: young }, n3: { node: young }, n4: { node: young } }
    const settings = { maxCordonsPerCycle: 1, maxCordonedShare: 0.01, minNodes: 2 }
    const { cordon, draft } = planned(takeOut, { goal: 0, open, settings, paced: false, backMs: 0 })
    assert.deepEqual(cordon, ['n4', 'n3'])
    assert.match(why(draft.staying, 'n2'), /minNodes/)
  })
})

describe('moving a cordon to an emptier node', () => {
  const open = { n1: { pods: 8 }, n2: { pods: 1 } }
  const ours = { n3: { pods: 4 } }

  it('one for one', () => {
    const { cordon, uncordon, draft, asked } = planned(move, { goal: 2, open, ours })
    assert.deepEqual([cordon, uncordon], [['n2'], ['n3']])
    assert.equal(why(draft.cordon, 'n2'), 'emptier than n3; it is among the emptiest, with 1 pod, none critical')
    assert.equal(why(draft.uncordon, 'n3'), 'node n2 is emptier and takes its cordon')
    assert.deepEqual(asked, ['cordon n2', 'restore n3'])
  })
  const neither: readonly [name: string, given: Partial<Given>][] = [
    ['more than half as many pods keep the other', { open: { n1: { pods: 8 }, n2: { pods: 3 } } }],
    ['it has as many', { open: { n1: { pods: 8 }, n2: { pods: 4 } } }],
    ['it is empty already', { ours: { n3: {} }, open: { n1: { pods: 8 }, n2: {} } }],
    ['more are in service than the goal: to take one out is better', { goal: 1 }],
    ['no other may go', { open: { n1: { critical: 1 }, n2: { off: true } } }],
    ['there is no cordon of ours', { ours: {} }],
  ]
  for (const [name, given] of neither)
    it(`not where ${name}`, () => {
      const { cordon, uncordon, staying } = planned(move, { goal: 2, open, ours, ...given })
      assert.deepEqual([cordon, uncordon, staying], [[], [], []])
    })
  it('also to one with just half as many pods', () =>
    assert.deepEqual(planned(move, { goal: 2, open: { n1: { pods: 8 }, n2: { pods: 2 } }, ours }).cordon, ['n2']))
  it('neither changes where the other must stay, and that is said', () => {
    const { cordon, uncordon, draft, asked } = planned(move, {
      goal: 2,
      open,
      ours,
      missed: { n2: 'an exam' },
    })
    assert.deepEqual([cordon, uncordon, why(draft.staying, 'n2'), asked], [[], [], 'an exam', ['cordon n2']])
  })
  it('is judged as if the one were back already: the numbers stay as they are', () => {
    const tight = { minNodes: 2, maxCordonedShare: 0.34 }
    assert.deepEqual(planned(move, { goal: 2, open, ours, settings: tight }).cordon, ['n2'])
    assert.match(why(planned(move, { goal: 2, open, ours, settings: { minNodes: 3 } }).draft.staying, 'n2'), /minNodes/)
  })
  it('not that of this plan', () => {
    const { choice, draft } = scene({ goal: 2, open: { n1: { pods: 8 }, n2: { pods: 2 }, n3: { pods: 1 } } })
    takeOut(choice, draft)
    move(choice, draft)
    assert.deepEqual([names(draft.cordon), names(draft.uncordon)], [['n3'], []])
  })
  it('several, the fullest first, each to another node', () => {
    const { cordon, uncordon } = planned(move, {
      goal: 3,
      open: { n1: { pods: 8 }, n2: { pods: 1 }, n3: {} },
      ours: { n4: { pods: 6 }, n5: { pods: 4 } },
    })
    assert.deepEqual(
      [cordon, uncordon],
      [
        ['n3', 'n2'],
        ['n4', 'n5'],
      ],
    )
  })
})
