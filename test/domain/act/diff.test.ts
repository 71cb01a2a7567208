import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlaceholderAction as Action } from '../../../src/domain/act/action.ts'
import { ADMITTED, printOf } from '../../../src/domain/act/admitted.ts'
import { type Difference, diff } from '../../../src/domain/act/diff.ts'
import { BECAUSE, INTENT } from '../../../src/domain/act/manifest.ts'
import type { RawDeployment } from '../../../src/domain/cluster/deployment.ts'
import { PAUSE } from '../../../src/domain/cluster/hand.ts'
import { POOL_LABEL } from '../../../src/domain/cluster/pod.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { config, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import {
  annotatedByHand,
  applied,
  deployment,
  OWNER,
  predecessors,
  scaledByHand,
  seen,
} from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

/** What is to be done in a world that has been seen before, so that no fall window is seeded. */
function differs(world: World, time = '09:00'): Difference {
  const sight = observed(world)
  const first = decide(sight, NO_MEMORY, at(time) - 60_000)
  return diff(decide(sight, first.memory, at(time)), sight)
}
const actions = (world: World): readonly Action[] => differs(world).actions
const brief = (world: World) =>
  actions(world).map((action) =>
    action.type === 'apply'
      ? `${action.reason} ${action.pool} ${action.from}→${action.to}`
      : `${action.type} ${'name' in action ? action.name : action.pool}`,
  )

const two = userPool({ replicas: 2 })

describe('nothing is done', () => {
  const table: [string, World][] = [
    ['when nothing differs', { config: two, deployments: [deployment({ config: two, replicas: 2 })] }],
    ['when there is no pool', { config: config({ nodePools: {} }) }],
    ['without the object that owns what we make', { config: two, owner: null }],
    [
      'without it, though a count differs',
      { config: two, owner: null, deployments: [deployment({ config: two, replicas: 9 })] },
    ],
    [
      'while the Deployment is being deleted',
      { config: two, deployments: [deployment({ config: two, replicas: 9, deleting: true })] },
    ],
    [
      "while the predecessor's is being deleted",
      { config: two, deployments: [predecessors({ metadata: { deletionTimestamp: '2026-03-24T08:59:00Z' } })] },
    ],
    [
      'with a Deployment of ours of another name that a pool of the config names',
      {
        config: two,
        deployments: [
          deployment({ config: two, replicas: 2 }),
          deployment({
            config: config({ nodePools: { user: {}, gpu: {} } }),
            pool: 'gpu',
            owner: { ...OWNER, uid: 'other' },
          }),
        ],
      },
    ],
  ]
  for (const [name, world] of table) it(name, () => assert.deepEqual(brief(world), []))

  const sizes: [string, Parameters<typeof userPool>[0]][] = [
    ['cpu: 1000m', { resources: { requests: { cpu: '1000m' } } }],
    ['cpu: 0.5', { resources: { requests: { cpu: 0.5 } } }],
    ['cpu: 1.5', { resources: { requests: { cpu: '1.5' } } }],
    ['memory: 1.5Gi', { resources: { requests: { memory: '1.5Gi' } } }],
    ['memory: 1024Mi', { resources: { requests: { memory: '1024Mi' } } }],
    ['memory: 60929654784', { resources: { requests: { memory: 60929654784 } } }],
    ['requests and limits', { resources: { requests: { cpu: '1000m' }, limits: { cpu: '2000m', memory: '2048Mi' } } }],
    ['limits only', { resources: { limits: { memory: '2048Mi', 'nvidia.com/gpu': 1 } } }],
    ['one per node, with tolerations', { onePerNode: true, tolerations: [{ key: 'a', operator: 'Exists' }] }],
  ]
  for (const [name, pool] of sizes)
    it(`once the API server has taken what we sent and made it its own: ${name}`, () => {
      const from = userPool({ ...pool, replicas: 2 })
      const [create] = actions({ config: from })
      assert.deepEqual(brief({ config: from, deployments: [applied(create)] }), [])
    })
  it('once the size that was derived stands there', () => {
    const from = userPool({ replicas: 2, resources: null })
    const world = { config: from, nodes: [node({ memory: '60055600Ki' })] }
    const [create] = actions(world)
    assert.deepEqual(brief({ ...world, deployments: [applied(create)] }), [])
  })
  it('about annotations and labels that others put there', () => {
    const [create] = actions({ config: two })
    const stands = applied(create, { annotations: { 'example.org/note': 'hello' } })
    assert.deepEqual(brief({ config: two, deployments: [{ ...stands, labels: { ...stands.labels, a: 'b' } }] }), [])
  })
})

describe('a Deployment that is not there', () => {
  it('is created', () => {
    const [only, ...others] = actions({ config: two })
    assert.equal(others.length, 0)
    assert.ok(only?.type === 'apply' && only.reason === 'create')
    assert.deepEqual([only.from, only.to, only.manifest.spec.replicas], [undefined, 2, 2])
    assert.equal(only.manifest.metadata.resourceVersion, undefined)
    assert.equal(only.manifest.metadata.annotations[BECAUSE], only.because)
    assert.match(only.because, /config asks 2 placeholders/)
  })
  it('is created for a count of 0 too', () =>
    assert.deepEqual(brief({ config: userPool() }), ['create user undefined→0']))
  it('is created also where no node has told the size of its pods: they are as large as a seat', () =>
    assert.deepEqual(brief({ config: userPool({ replicas: 2, resources: null }) }), ['create user undefined→2']))
})

describe('a count that differs', () => {
  it('is set, absolutely, on the version that was seen', () => {
    const [only] = actions({
      config: two,
      deployments: [deployment({ config: two, replicas: 1, resourceVersion: '41' })],
    })
    assert.ok(only?.type === 'apply')
    assert.deepEqual([only.reason, only.from, only.to, only.manifest.spec.replicas], ['scale', 1, 2, 2])
    assert.equal(only.manifest.metadata.resourceVersion, '41')
    assert.equal(only.scaledBy, undefined)
  })
  it('carries why', () => {
    const event = { title: 'Midterm', asks: { user: 4 } }
    const [only] = actions({ config: two, events: [event], deployments: [deployment({ config: two, replicas: 2 })] })
    assert.ok(only?.type === 'apply')
    assert.match(only.manifest.metadata.annotations[BECAUSE] ?? '', /"Midterm" asks 4/)
  })
  it('that a person set is healed, naming who', () => {
    const [only] = actions({
      config: two,
      deployments: [deployment({ config: two, replicas: 5, managedFields: [scaledByHand()] })],
    })
    assert.ok(only?.type === 'apply')
    assert.deepEqual([only.reason, only.scaledBy, only.from, only.to], ['heal', 'kubectl', 5, 2])
  })
  it('is left alone while a person has paused the pool', () => {
    const managedFields = [scaledByHand(), annotatedByHand(PAUSE, at('08:30'))]
    const paused = deployment({ config: two, replicas: 5, annotations: { [PAUSE]: 'until 10:00' }, managedFields })
    assert.deepEqual(brief({ config: two, deployments: [paused] }), [])
    assert.deepEqual(
      differs({ config: two, deployments: [paused] }, '10:00').actions.map(({ type }) => type),
      ['apply'],
    )
  })
})

describe('a count that falls', () => {
  const pods = [
    pod({ placeholder: 'user', name: 'beside', on: 'kept' }),
    pod({ placeholder: 'user', name: 'alone', on: 'removable' }),
    pod({ placeholder: 'lab', name: 'of-another-pool', on: 'kept' }),
    pod({ user: 'ada', on: 'kept' }),
  ]
  const nodes = [node({ name: 'kept' }), node({ name: 'removable' })]
  const one = userPool({ replicas: 1 })
  const costs = (world: World) => {
    const [only] = actions({ config: one, pods, nodes, ...world })
    assert.ok(only?.type === 'apply')
    return only.deletionCosts?.map(({ name, cost }) => `${name} ${cost}`)
  }
  it('says which placeholders go first', () =>
    assert.deepEqual(costs({ deployments: [deployment({ config: one, replicas: 2 })] }), ['beside -1']))
  it('says so too where a person had raised it', () =>
    assert.deepEqual(
      costs({ deployments: [deployment({ config: one, replicas: 2, managedFields: [scaledByHand()] })] }),
      ['beside -1'],
    ))
  it('says nothing where a new template replaces all of them', () => {
    const before = userPool({ replicas: 1, onePerNode: true })
    assert.equal(costs({ deployments: [deployment({ config: before, replicas: 2 })] }), undefined)
  })
  it('says nothing where it rises', () =>
    assert.equal(costs({ config: userPool({ replicas: 3 }), deployments: [deployment({ replicas: 2 })] }), undefined))
})

describe('an intent that changed', () => {
  const stands = deployment({ config: two, replicas: 2 })
  it('is applied once', () => {
    const changed = userPool({ replicas: 2, tolerations: [{ key: 'gpu', operator: 'Exists' }] })
    const [only] = actions({ config: changed, deployments: [stands] })
    assert.ok(only?.type === 'apply' && only.reason === 'change')
    assert.match(only.difference ?? '', /^spec\.template\.spec\.tolerations/)
    assert.deepEqual(brief({ config: changed, deployments: [applied(only)] }), [])
  })
  it('is applied though nothing that is wanted lacks: something that stands there is not wanted any more', () => {
    const limited = userPool({ replicas: 2, resources: { requests: { memory: '28Gi' }, limits: { memory: '28Gi' } } })
    assert.deepEqual(brief({ config: two, deployments: [deployment({ config: limited, replicas: 2 })] }), [
      'change user 2→2',
    ])
  })
  it('carries the count with it', () => {
    const changed = userPool({ replicas: 3, onePerNode: true })
    assert.deepEqual(brief({ config: changed, deployments: [stands] }), ['change user 2→3'])
  })
  it('that somebody else changed there is healed', () => {
    const spec = JSON.parse(JSON.stringify(stands.raw.spec))
    spec.template.spec.containers[0].image = 'nginx'
    const [only] = actions({ config: two, deployments: [{ ...stands, raw: { ...stands.raw, spec } }] })
    assert.ok(only?.type === 'apply' && only.reason === 'heal')
    assert.match(only.difference ?? '', /image$/)
  })
  it('whose hash somebody removed is applied again', () => {
    const { [INTENT]: _, ...annotations } = stands.annotations
    assert.deepEqual(brief({ config: two, deployments: [{ ...stands, annotations }] }), ['change user 2→2'])
  })
  it('of a selector, which cannot be changed, replaces the Deployment', () => {
    const changed = userPool({ replicas: 2 }, { placeholderPodLabelSelector: 'seat=warm' })
    assert.deepEqual(brief({ config: changed, deployments: [stands] }), ['delete deployment user-placeholder'])
  })
})

describe('a pool that left the config', () => {
  const gone = deployment({
    config: config({ nodePools: { gpu: {} } }),
    pool: 'gpu',
    replicas: 3,
    resourceVersion: '9',
  })
  const LEFT = userPool({ replicas: 0 })
  const own = deployment({ config: LEFT, replicas: 0 })
  it('keeps its Deployment for the fall window, and that is said at once', () => {
    const world = { config: LEFT, deployments: [gone, own] }
    const decision = decideAt('09:00', world)
    const { actions: due, problems } = diff(decision, observed(world))
    assert.deepEqual(due, [])
    assert.deepEqual(
      problems.map(({ where, text }) => `${where} ${text}`),
      [
        'nodePools no longer names gpu: Deployment gpu-placeholder with 3 placeholders is removed after `fallWindow` ' +
          '(30 s); name the pool again to keep it',
      ],
    )
    assert.equal(decision.revisitAt, at('09:00:30'))
  })
  it('loses its Deployment then, this one and no later one', () => {
    const { actions: due, problems } = differs({ config: LEFT, deployments: [gone, own] })
    const [only] = due
    assert.deepEqual(problems, [])
    assert.ok(only?.type === 'delete deployment' && only.reason === 'removed')
    assert.deepEqual([only.name, only.pool, only.uid, only.resourceVersion], ['gpu-placeholder', 'gpu', gone.uid, '9'])
    assert.match(only.because, /gpu.*config/)
  })
  it('loses it at once without a fall window', () => {
    const atOnce = userPool({ replicas: 0 }, { fallWindow: 0 })
    assert.deepEqual(brief({ config: atOnce, deployments: [gone, deployment({ config: atOnce, replicas: 0 })] }), [
      'delete deployment gpu-placeholder',
    ])
  })
  it('loses it once', () => {
    const going = { config: LEFT, deployments: [{ ...gone, deleting: true }, own] }
    assert.deepEqual(differs(going), { actions: [], problems: [] })
  })
  it('does not lose what is not ours', () => {
    const others = [own, { ...gone, ownerUids: ['another-release'] }, predecessors({ pool: 'lab' })]
    assert.deepEqual(differs({ config: LEFT, deployments: others }), { actions: [], problems: [] })
  })
  it('loses nothing when the config names no pool at all: that is a slip, and said', () => {
    const { actions: due, problems } = differs({ config: config({ nodePools: {} }), deployments: [gone] })
    assert.deepEqual(due, [])
    assert.match(
      problems.map(({ text }) => text).join(),
      /^names no pool while placeholders stand; they stay as they are/,
    )
  })
  it('is not one whose label somebody edited: that is healed', () => {
    const stands = deployment({ config: two, replicas: 2 })
    const edited = seen({
      metadata: { ...stands.raw.metadata, labels: { ...stands.labels, [POOL_LABEL]: 'oops' } },
      spec: stands.raw.spec,
    })
    assert.deepEqual(brief({ config: two, deployments: [edited] }), ['heal user 2→2'])
  })
})

describe("the predecessor's Deployment", () => {
  it('is replaced: deleted now, ours is created when it is gone', () => {
    const old = predecessors()
    const [only] = actions({ config: two, deployments: [old] })
    assert.ok(only?.type === 'delete deployment' && only.reason === 'takeover')
    assert.deepEqual([only.name, only.uid, only.resourceVersion], [old.name, old.uid, old.resourceVersion])
    assert.match(only.because, /node-placeholder-scaler/)
    assert.deepEqual(brief({ config: two }), ['create user undefined→2'])
  })
  it('stays while nothing could take its place: no size is known', () =>
    assert.deepEqual(brief({ config: userPool({ replicas: 2, resources: null }), deployments: [predecessors()] }), []))
  it('stays while a person has paused the pool', () => {
    const metadata = {
      annotations: { [PAUSE]: 'until 10:00' },
      managedFields: [annotatedByHand(PAUSE, at('08:30'))],
    }
    assert.deepEqual(brief({ config: two, deployments: [predecessors({ metadata })] }), [])
  })
  it('hands over its count: the fall window begins there', () => {
    const sight = observed({
      config: userPool({ replicas: 0 }),
      deployments: [predecessors({ replicas: 3 })],
      pods: [1, 2, 3].map((n) => pod({ placeholder: 'user', on: `n${n}` })),
      nodes: [1, 2, 3].map((n) => node({ name: `n${n}` })),
    })
    assert.equal(decide(sight, NO_MEMORY, at('09:00')).pools.get('user')?.desired, 3)
  })
})

describe('what is not ours is refused, and said', () => {
  const stands = deployment({ config: two, replicas: 5 })
  const table: [string, World['deployments'], RegExp][] = [
    ["another release's", [{ ...stands, ownerUids: ['another-release'] }], /another Warmseats release/],
    [
      "somebody's without placeholder labels",
      [
        seen({
          metadata: { name: 'user-placeholder', namespace: 'hub' },
          spec: { template: { metadata: { labels: { app: 'web' } } } },
        }),
      ],
      /not ours/,
    ],
    ["somebody's with an owner", [{ ...predecessors(), ownerUids: ['somebody'] }], /not ours/],
  ]
  for (const [name, deployments, text] of table)
    it(name, () => {
      const { actions: done, problems } = differs({ config: two, ...(deployments ? { deployments } : {}) })
      assert.deepEqual(done, [])
      assert.equal(problems.length, 1)
      assert.match(problems[0]?.where ?? '', /hub\/user-placeholder/)
      assert.match(problems[0]?.text ?? '', text)
    })
  it('which costs no other pool', () => {
    const both = config({ nodePools: { user: { replicas: 2 }, gpu: { replicas: 1 } } })
    assert.deepEqual(brief({ config: both, deployments: [{ ...stands, ownerUids: ['another-release'] }] }), [
      'create gpu undefined→1',
    ])
  })
})

describe('stranded placeholders', () => {
  const nodes = [node({ name: 'n1' }), node({ name: 'n2', cordoned: true })]
  const pods = [
    pod({ placeholder: 'user', on: 'n1' }),
    pod({ placeholder: 'user', on: 'n2', name: 'lost', uid: 'uid-lost' }),
  ]
  const world: World = { config: two, nodes, pods, deployments: [deployment({ config: two, replicas: 2 })] }
  it('are deleted, so that their ReplicaSet replaces them', () => {
    const [only, ...others] = actions(world)
    assert.equal(others.length, 0)
    assert.ok(only?.type === 'delete pod')
    assert.deepEqual([only.name, only.namespace, only.uid], ['lost', 'hub', 'uid-lost'])
    assert.match(only.because, /n2/)
  })
  it('are left alone while the pool is paused, and by who does not own them', () => {
    const paused = deployment({
      config: two,
      replicas: 2,
      annotations: { [PAUSE]: 'until 10:00' },
      managedFields: [annotatedByHand(PAUSE, at('08:30'))],
    })
    assert.deepEqual(brief({ ...world, deployments: [paused] }), [])
    assert.deepEqual(brief({ ...world, owner: null }), [])
  })
  it('are left alone while nodes are not heard from: the node may be a new one', () => {
    const onNew = [pod({ placeholder: 'user', on: 'n1' }), pod({ placeholder: 'user', on: 'new' })]
    assert.deepEqual(brief({ ...world, pods: onNew, sight: STALE }), [])
  })
})

describe('what a webhook made of the template', () => {
  /** As it stands once a webhook has added a toleration, and the answer was acknowledged. */
  const admitted = (replicas: number, acknowledged = true, more: object[] = []) => {
    const { raw } = deployment({ config: two, replicas })
    const template = raw.spec?.template as { spec: { tolerations?: object[] } }
    const tolerations = [...(template.spec.tolerations ?? []), { key: 'added', operator: 'Exists' }]
    const stored = { ...raw, spec: { ...raw.spec, template: { ...template, spec: { ...template.spec, tolerations } } } }
    const print = acknowledged ? { [ADMITTED]: printOf(stored as RawDeployment) } : {}
    const metadata = { ...raw.metadata, annotations: { ...raw.metadata?.annotations, ...print } }
    const { spec } = stored
    const edited = {
      ...spec,
      template: { ...spec.template, spec: { ...spec.template.spec, tolerations: [...tolerations, ...more] } },
    }
    return seen({ metadata, spec: edited })
  }

  it('is no quarrel once it was acknowledged, and is said with its path', () => {
    const { actions: due, problems } = differs({ config: two, deployments: [admitted(2)] })
    assert.deepEqual(due, [])
    assert.deepEqual(
      problems.map(({ text }) => text),
      ['a webhook changes spec.template.spec.tolerations; it is taken as it is'],
    )
  })
  it('holds no count back', () =>
    assert.deepEqual(brief({ config: two, deployments: [admitted(5)] }), ['scale user 5→2']))
  it('is put right as long as nobody has acknowledged it', () =>
    assert.deepEqual(brief({ config: two, deployments: [admitted(2, false)] }), ['heal user 2→2']))
  it('hides nothing that somebody edits afterwards', () =>
    assert.deepEqual(brief({ config: two, deployments: [admitted(2, true, [{ key: 'edited' }])] }), ['heal user 2→2']))
  it('and is said no more once it is gone', () => {
    const { actions: due, problems } = differs({
      config: two,
      deployments: [deployment({ config: two, replicas: 2, annotations: { [ADMITTED]: 'of before' } })],
    })
    assert.deepEqual([due, problems], [[], []])
  })
})
