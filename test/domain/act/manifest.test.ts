import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { INTENT, type Manifest, manifestOf } from '../../../src/domain/act/manifest.ts'
import { seatSizeOf } from '../../../src/domain/cluster/deployment.ts'
import { POOL_LABEL } from '../../../src/domain/cluster/pod.ts'
import type { Size } from '../../../src/domain/room/size.ts'
import { parseResources } from '../../../src/domain/scheduling/resources.ts'
import { selects } from '../../../src/domain/scheduling/selector.ts'
import { type Toleration, tolerates } from '../../../src/domain/scheduling/taint.ts'
import { type ConfigValues, config, poolIn, poolLabels, userPool } from '../../support/config.ts'
import { asServed, OWNER, predecessors } from '../../support/deployment.ts'

const DERIVED: Size = { requests: parseResources({ cpu: '7600m', memory: '31129Mi' }), from: 'nodes' }

interface Template {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations: Record<string, string> }
  readonly spec: {
    readonly containers: readonly {
      readonly image: string
      readonly resources: object
      readonly securityContext: object
    }[]
    readonly tolerations: readonly Toleration[]
    readonly affinity?: object
    readonly [field: string]: unknown
  }
}

function manifest(pool: Partial<PoolValues> = {}, more: ConfigValues = {}, replicas = 2): Manifest {
  const from = userPool(pool, more)
  const settings = poolIn(from)
  const size: Size = settings.requests ? { requests: settings.requests, from: 'config' } : DERIVED
  return manifestOf(settings, from, OWNER, size, replicas)
}
const templateOf = (one: Manifest) => one.spec.template as Template
const template = (pool?: Partial<PoolValues>, more?: ConfigValues) => templateOf(manifest(pool, more))
const resources = (pool: Partial<PoolValues>) => template(pool).spec.containers[0]?.resources
const intent = (pool?: Partial<PoolValues>, more?: ConfigValues) => manifest(pool, more).metadata.annotations[INTENT]

describe("the Deployment of a pool's placeholders", () => {
  it('is made anew for another count, owner, size or config of the same pool, and only then', () => {
    const from = userPool({ resources: {} })
    const pool = poolIn(from)
    const first = manifestOf(pool, from, OWNER, DERIVED, 2)
    const smaller: Size = { requests: { ...DERIVED.requests, cpu: 1000 }, from: 'nodes' }
    const fewer: Size = { requests: { memory: 2 ** 30 }, from: 'nodes' }
    const other = { ...OWNER, uid: 'another' }
    const image = { ...from, placeholder: { ...from.placeholder, image: 'pause:another' } }
    const intentOf = (one: Manifest) => one.metadata.annotations[INTENT]
    const others = [
      manifestOf(pool, from, OWNER, smaller, 2),
      manifestOf(pool, from, OWNER, fewer, 2),
      manifestOf(pool, from, other, DERIVED, 2),
      manifestOf(pool, image, OWNER, DERIVED, 2),
    ]
    assert.equal(new Set([first, ...others].map(intentOf)).size, 5)
    const again = manifestOf(pool, from, { ...OWNER }, { ...DERIVED, requests: { ...DERIVED.requests } }, 3)
    assert.deepEqual(again, { ...first, spec: { ...first.spec, replicas: 3 } })
    assert.notEqual(intentOf(manifestOf({ ...pool, nodeSelector: {} }, from, OWNER, DERIVED, 2)), intentOf(first))
  })
  it('has the name that the predecessor gave it, and our count', () => {
    const { apiVersion, kind, metadata, spec } = manifest()
    assert.deepEqual(
      [apiVersion, kind, metadata.namespace, metadata.name, spec.replicas],
      ['apps/v1', 'Deployment', 'hub', 'user-placeholder', 2],
    )
  })
  it('is owned by the state ConfigMap, so that uninstalling removes it', () =>
    assert.deepEqual(manifest().metadata.ownerReferences, [
      { apiVersion: 'v1', kind: 'ConfigMap', name: OWNER.name, uid: OWNER.uid },
    ]))
  it('replaces its pods rather than surging over its count', () =>
    assert.equal(manifest().spec.strategy.type, 'Recreate'))
  it('selects its own pods and no other pool’s', () => {
    const two = config({ nodePools: { user: {}, gpu: {} } })
    const [user, gpu] = ['user', 'gpu'].map((name) => manifestOf(poolIn(two, name), two, OWNER, DERIVED, 1))
    const matches = (a: Manifest | undefined, b: Manifest | undefined) =>
      Object.entries(a?.spec.selector.matchLabels ?? {}).every(
        ([key, value]) => b && templateOf(b).metadata.labels[key] === value,
      )
    assert.deepEqual(
      [matches(user, user), matches(gpu, gpu), matches(user, gpu), matches(gpu, user)],
      [true, true, false, false],
    )
  })
  it('says whose pool it is', () => {
    assert.equal(manifest().metadata.labels[POOL_LABEL], 'user')
    assert.equal(manifest().metadata.labels['app.kubernetes.io/managed-by'], 'warmseats')
  })
})

describe('a placeholder pod', () => {
  it('carries the placeholder labels, whatever else is wanted on it', () => {
    const more = { placeholder: { labels: { team: 'hub', component: 'singleuser-server' } } }
    const { labels } = template({}, more).metadata
    assert.ok(selects(userPool().placeholderSelector, labels))
    assert.equal(labels.team, 'hub')
  })
  it('is no user server to a culler', () =>
    assert.ok(!selects(userPool().userPods.selector, template().metadata.labels)))
  it('lets the autoscaler move it', () =>
    assert.equal(template().metadata.annotations['cluster-autoscaler.kubernetes.io/safe-to-evict'], 'true'))
  it('goes within a second, with no token, below user pods', () => {
    const { spec } = template()
    assert.equal(spec.terminationGracePeriodSeconds, 1)
    assert.equal(spec.automountServiceAccountToken, false)
    assert.equal(spec.priorityClassName, 'warmseats-placeholder')
    assert.equal(template({}, { priorityClass: { name: 'low' } }).spec.priorityClassName, 'low')
  })
  it('runs the pause image, or another', () => {
    assert.match(template().spec.containers[0]?.image ?? '', /pause/)
    assert.equal(template({}, { placeholder: { image: 'mirror/pause:1' } }).spec.containers[0]?.image, 'mirror/pause:1')
  })
  it('runs as nobody, as another, or as whom the cluster gives it', () => {
    const user = (placeholder: ConfigValues['placeholder']) =>
      (template({}, { placeholder }).spec.securityContext as { runAsUser?: number }).runAsUser
    assert.deepEqual([user({}), user({ runAsUser: 1001 }), user({ runAsUser: 'cluster' })], [65534, 1001, undefined])
  })
  it('goes to the nodes of its pool', () => assert.deepEqual(template().spec.nodeSelector, poolLabels('user')))
  it('tolerates what users do, the pool’s taints, and lost nodes for 10 s only', () => {
    const { tolerations } = template({ tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }] }).spec
    const tolerated = (key: string, effect: string, value?: string) =>
      tolerations.find((one) => tolerates(one, { key, effect, ...(value ? { value } : {}) }))
    assert.ok(tolerated('hub.jupyter.org/dedicated', 'NoSchedule', 'user'))
    assert.ok(tolerated('hub.jupyter.org_dedicated', 'NoSchedule', 'user'))
    assert.ok(tolerated('gpu', 'NoSchedule', 'a100'))
    assert.equal(tolerated('node.kubernetes.io/not-ready', 'NoExecute')?.tolerationSeconds, 10)
    assert.equal(tolerated('node.kubernetes.io/unreachable', 'NoExecute')?.tolerationSeconds, 10)
    assert.equal(tolerated('node.kubernetes.io/unschedulable', 'NoSchedule'), undefined)
    assert.equal(tolerated('ToBeDeletedByClusterAutoscaler', 'NoSchedule'), undefined)
  })
  it('spreads over zones where it can', () => {
    const [spread] = template().spec.topologySpreadConstraints as { topologyKey: string; whenUnsatisfiable: string }[]
    assert.deepEqual(
      [spread?.topologyKey, spread?.whenUnsatisfiable],
      ['topology.kubernetes.io/zone', 'ScheduleAnyway'],
    )
  })
  it('shares a node with no other of its pool where its size is that of a node', () => {
    assert.ok(template({ resources: null }).spec.affinity)
    assert.equal(template().spec.affinity, undefined)
    assert.ok(template({ onePerNode: true }).spec.affinity)
    assert.equal(template({ resources: null, onePerNode: false }).spec.affinity, undefined)
  })
  describe('as large as a seat, since no node told a size', () => {
    const from = userPool({ resources: null })
    const of = (size: Partial<Size>) =>
      manifestOf(poolIn(from), from, OWNER, { requests: parseResources({ memory: '2Gi' }), from: 'seat', ...size }, 1)
    const pod = (size: Partial<Size> = {}) => templateOf(of(size))
    it('shares its node with others where people ask in seats, and only there', () => {
      assert.ok(pod().spec.affinity)
      assert.equal(pod({ packed: true }).spec.affinity, undefined)
    })
    it('says so, that who takes over knows it', () => {
      assert.equal(seatSizeOf(asServed(of({}))), 'seat')
      assert.equal(seatSizeOf(asServed(of({ packed: true }))), 'seats')
      assert.equal(seatSizeOf(asServed(of({ from: 'nodes' }))), undefined)
      assert.equal(seatSizeOf(predecessors()), undefined)
    })
    it('limits its devices, without which the API refuses them', () => {
      const requests = parseResources({ memory: '16Gi', cpu: '500m', 'nvidia.com/gpu': '1' })
      assert.deepEqual(pod({ requests }).spec.containers[0]?.resources, {
        requests: { cpu: '500m', memory: '16Gi', 'nvidia.com/gpu': '1' },
        limits: { 'nvidia.com/gpu': '1' },
      })
      assert.deepEqual(pod().spec.containers[0]?.resources, { requests: { memory: '2Gi' } })
    })
  })
  it('asks for as much as the config says, numbers as text', () => {
    const table: [PoolValues['resources'], object][] = [
      [{ requests: { memory: 60929654784 } }, { requests: { memory: '60929654784' } }],
      [{ requests: { cpu: 0.5, memory: '1.5Gi' } }, { requests: { cpu: '0.5', memory: '1.5Gi' } }],
      [
        { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
        { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
      ],
      [{ limits: { 'nvidia.com/gpu': 1 } }, { requests: {}, limits: { 'nvidia.com/gpu': '1' } }],
      [null, { requests: { cpu: '7600m', memory: '31129Mi' } }],
    ]
    for (const [given, expected] of table) assert.deepEqual(resources({ resources: given }), expected)
  })
})

describe('the intent of a Deployment', () => {
  it('is not its count', () =>
    assert.equal(manifest({}, {}, 2).metadata.annotations[INTENT], manifest({}, {}, 7).metadata.annotations[INTENT]))
  it('is not what bears on the count alone', () => {
    assert.equal(intent({ replicas: 5, nodeGracePeriod: 5, minPlaceholders: 1, cpuThreshold: 0.5 }), intent())
    assert.equal(intent({}, { fallWindow: 60, calendarUrl: 'https://example.org/a.ics' }), intent())
  })
  const changes: [string, Partial<PoolValues>, ConfigValues?][] = [
    ['its size', { resources: { requests: { memory: '29Gi' } } }],
    ['its limits', { resources: { requests: { memory: '28Gi' }, limits: { memory: '28Gi' } } }],
    ['its nodes', { nodeSelector: { a: 'b' } }],
    ['its tolerations', { tolerations: [{ key: 'gpu', operator: 'Exists' }] }],
    ['one to a node', { onePerNode: true }],
    ['its image', {}, { placeholder: { image: 'other' } }],
    ['its labels', {}, { placeholder: { labels: { a: 'b' } } }],
    ['its annotations', {}, { placeholder: { annotations: { a: 'b' } } }],
    ['its priority', {}, { priorityClass: { name: 'low' } }],
    ['its placeholder labels', {}, { placeholderPodLabelSelector: 'seat=warm' }],
  ]
  for (const [name, pool, more] of changes) it(`is ${name}`, () => assert.notEqual(intent(pool, more), intent()))
})
