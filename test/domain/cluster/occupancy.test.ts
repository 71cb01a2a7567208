import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLedger, type Occupancy, type PodsView } from '../../../src/domain/cluster/occupancy.ts'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import type { Resources } from '../../../src/domain/scheduling/resources.ts'
import { viewOf } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { fc } from '../../support/properties.ts'

describe('what the pods on a node take', () => {
  const on = (...specs: Parameters<typeof pod>[0][]) =>
    viewOf(specs.map((spec) => pod({ on: 'n1', ...spec }))).occupancy.get('n1')
  const counts = ({ pods, keepers, users, placeholders }: Occupancy) => ({ pods, keepers, users, placeholders })

  const table: [string, Parameters<typeof pod>[0], ReturnType<typeof counts>][] = [
    ['a user', { user: 'ada' }, { pods: 1, keepers: 1, users: 1, placeholders: 0 }],
    ['another pod', {}, { pods: 1, keepers: 1, users: 0, placeholders: 0 }],
    ['a DaemonSet pod', { daemon: 'log' }, { pods: 1, keepers: 0, users: 0, placeholders: 0 }],
    [
      'a mirror pod',
      { annotations: { 'kubernetes.io/config.mirror': 'x' } },
      { pods: 1, keepers: 0, users: 0, placeholders: 0 },
    ],
    ['a placeholder', { placeholder: 'user' }, { pods: 1, keepers: 0, users: 0, placeholders: 1 }],
    [
      "another release's placeholder",
      { placeholder: 'user', namespace: 'other' },
      { pods: 1, keepers: 0, users: 0, placeholders: 1 },
    ],
    [
      'a placeholder being deleted',
      { placeholder: 'user', deleting: true },
      { pods: 1, keepers: 0, users: 0, placeholders: 0 },
    ],
    ['a user being deleted', { user: 'ada', deleting: true }, { pods: 1, keepers: 1, users: 1, placeholders: 0 }],
  ]
  for (const [name, spec, expected] of table)
    it(name, () => {
      const occupancy = on(spec)
      assert.deepEqual(occupancy && counts(occupancy), expected)
    })
  it('nothing of finished pods, and none of those that wait', () => {
    assert.equal(on({ user: 'ada', phase: 'Succeeded' }, { phase: 'Failed', memory: '30Gi' }), undefined)
    assert.equal(viewOf([pod({ user: 'ada' })]).occupancy.size, 0)
  })
  it('requests of all, also while they are being deleted; those of DaemonSets apart', () => {
    const occupancy = on(
      { user: 'ada', cpu: '1' },
      { user: 'bob', cpu: '2', deleting: true },
      { daemon: 'log', cpu: '100m', memory: '1Ki' },
    )
    assert.deepEqual(occupancy?.requests, { cpu: 3100, memory: 1024 })
    assert.deepEqual(occupancy?.daemons, { cpu: 100, memory: 1024 })
  })
})

describe('who waits', () => {
  const names = (pods: ReadonlyMap<string, Pod>) => [...pods.values()].map((one) => one.name)
  it('users without a node, until they have one, go or finish', () => {
    const waiting = [
      pod({ user: 'ada' }),
      pod({ user: 'bob', on: 'n1' }),
      pod({ user: 'eve', deleting: true }),
      pod({ user: 'joe', phase: 'Failed' }),
      pod(),
    ]
    assert.deepEqual(names(viewOf(waiting).pendingUsers), ['jupyter-ada'])
  })
  it('our placeholders, bound or not, of our namespace', () => {
    const pods = [
      pod({ placeholder: 'user', name: 'a' }),
      pod({ placeholder: 'user', name: 'b', on: 'n1' }),
      pod({ placeholder: 'user', name: 'c', phase: 'Failed' }),
      pod({ placeholder: 'user', name: 'd', namespace: 'other' }),
    ]
    assert.deepEqual(names(viewOf(pods).placeholders), ['a', 'b'])
    const ledger = createLedger()
    for (const one of pods) ledger.applied(one)
    assert.deepEqual(names(ledger.view.placeholders), ['a', 'b', 'd'])
  })
})

it('users are counted by what they may take the place of, waiting or not; a pod without a class has priority 0', () => {
  const pods = [
    pod({ user: 'ada', on: 'n1' }),
    pod({ user: 'bob', priority: 0, preemptionPolicy: 'PreemptLowerPriority' }),
    pod({ user: 'eve', priority: 0, preemptionPolicy: 'Never' }),
    pod({ user: 'joe', priority: -10 }),
    pod({ user: 'max', priority: 5, phase: 'Succeeded' }),
    pod({ placeholder: 'user', priority: -10 }),
    pod({ priority: 7, on: 'n1' }),
  ]
  assert.deepEqual(
    [...viewOf(pods).ranks.values()],
    [
      { priority: 0, neverPreempts: false, users: 2 },
      { priority: 0, neverPreempts: true, users: 1 },
      { priority: -10, neverPreempts: false, users: 1 },
    ],
  )
})

it('image pullers are found by their node', () => {
  const puller = { daemon: 'pull', labels: { component: 'continuous-image-puller' } }
  const pods = [
    pod({ ...puller, name: 'a', on: 'n1' }),
    pod({ ...puller, name: 'b', on: 'n1', namespace: 'other' }),
    pod({ ...puller, name: 'c', on: 'n2', phase: 'Failed' }),
    pod({ ...puller, name: 'd' }),
    pod({ daemon: 'log', on: 'n1' }),
  ]
  const found = [...viewOf(pods).imagePullers].map(([on, all]) => [on, all.map(({ name }) => name)])
  assert.deepEqual(found, [['n1', ['a', 'b']]])
})

describe('a ledger after any history equals one written anew', () => {
  const state = fc.record({
    on: fc.option(fc.constantFrom('n1', 'n2'), { nil: undefined }),
    phase: fc.constantFrom('Running', 'Running', 'Pending', 'Succeeded', 'Failed'),
    deleting: fc.boolean(),
    priority: fc.constantFrom(0, 0, -10),
    preemptionPolicy: fc.constantFrom('PreemptLowerPriority', 'Never'),
    requests: fc.dictionary(fc.constantFrom('cpu', 'memory', 'nvidia.com/gpu'), fc.nat(5), { noNullPrototype: true }),
  })
  const step = fc.record({
    who: fc.nat(7),
    what: fc.oneof({ weight: 4, arbitrary: state }, { weight: 1, arbitrary: fc.constant('deleted' as const) }),
  })
  const KINDS = [
    { user: 'ada' },
    { user: 'bob' },
    { placeholder: 'user' },
    { placeholder: 'gpu', namespace: 'other' },
    { daemon: 'log' },
    { daemon: 'pull', labels: { component: 'continuous-image-puller' } },
    {},
    { annotations: { 'kubernetes.io/config.mirror': 'x' } },
  ]

  const podAs = (who: number, { on, ...others }: Omit<PodSpec, 'on'> & { readonly on: string | undefined }) =>
    pod({ ...KINDS[who], name: `pod-${who}`, ...others, ...(on ? { on } : {}) })

  it('applied and deleted in any order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ledger = createLedger('hub')
        const pods = new Map<number, Pod>()
        for (const { who, what } of steps) {
          const previous = pods.get(who)
          if (what === 'deleted') {
            if (previous) ledger.deleted(previous)
            pods.delete(who)
          } else {
            const next = podAs(who, what)
            ledger.applied(next, previous)
            pods.set(who, next)
          }
        }
        assert.deepEqual(plain(ledger.view), plain(viewOf([...pods.values()], 'hub')))
      }),
    )
  })
})

/** Without names whose amount is zero, and in the order of names. */
function plain({ occupancy, ranks, pendingUsers, placeholders, imagePullers }: PodsView) {
  const some = (amounts: Resources) => Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0))
  return {
    occupancy: new Map(
      [...occupancy].map(([name, one]) => [
        name,
        {
          ...one,
          requests: some(one.requests),
          underUsers: some(one.underUsers),
          underPlaceholders: some(one.underPlaceholders),
          daemons: some(one.daemons),
        },
      ]),
    ),
    ranks: new Map(ranks),
    pendingUsers: new Set(pendingUsers.keys()),
    placeholders: new Set(placeholders.keys()),
    imagePullers: new Map([...imagePullers].map(([name, pods]) => [name, pods.map(({ uid }) => uid).sort()])),
  }
}
