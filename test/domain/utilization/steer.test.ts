import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Node, withCordon } from '../../../src/domain/cluster/node.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Config } from '../../../src/domain/settings/config.ts'
import { CORDONED_AT, CORDONED_BY, SWITCH } from '../../../src/domain/utilization/marks.ts'
import type { NodeAction } from '../../../src/domain/utilization/node-action.ts'
import { type Steering, type SteeringMemory, steer } from '../../../src/domain/utilization/steer.ts'
import { OWNER } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'
import { cordonedByUs, podIn, STUDENT, withPolicy } from '../../support/utilization.ts'

const CYCLE = MINUTE
const RELEASE = `${OWNER.namespace}/${OWNER.name}`
const on = (more: object = {}) =>
  withPolicy(
    { enabled: true, mode: 'act', minNodes: 1, maxCordonedShare: 1, nodeGroups: 'kwok', ...more },
    { nodePools: { user: { replicas: 0 } } },
  )

/** Cordoned by this release. */
const ours = (time = '19:00'): Partial<NodeSpec> => {
  const { cordoned = true, annotations } = cordonedByUs(time)
  return { cordoned, annotations: { ...annotations, [CORDONED_BY]: RELEASE } }
}
const versioned = (spec: NodeSpec, resourceVersion = '1'): Node => ({ ...node(spec), resourceVersion })
const student = (from: Config, name: string, where: string, memory = '4Gi') =>
  podIn(from, { user: name, on: where, memory, labels: { [STUDENT]: '' } })

/** Four nodes with one student each: three too many. */
const thin = (from = on(), more: readonly Node[] = []): World => {
  const nodes = ['n1', 'n2', 'n3', 'n4'].map((name) => versioned({ name }))
  return { config: from, nodes: [...nodes, ...more], pods: nodes.map(({ name }) => student(from, `on-${name}`, name)) }
}

function steering(
  time: string | number,
  world: World | ReturnType<typeof observed>,
  before?: SteeringMemory,
): Steering {
  const nowMs = typeof time === 'number' ? time : at(time)
  const sight = 'sight' in world && 'timeline' in world ? (world as ReturnType<typeof observed>) : observed(world)
  return steer({ observed: sight, decision: decide(sight, NO_MEMORY, nowMs), before, nowMs })
}

const said = (actions: readonly NodeAction[]) =>
  actions.map((action) =>
    action.type === 'create nodes'
      ? `create ${action.count}`
      : `${action.type === 'remove node' ? 'remove' : action.reason} ${action.name}`,
  )

describe('the policy', () => {
  const marked = versioned({ name: 'n9', ...ours() })
  const unowned = versioned({ name: 'n8', ...cordonedByUs('19:00') })
  const byAnother = versioned({
    name: 'n7',
    cordoned: true,
    annotations: { ...cordonedByUs('19:00').annotations, [CORDONED_BY]: 'hub/other-state' },
  })
  const orphan = versioned({ name: 'n9', pool: null, ...ours() })
  const from = on()
  const base = thin(from)
  const table: readonly (readonly [string, World & { isPolicyOff?: boolean }, readonly string[]])[] = [
    ['disabled, gives its cordons back', thin(on({ enabled: false }), [marked]), ['uncordon n9']],
    [
      'disabled, leaves those of another release and of `scale`',
      thin(on({ enabled: false }), [byAnother, unowned]),
      [],
    ],
    ['recommending, does the same and no more', thin(on({ mode: 'recommend' }), [marked]), ['uncordon n9']],
    ['uninstalled, knows nothing of its own', { ...thin(on({ enabled: false }), [marked]), owner: null }, []],
    ['acting, cordons', thin(), ['cordon n4', 'cordon n3', 'cordon n2']],
    ['acting, removes what is empty', thin(on(), [marked]), ['cordon n4', 'cordon n3', 'cordon n2', 'remove n9']],
    [
      'acting, goes on with a cordon of `scale`',
      thin(on(), [unowned]),
      ['cordon n4', 'cordon n3', 'cordon n2', 'remove n8'],
    ],
    ['acting, leaves those of another release alone', thin(on(), [byAnother]), ['cordon n4', 'cordon n3', 'cordon n2']],
    [
      'acting, does not take a cordon of another release back for a critical pod',
      {
        ...base,
        nodes: [...(base.nodes ?? []), byAnother],
        pods: [...(base.pods ?? []), podIn(from, { on: 'n7', name: 'db' })],
      },
      ['cordon n4', 'cordon n3', 'cordon n2'],
    ],
    [
      'acting, takes its cordon back from a node that has left every pool',
      {
        ...base,
        nodes: [
          ...(base.nodes ?? []),
          orphan,
          { ...orphan, ...byAnother, labels: {} },
          versioned({ name: 'n5', cordoned: true, pool: null }),
        ],
      },
      ['uncordon n9', 'cordon n4', 'cordon n3', 'cordon n2'],
    ],
    [
      'leaves that to the autoscaler',
      thin(on({ nodeGroups: 'autoscaler' }), [marked]),
      ['cordon n4', 'cordon n3', 'cordon n2'],
    ],
  ]
  for (const [name, world, wanted] of table)
    it(name, () => assert.deepEqual(said(steering('20:00', world).actions), wanted))

  it('switched off for the whole release gives its cordons back, and says what it would do', () => {
    const { plan, isActing, actions } = steering('20:00', { ...observed(thin(on(), [marked])), isPolicyOff: true })
    assert.deepEqual([isActing, said(actions), plan?.cordon.length], [false, ['uncordon n9'], 3])
  })
  it('says for as long as it is switched off how to switch it on again', () => {
    const problems = (isPolicyOff: boolean) =>
      steering('20:00', { ...observed(thin(on())), isPolicyOff }).plan?.problems ?? []
    assert.deepEqual(problems(false), [])
    const [{ where, text } = { where: '', text: '' }] = problems(true)
    assert.equal(where, `ConfigMap ${OWNER.name} annotation ${SWITCH}`)
    assert.match(text, /kubectl -n hub annotate configmap warmseats-state warmseats\.io\/utilization-$/)
  })
  it('waits for a new machine no longer than three boot times', () => {
    const crowd = thin(on({ bootTime: '10m', minNodes: 6 }))
    const [action] = steering('20:00', crowd).actions.filter(({ type }) => type === 'create nodes')
    assert.equal(action?.type === 'create nodes' && action.lateBeforeMs, at('19:30'))
  })
  it('says on the node which release did it, when and why', () => {
    const [action] = steering('20:00', thin()).actions
    assert.ok(action?.type === 'write node')
    assert.equal(action.annotations[CORDONED_BY], RELEASE)
    assert.equal(action.annotations[CORDONED_AT], '2026-03-24T20:00:00Z')
    assert.deepEqual([action.unschedulable, action.resourceVersion], [true, '1'])
  })
})

describe('two releases that share a pool', () => {
  const preemptible = on()
  const critical = on({ preemptibleLabels: [] })
  const [a, b] = [OWNER, { ...OWNER, name: 'other-state' }]
  /** The world after these writes. */
  const written = (nodes: readonly Node[], actions: readonly NodeAction[]): readonly Node[] =>
    nodes.map((one) => {
      const write = actions.find((action) => action.type === 'write node' && action.name === one.name)
      if (write?.type !== 'write node') return one
      const annotations = Object.entries({ ...one.annotations, ...write.annotations })
      const kept = annotations.filter((entry): entry is [string, string] => entry[1] !== null)
      const cordoned = write.unschedulable ?? one.cordoned
      return { ...withCordon(one, cordoned), annotations: Object.fromEntries(kept) }
    })

  it('do not undo each other’s cordons, though one would never have put them on', () => {
    let nodes = thin(preemptible).nodes ?? []
    const memories = new Map<object, SteeringMemory>()
    const writes: string[] = []
    for (let minute = 0; minute < 60; minute++)
      for (const [owner, from] of [
        [a, preemptible],
        [b, critical],
      ] as const) {
        const { actions, memory } = steering(
          at('20:00') + minute * MINUTE,
          observed({ ...thin(from), nodes, owner }),
          memories.get(owner),
        )
        memories.set(owner, memory)
        writes.push(...said(actions))
        nodes = written(nodes, actions)
      }
    assert.deepEqual(writes, ['cordon n4', 'cordon n3', 'cordon n2'])
  })
})

describe('between two cycles', () => {
  const from = on({ cycle: '1m', maxCordonsPerCycle: 1 })
  const start = at('20:00')
  const base = observed(thin(from))
  // The config and the calendar are the same object for as long as nobody changes them.
  const seen = (world: World) => ({ ...observed({ ...thin(from), ...world }), timeline: base.timeline })
  const first = steering(start, base)

  it('the plan stays, however much happens, and the next is due a cycle later', () => {
    const later = steering(start + CYCLE - 1, seen({}), first.memory)
    assert.equal(later.plan, first.plan)
    assert.equal(later.revisitAt, start + CYCLE)
    assert.deepEqual(later.floors, {})
  })
  it('so no more is cordoned than a cycle may', () => {
    const after = {
      ...thin(from),
      nodes: [...(thin(from).nodes ?? []).slice(0, 3), versioned({ name: 'n4', ...ours('20:00') }, '2')],
    }
    const world = seen(after)
    assert.deepEqual(said(steering(start + CYCLE - 1, world, first.memory).actions), [])
    assert.deepEqual(said(steering(start + CYCLE, world, first.memory).actions), ['cordon n3'])
  })
  const changed: readonly (readonly [string, readonly Node[]])[] = [
    ['has changed', [versioned({ name: 'n4' }, '2')]],
    ['is another one of its name', [versioned({ name: 'n4', uid: 'new' })]],
    ['is gone', []],
    ['was cordoned by a person', [versioned({ name: 'n4', cordoned: true })]],
  ]
  for (const [name, instead] of changed)
    it(`a node that ${name} since the plan is decided anew with the next`, () => {
      assert.deepEqual(said(first.actions), ['cordon n4'])
      const world = { ...thin(from), nodes: [...(thin(from).nodes ?? []).slice(0, 3), ...instead] }
      assert.deepEqual(said(steering(start + SECOND, seen(world), first.memory).actions), [])
    })
  it('a critical pod that came since the plan keeps its node', () => {
    const world = thin(from)
    const critical = podIn(from, { name: 'db', on: 'n4', memory: '1Gi' })
    const pods = [...(world.pods ?? []), critical]
    assert.deepEqual(said(steering(start + SECOND, seen({ pods }), first.memory).actions), [])
  })
  it('another config is planned at once', () => {
    const other = on({ cycle: '1m', maxCordonsPerCycle: 2 })
    const next = steering(start + 1, thin(other), first.memory)
    assert.deepEqual(said(next.actions), ['cordon n4', 'cordon n3'])
  })
})

describe('what cannot wait', () => {
  const from = on()
  const start = at('20:00')
  const quiet: World = {
    ...thin(from),
    nodes: [...(thin(from).nodes ?? []).slice(0, 3), versioned({ name: 'n4', ...ours() })],
  }
  // One object for all: the config and the calendar are the same.
  const base = observed(quiet)
  const seen = (world: World) => ({ ...observed({ ...quiet, ...world }), config: base.config, timeline: base.timeline })
  const first = steering(start, base)
  const needed = seen({ pods: [...(quiet.pods ?? []), podIn(from, { name: 'db', on: 'n4', memory: '1Gi' })] })

  it('is planned a second after the last plan, before the cycle ends', () => {
    const soon = steering(start + 10, needed, first.memory)
    assert.equal(soon.plan, first.plan)
    assert.equal(soon.revisitAt, start + SECOND)
    assert.deepEqual(said(steering(start + SECOND, needed, soon.memory).actions), ['uncordon n4'])
  })
  it('takes nothing out of service, and moves the next cycle nowhere', () => {
    const urgent = steering(start + SECOND, needed, first.memory)
    assert.deepEqual([urgent.plan?.cordon, urgent.plan?.shutdown, urgent.plan?.create], [[], [], []])
    assert.equal(urgent.revisitAt, start + CYCLE)
  })
  it('is said once: the same crowd is no reason for another plan', () => {
    const urgent = steering(start + SECOND, needed, first.memory)
    assert.equal(steering(start + 5 * SECOND, needed, urgent.memory).plan, urgent.plan)
  })
  it('is a switch on a node too', () => {
    const annotations = { ...ours().annotations, [SWITCH]: 'off' }
    const nodes = [...(quiet.nodes ?? []).slice(0, 3), versioned({ name: 'n4', ...ours(), annotations }, '2')]
    assert.deepEqual(said(steering(start + SECOND, seen({ nodes }), first.memory).actions), ['uncordon n4'])
  })
})

describe('a floor under placeholders', () => {
  const from = on({ nodeGroups: 'autoscaler', bootTime: '10m', maxNodes: 10 })
  const full = (more: readonly Node[] = []): World => {
    const nodes = ['n1', 'n2', 'n3'].map((name) => versioned({ name }))
    return {
      config: from,
      nodes: [...nodes, ...more],
      pods: nodes.map(({ name }) => student(from, `on-${name}`, name, '30Gi')),
    }
  }
  const start = at('20:00')
  const step = (nowMs: number, world: World, memory: Memory, before?: SteeringMemory) => {
    const sight = observed(world)
    return steer({ observed: sight, decision: decide(sight, memory, nowMs), before, nowMs })
  }

  it('asks for the missing nodes for one boot time', () => {
    const { floors, plan } = step(start, full(), NO_MEMORY)
    assert.equal(plan?.create[0]?.count, 1)
    assert.deepEqual(floors, { user: { count: 1, untilMs: start + 10 * MINUTE } })
  })
  const floor = { count: 1, untilMs: start + 10 * MINUTE }
  const laid = { ...NO_MEMORY, pools: { user: { desired: 0, fall: { target: 0, peaks: [] }, floor } } }
  it('holds the pool at its number until it ends, and says so', () => {
    const held = decide(observed(full()), laid, start)
    assert.equal(held.pools.get('user')?.target, 1)
    assert.match(held.pools.get('user')?.because ?? '', /at least 1 until 20:10, so that nodes come \(utilization\)/)
    const over = decide(observed(full()), held.memory, floor.untilMs)
    assert.deepEqual([over.pools.get('user')?.target, over.memory.pools.user?.floor], [0, undefined])
    assert.ok((held.revisitAt ?? 0) <= floor.untilMs)
  })
  it('is not laid twice, whatever placeholders are there', () => {
    const { memory } = decide(observed(full()), laid, start)
    assert.deepEqual(step(start + CYCLE, full(), memory).floors, {})
  })
  it('is none for nodes that boot for users anyway', () => {
    const world = full()
    const waiting = podIn(from, {
      user: 'late',
      memory: '30Gi',
      labels: { [STUDENT]: '' },
      nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' },
    })
    const { plan, floors } = step(start, { ...world, pods: [...(world.pods ?? []), waiting] }, NO_MEMORY)
    assert.equal(plan?.create[0]?.count, 2)
    assert.deepEqual(floors, { user: { count: 1, untilMs: start + 10 * MINUTE } })
  })
  it('is none while it only recommends', () => {
    const config = on({ nodeGroups: 'autoscaler', mode: 'recommend' })
    assert.deepEqual(step(start, { ...full(), config }, NO_MEMORY).floors, {})
  })
})

describe('what was saved', () => {
  const from = on()
  const start = at('20:00')
  const gone = versioned({ name: 'n9', ...ours() })

  it('counts a node of ours from when it is gone until another one comes', () => {
    const first = steering(start, observed(thin(from, [gone])))
    const second = steering(start + CYCLE, observed(thin(from)), first.memory)
    assert.deepEqual(second.savings?.nodes, { user: 1 })
    const third = steering(start + CYCLE + 60 * MINUTE, observed(thin(from)), second.memory)
    assert.deepEqual(third.savings?.nodeHours, { user: 1 })
    const fourth = steering(
      start + 2 * CYCLE + 60 * MINUTE,
      observed(thin(from, [versioned({ name: 'new' })])),
      third.memory,
    )
    assert.deepEqual(fourth.savings?.nodes, { user: 0 })
  })
  it('counts no node that went by itself', () => {
    const first = steering(start, observed(thin(from, [versioned({ name: 'n9' })])))
    const second = steering(start + CYCLE, observed(thin(from)), first.memory)
    assert.deepEqual(second.savings?.nodes, {})
  })
})
