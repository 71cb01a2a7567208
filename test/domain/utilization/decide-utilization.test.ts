import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UtilizationValues } from '../../../src/config/utilization-schema.ts'
import { undoCordons } from '../../../src/domain/utilization/decide-utilization.ts'
import { NOT_BEFORE, SWITCH } from '../../../src/domain/utilization/marks.ts'
import type { UtilizationPlan } from '../../../src/domain/utilization/plan.ts'
import type { ConfigValues } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { type PodSpec, several } from '../../support/pod.ts'
import { at, iso, MINUTE } from '../../support/time.ts'
import {
  carriedOut,
  cordonedByUs,
  names,
  ours,
  planAt,
  planOn,
  podIn,
  student,
  wholeCluster,
  withPolicy,
} from '../../support/utilization.ts'

const critical = (on: string): PodSpec => ({ on, memory: '1Gi' })

/** Nodes of 10Gi, n1 to n`count`; the last ones as said. */
const tens = (count: number, ...last: Omit<NodeSpec, 'name'>[]): NodeSpec[] =>
  several(count, (number) => ({
    name: `n${number}`,
    memory: '10Gi',
    ...(number > count - last.length ? last[number - 1 - count + last.length] : {}),
  }))

interface Given {
  readonly nodes: readonly NodeSpec[]
  readonly pods?: readonly PodSpec[]
  readonly settings?: UtilizationValues
}

/** A cluster without pools. */
const worldOf = ({ nodes, pods = [], settings = {} }: Given): World => {
  const config = wholeCluster({ maxCordonedShare: 1, ...settings })
  return { config, nodes: nodes.map(node), pods: pods.map((one) => podIn(config, one)) }
}

/** Nodes are made and removed by ourselves, not by an autoscaler. */
const GROUPS = { nodeGroups: 'kwok' } as const

const short = ({ goal, cordon, uncordon, shutdown, create }: UtilizationPlan) => ({
  goal,
  cordon: names(cordon),
  uncordon: names(uncordon),
  shutdown: names(shutdown),
  create: create.reduce((sum, { count }) => sum + count, 0),
})

const plan = (given: Given) => planAt('09:00', worldOf(given))
const nothing = { cordon: [], uncordon: [], shutdown: [], create: 0 }

describe('utilization', () => {
  it('workload is workload pods, those that wait and those of cordoned nodes too; capacity schedulable nodes', () => {
    const { figures, criticalNodes } = plan({
      nodes: tens(4, ours, { cordoned: true }),
      pods: [
        student('n1'),
        { ...student('n3'), memory: '2Gi' },
        student(undefined, '4Gi'),
        { placeholder: 'user', on: 'n2', memory: '8Gi' },
        { daemon: 'log', on: 'n1', memory: '16Gi' },
        { ...critical('n1'), namespace: 'kube-system' },
        { ...critical('n1'), phase: 'Failed' },
      ],
    })
    // n2 is reserved.
    assert.deepEqual([figures.workloadBytes / 2 ** 30, figures.capacityBytes / 2 ** 30], [7, 10])
    assert.equal(figures.utilization, 0.7)
    assert.deepEqual(criticalNodes, [])
  })
  it('each node counts with its own memory', () => {
    const nodes = [
      { name: 'a', memory: '28Gi', capacity: '32Gi' },
      { name: 'b', memory: '64Gi' },
    ]
    assert.equal(plan({ nodes }).figures.capacityBytes, 96 * 2 ** 30)
  })
})

describe('the plan', () => {
  for (const [what, given, expected] of [
    [
      'in the band: nothing',
      { nodes: tens(4), pods: [student('n1', '9Gi'), student('n2', '9Gi'), student('n3', '9Gi')] },
      { goal: 4, ...nothing },
    ],
    [
      'below: cordons the emptiest down to the optimum',
      { nodes: tens(6), pods: [...several(3, () => student('n1', '7Gi')), student('n3'), student('n3')] },
      { goal: 3, ...nothing, cordon: ['n6', 'n5', 'n4'] },
    ],
    [
      'the fewest pods first',
      {
        nodes: tens(5),
        pods: [1, 2, 3, 4, 5].flatMap((number) => several(6 - number, () => student(`n${number}`))),
      },
      { goal: 3, ...nothing, cordon: ['n5', 'n4'] },
    ],
    ['not below MIN_NODES', { nodes: tens(5) }, { goal: 3, ...nothing, cordon: ['n5', 'n4'] }],
    [
      'never a node with a critical pod',
      { nodes: tens(5), pods: [1, 2, 3, 4].map((number) => critical(`n${number}`)) },
      { goal: 3, ...nothing, cordon: ['n5'] },
    ],
    [
      'above: takes its own cordons back first, then creates',
      { nodes: tens(4, ours), pods: several(6, () => student(undefined, '9Gi')) },
      { goal: 7, ...nothing, uncordon: ['n4'], create: 3 },
    ],
    [
      'above: not more than MAX_NODES',
      { nodes: tens(4), pods: several(6, () => student(undefined, '9Gi')), settings: { maxNodes: 5 } },
      { goal: 5, ...nothing, create: 1 },
    ],
    [
      'shuts its own empty nodes down',
      { nodes: tens(5, ours, ours), pods: several(3, (number) => student(`n${number}`, '7Gi')) },
      { goal: 3, ...nothing, shutdown: ['n4', 'n5'] },
    ],
    [
      'one that still has pods is not shut down',
      { nodes: tens(4, ours), pods: [1, 2, 3, 4].map((number) => student(`n${number}`, '5632Mi')) },
      { goal: 3, ...nothing },
    ],
    [
      'what a person cordoned is not touched: not taken back, not shut down, not counted as there',
      { nodes: tens(4, { cordoned: true }), pods: several(6, () => student(undefined, '9Gi')) },
      { goal: 7, ...nothing, create: 4 },
    ],
    ['what a person cordoned stays, empty as it is', { nodes: tens(4, { cordoned: true }) }, { goal: 3, ...nothing }],
    [
      'NotReady nodes are the cloud’s: not cordoned, no capacity, not made again',
      { nodes: tens(4, { notReadySince: at('08:50') }), pods: several(4, () => student(undefined, '9Gi')) },
      { goal: 5, ...nothing, create: 1 },
    ],
    [
      'NotReady nodes are not shut down, though it cordoned them',
      { nodes: tens(4, { ...ours, notReadySince: at('08:50') }) },
      { goal: 3, ...nothing },
    ],
    [
      'nodes that go are as good as gone',
      { nodes: tens(4, { ...ours, deleting: true }), pods: several(4, () => student(undefined, '9Gi')) },
      { goal: 5, ...nothing, create: 2 },
    ],
    [
      'a critical pod that came while we cordoned: taken back',
      {
        nodes: tens(4, ours),
        pods: [...several(3, (number) => student(`n${number}`, '9Gi')), critical('n4')],
      },
      { goal: 4, ...nothing, uncordon: ['n4'] },
    ],
    [
      'what is taken back counts already: the goal is that of the next plan',
      {
        nodes: tens(4, ours),
        pods: [...several(3, (number) => student(`n${number}`, '7Gi')), critical('n4')],
      },
      { goal: 3, ...nothing, cordon: ['n3'], uncordon: ['n4'] },
    ],
    [
      'a placeholder that came while we cordoned: taken back',
      {
        nodes: tens(4, ours),
        pods: [...several(3, (number) => student(`n${number}`, '7Gi')), { placeholder: 'user', on: 'n4' }],
      },
      { goal: 3, ...nothing, uncordon: ['n4'] },
    ],
    [
      'reserved nodes are outside: not candidates, not capacity, not for MIN_NODES',
      { nodes: tens(6), pods: [4, 5, 6].map((number) => ({ placeholder: 'user', on: `n${number}` })) },
      { goal: 3, ...nothing },
    ],
    [
      'reserved nodes need not be created again: placeholders give way',
      {
        nodes: tens(5),
        pods: [
          ...[4, 5].map((number) => ({ placeholder: 'user', on: `n${number}` })),
          ...several(3, (number) => student(`n${number}`, '9Gi')),
        ],
      },
      { goal: 4, ...nothing },
    ],
    [
      'a node with students and a placeholder stays too',
      {
        nodes: tens(4),
        pods: [{ placeholder: 'user', on: 'n4' }, student('n4'), ...several(3, (number) => critical(`n${number}`))],
      },
      { goal: 3, ...nothing },
    ],
    [
      'where a placeholder waits a node is booting',
      { nodes: tens(3), pods: [{ placeholder: 'user' }, ...several(3, (number) => student(`n${number}`, '9Gi'))] },
      { goal: 4, ...nothing },
    ],
    [
      'in the band a cordon moves to a node that is emptier',
      {
        nodes: tens(4, ours),
        pods: [student('n1', '9Gi'), student('n2', '9Gi'), ...several(2, () => student('n4', '1536Mi'))],
      },
      { goal: 3, ...nothing, cordon: ['n3'], uncordon: ['n4'] },
    ],
    [
      'and stays where both are as full',
      {
        nodes: tens(4, ours),
        pods: [student('n1', '9Gi'), student('n2', '9Gi'), student('n3'), student('n4')],
      },
      { goal: 3, ...nothing },
    ],
    [
      'mixed sizes: the emptiest goes, whatever its size',
      {
        nodes: [{ name: 'big', memory: '80Gi' }, ...tens(4)],
        pods: [
          student('big', '10Gi'),
          ...[1, 2, 3, 4].flatMap((number) => several(2, () => student(`n${number}`, '3Gi'))),
        ],
        settings: { minNodes: 1 },
      },
      { goal: 4, ...nothing, cordon: ['big'] },
    ],
    ['no node at all: the minimum', { nodes: [], settings: GROUPS }, { goal: 3, ...nothing, create: 3 }],
    ['an autoscaler is not asked for empty nodes: it removes them again', { nodes: [] }, { goal: 3, ...nothing }],
    [
      'an autoscaler is asked for what the workload needs, and no more',
      { nodes: tens(1), pods: [student('n1', '9Gi')], settings: { minNodes: 5 } },
      { goal: 5, ...nothing, create: 1 },
    ],
    [
      'with groups of our own the minimum is made too',
      { nodes: tens(1), pods: [student('n1', '9Gi')], settings: { minNodes: 5, ...GROUPS } },
      { goal: 5, ...nothing, create: 4 },
    ],
  ] as const satisfies readonly (readonly [string, Given, object])[])
    it(what, () => assert.deepEqual(short(plan(given)), expected))

  it('says why, of each node', () => {
    const { cordon, staying } = plan({ nodes: tens(5), pods: [critical('n1'), student('n4')] })
    assert.deepEqual(
      cordon.map(({ node, because }) => `${node}: ${because}`),
      ['n5', 'n3'].map(
        (name) =>
          `${name}: utilization is 4 %, below 65 %: 1 node would be nearest to 75 %; not fewer than 3 nodes in all, so 3 here; nothing keeps it`,
      ),
    )
    assert.deepEqual(staying, [])
  })
})

describe('safety', () => {
  const idle = (count: number, settings: UtilizationValues = {}, spec: Omit<NodeSpec, 'name'> = {}): Given => ({
    nodes: tens(count).map((one) => ({ ...one, ...spec })),
    settings,
  })
  const heldBecause = ({ staying }: UtilizationPlan) => staying.map(({ because }) => because)

  it('cordons so many a cycle', () => {
    const { cordon, staying } = plan(idle(20, { maxCordonsPerCycle: 2 }))
    assert.deepEqual([names(cordon).length, staying.length], [2, 15])
    assert.match(staying[0]?.because ?? '', /2 others are cordoned first \(maxCordonsPerCycle\)/)
  })
  it('cordons such a share of a pool at a time, those of before counted, and one in any case', () => {
    assert.equal(plan(idle(20, { maxCordonedShare: 0.2 })).cordon.length, 4)
    assert.equal(plan(idle(4, { maxCordonedShare: 0 })).cordon.length, 1)
    const before = { nodes: tens(20, ours, ours, ours), settings: { maxCordonedShare: 0.2 } }
    assert.equal(plan(before).cordon.length, 1)
  })
  it('leaves young nodes alone', () => {
    const young = plan(idle(5, {}, { created: at('08:50') }))
    assert.deepEqual(young.cordon, [])
    assert.match(heldBecause(young)[0] ?? '', /it is 10 min old, younger than 15 min \(minNodeAge\)/)
    assert.equal(plan(idle(5, {}, { created: at('08:45') })).cordon.length, 2)
    assert.deepEqual(plan({ nodes: tens(5, { ...ours, created: at('08:50') }) }).shutdown, [])
  })
  it('lets no cordon take utilization above the maximum, not even for MAX_NODES', () => {
    const pods = several(5, (number) => student(`n${number}`, '6Gi'))
    const { goal, cordon, staying } = plan({ nodes: tens(5), pods, settings: { maxNodes: 3 } })
    assert.deepEqual([goal, names(cordon)], [3, ['n5']])
    assert.match(staying[0]?.because ?? '', /utilization would be 100 % without it, above 85 %/)
  })
  it('a node that the goal keeps never goes instead of one that must stay', () => {
    const nodes = [...tens(4), { name: 'young', memory: '10Gi', created: at('08:59') }]
    const { cordon, staying } = plan({
      nodes,
      pods: [1, 2, 3, 4].map((number) => student(`n${number}`)),
      settings: { minNodes: 4 },
    })
    assert.deepEqual([names(cordon), names(staying)], [[], ['young']])
  })
  it('shows the whole way where no cycle is', () => {
    const world = worldOf(idle(20, { maxCordonsPerCycle: 2, maxCordonedShare: 0.1 }, { created: at('08:59') }))
    assert.equal(planAt('09:00', world, { paced: false }).cordon.length, 17)
  })
  it('shuts nothing down while fewer than MIN_NODES are schedulable', () => {
    const given = { nodes: tens(3, ours, { cordoned: true }), settings: { minNodes: 2 } }
    assert.deepEqual(short(plan(given)), { goal: 2, ...nothing, uncordon: ['n2'] })
    assert.deepEqual(plan({ nodes: tens(3, ours, ours, ours) }).shutdown, [])
  })
  it('waits for a pod that waits and fits there', () => {
    const waiting = plan({ nodes: tens(5), pods: [{ name: 'ada', memory: '1Gi' }] })
    assert.deepEqual(waiting.cordon, [])
    assert.match(heldBecause(waiting)[0] ?? '', /pod ada waits and fits there/)
    assert.equal(plan({ nodes: tens(5), pods: [student(undefined, '11Gi')] }).cordon.length, 2)
    assert.equal(
      plan({ nodes: tens(5), pods: [{ memory: '1Gi', nodeSelector: { 'kubernetes.io/hostname': 'x' } }] }).cordon
        .length,
      2,
    )
  })
  it('takes nothing out of service that it cannot see, and still takes back', () => {
    const world = worldOf({ nodes: tens(5, ours), pods: [critical('n5')] })
    const blind = planAt('09:00', { ...world, sight: STALE })
    assert.deepEqual(short(blind), { goal: 3, ...nothing, uncordon: ['n5'] })
    const idleWorld = worldOf({ nodes: tens(5, ours) })
    for (const state of [
      { sight: STALE },
      { calendar: { at: 'failing', sinceMs: at('08:00'), because: 'HTTP 500' } },
    ] as const)
      assert.deepEqual(short(planAt('09:00', { ...idleWorld, ...state })), { goal: 3, ...nothing })
    assert.equal(short(planAt('09:00', idleWorld)).cordon.length, 1)
  })

  describe('the kill switch', () => {
    it('on a node: it is left alone, our cordon on it is taken back', () => {
      const off = { annotations: { [SWITCH]: 'off' } }
      assert.deepEqual(short(plan({ nodes: tens(4, off) })).cordon, ['n3'])
      const cordoned = { ...ours, annotations: { ...ours.annotations, [SWITCH]: 'off' } }
      assert.deepEqual(short(plan({ nodes: tens(4, cordoned) })), {
        goal: 3,
        ...nothing,
        cordon: ['n3'],
        uncordon: ['n4'],
      })
    })
    it('on a pool’s Deployment: nothing is done in the pool, and all cordons there are taken back', () => {
      const config = withPolicy({ maxCordonedShare: 1 })
      const world: World = { config, nodes: tens(6, ours).map(node) }
      assert.equal(planAt('09:00', world).cordon.length, 2)
      const switched = { ...world, deployments: [deployment({ config, annotations: { [SWITCH]: 'off' } })] }
      assert.deepEqual(short(planAt('09:00', switched)), { goal: 3, ...nothing, uncordon: ['n6'] })
    })
    it('mistyped it is off, and that is said', () => {
      const { cordon, problems } = plan({ nodes: tens(4, { annotations: { [SWITCH]: 'of' } }) })
      assert.deepEqual(names(cordon), ['n3'])
      assert.match(problems[0]?.text ?? '', /`of` is taken for `off`; write `off` or `on`/)
    })
  })

  describe('a cordon that brings nothing', () => {
    const old = cordonedByUs('06:59')
    const full = { nodes: tens(4, old), pods: [student('n4'), ...several(3, (number) => student(`n${number}`, '7Gi'))] }
    it('is taken back after a while, reported, and not renewed for as long', () => {
      const { uncordon, problems } = plan(full)
      assert.deepEqual(names(uncordon), ['n4'])
      assert.equal(uncordon[0]?.notBeforeMs, at('11:00'))
      assert.equal(problems[0]?.where, 'node n4')
      assert.match(
        problems[0]?.text ?? '',
        /cordoned since 06:59, no pod has left it for 2 h, 1 pod is there still: taken back/,
      )
    })
    it('nor when an empty node is not removed', () => {
      const { uncordon, shutdown, problems } = plan({ nodes: tens(4, old) })
      assert.deepEqual([names(uncordon), shutdown], [['n4'], []])
      assert.match(problems[0]?.text ?? '', /nobody has removed it in 2 h.*does your autoscaler scale down/)
    })
    it('progress starts the wait anew', () => {
      const two = { ...full, pods: [...full.pods, student('n4')] }
      const first = planAt('08:00', worldOf(two))
      assert.deepEqual(first.memory.cordons, { 'uid-n4': { workloadPods: 2, sinceMs: at('06:59') } })
      const second = planAt('08:30', worldOf(full), { before: first.memory })
      assert.deepEqual(second.memory.cordons, { 'uid-n4': { workloadPods: 1, sinceMs: at('08:30') } })
      assert.deepEqual(planAt('09:00', worldOf(full), { before: second.memory }).uncordon, [])
    })
    it('the node is left alone until then', () => {
      const annotations = { [NOT_BEFORE]: iso(at('09:01')) }
      const nodes = tens(4, { annotations })
      const early = planAt('09:00', worldOf({ nodes }))
      assert.deepEqual(names(early.cordon), [])
      assert.match(early.staying[0]?.because ?? '', /its last cordon brought nothing; not again for 1 min/)
      assert.deepEqual(names(planAt('09:01', worldOf({ nodes })).cordon), ['n4'])
    })
  })

  it('marks that a person left behind are removed', () => {
    const { unmark, cordon } = plan({ nodes: tens(3, { ...ours, cordoned: false }) })
    assert.deepEqual([names(unmark), cordon], [['n3'], []])
  })
  it('all cordons are undone when it is disabled, whatever state the node is in', () => {
    const nodes = tens(5, ours, { ...ours, notReadySince: at('08:50') }, { cordoned: true }).map(node)
    assert.deepEqual(names(undoCordons(observed({ nodes }), 'the policy was disabled')), ['n3', 'n4'])
  })
})

describe('together with the calendar', () => {
  const config = withPolicy({ maxCordonedShare: 1, minNodes: 0 })
  const nodes = several(6, (number) => node({ name: `n${number}` }))
  const world = (more: World = {}): World => ({ config, nodes, ...more })
  const midterm = (from: string, user: number) => ({ title: 'Midterm', from, to: '11:00', asks: { user } })

  it('without an event idle nodes go', () => {
    assert.equal(planAt('09:00', world()).cordon.length, 5)
    assert.equal(planAt('09:00', world(), { paced: false }).cordon.length, 6)
  })
  it('an event in 10 minutes keeps the nodes that its placeholders will land on', () => {
    const { cordon, staying } = planAt('09:00', world({ events: [midterm('09:10', 4)] }), { paced: false })
    assert.equal(cordon.length, 2)
    assert.match(staying[0]?.because ?? '', /without it 1 instead of 0 nodes of pool user boot at 09:10/)
  })
  it('one that begins after the longest lead time and a boot does not', () => {
    assert.equal(planAt('09:00', world({ events: [midterm('09:19', 4)] }), { paced: false }).cordon.length, 2)
    assert.equal(planAt('09:00', world({ events: [midterm('09:21', 4)] }), { paced: false }).cordon.length, 6)
  })
  it('room that lowers a target stays: the next one is tried on the world without the ones before', () => {
    const roomy = withPolicy(
      { maxCordonedShare: 1, minNodes: 0, minUtilization: 0.6 },
      { nodePools: { user: { replicas: 3, emptyNodeGracePeriod: 0 } } },
    )
    const { cordon, staying } = planAt('09:00', { config: roomy, nodes }, { paced: false })
    assert.equal(cordon.length, 3)
    assert.match(staying[0]?.because ?? '', /without it pool user needs 1 instead of 0 placeholders at 09:00/)
  })
  it('students and seats count as well', () => {
    const seats = withPolicy(
      { maxCordonedShare: 1, minNodes: 0 },
      { nodePools: { user: { seat: { requests: { memory: '2Gi' } } } } },
    )
    const events = [{ title: 'Lab', from: '09:10', to: '11:00', asks: { user: { students: 40 } } }]
    assert.equal(planAt('09:00', { config: seats, nodes, events }, { paced: false }).cordon.length, 3)
  })
  it('our cordon is taken back when an event comes up that needs the node', () => {
    const cordoned = [...nodes.slice(0, 2), ...several(4, (number) => node({ name: `n${number + 2}`, ...ours }))]
    const late = planAt('09:00', world({ nodes: cordoned, events: [midterm('09:10', 4)] }))
    assert.deepEqual(names(late.uncordon), ['n3', 'n4'])
    assert.match(late.uncordon[0]?.because ?? '', /nodes of pool user boot at 09:10/)
    assert.deepEqual(names(late.shutdown), ['n5', 'n6'])
  })
  it('what it cordons it does not take back in the next cycle, nor the other way round', () => {
    let sight = observed(world({ events: [midterm('09:10', 4)] }))
    const seen: string[] = []
    for (let cycle = 0; cycle < 5; cycle += 1) {
      const made = planOn(sight, at('09:00') + cycle * MINUTE)
      seen.push(
        [...names(made.cordon).map((name) => `-${name}`), ...names(made.uncordon).map((name) => `+${name}`)].join(' '),
      )
      sight = carriedOut(sight, made)
    }
    assert.deepEqual(seen, ['-n6 -n5', '', '', '', ''])
    assert.equal(sight.nodes.size, 4)
  })
})

describe('pools', () => {
  const config = withPolicy({ maxCordonedShare: 1 }, { nodePools: { user: {}, gpu: {} } })
  const inPool = (pool: string, count: number) => several(count, (number) => node({ name: `${pool}${number}`, pool }))

  it('each has its own goal; the bounds are of all together', () => {
    const nodes = [...inPool('user', 5), ...inPool('gpu', 2)]
    const pods = several(3, () => podIn(config, { on: 'gpu1', memory: '15Gi' }))
    const made = planAt('09:00', { config, nodes, pods })
    const goals = [...made.scopes].map(([name, { goal, utilization }]) => [name, goal.nodes, utilization])
    assert.deepEqual(goals, [
      ['user', 1, 0],
      ['gpu', 2, 45 / 64],
    ])
    assert.deepEqual([made.goal, made.figures.utilization], [3, 45 / (7 * 32)])
    assert.deepEqual(names(made.cordon), ['user5', 'user4', 'user3', 'user2'])
  })
  it('nodes of no pool are never touched, and do not count', () => {
    const nodes = [...inPool('user', 4), node({ name: 'core', pool: null, memory: '64Gi' })]
    const made = planAt('09:00', { config, nodes })
    assert.deepEqual(names(made.cordon), ['user4'])
    assert.equal(made.figures.capacityBytes, 4 * 32 * 2 ** 30)
  })
  for (const [what, more, settings, expected] of [
    ['nothing keeps room', {}, {}, 1],
    ['the calendar does: users are to fill the nodes', { calendarUrl: 'https://example.org/c.ics' }, {}, 0],
    [
      'the calendar does, and it shall ask all the same',
      { calendarUrl: 'https://example.org/c.ics' },
      { askForNodes: 'always' },
      1,
    ],
    [
      'the calendar does: nodes of our own groups are made for the minimum',
      { calendarUrl: 'https://example.org/c.ics' },
      { minNodes: 5, nodeGroups: 'kwok' },
      2,
    ],
  ] as const satisfies readonly (readonly [string, ConfigValues, UtilizationValues, number])[])
    it(`above the maximum, where ${what}, nodes that are asked for: ${expected}`, () => {
      const from = withPolicy(settings, { nodePools: { user: { replicas: 0 } }, ...more })
      const pods = several(3, (number) => podIn(from, student(`user${number}`, '32Gi')))
      const { create } = planAt('09:00', { config: from, nodes: inPool('user', 3), pods })
      assert.equal(
        create.reduce((sum, { count }) => sum + count, 0),
        expected,
      )
    })
  it('while one pool waits for its nodes, another does not go below MIN_NODES', () => {
    const gpu = { memory: '30Gi', nodeSelector: { 'hub.jupyter.org/pool-name': 'gpu-pool' } }
    const pods = [podIn(config, { ...gpu, on: 'gpu1' }), ...several(2, () => podIn(config, gpu))]
    const made = planAt('09:00', { config, nodes: [...inPool('user', 4), ...inPool('gpu', 1)], pods })
    assert.deepEqual([made.scopes.get('gpu')?.goal.nodes, made.scopes.get('user')?.goal.nodes], [4, 0])
    assert.deepEqual([made.create.map(({ scope, count }) => `${count} ${scope}`), made.cordon.length], [['3 gpu'], 2])
    assert.match(made.staying[0]?.because ?? '', /not fewer than 3 nodes stay schedulable \(minNodes\)/)
  })
})
