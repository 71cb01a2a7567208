import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dump } from 'js-yaml'
import { buildConfig } from '../../src/config/build.ts'
import { loadConfig } from '../../src/config/load.ts'
import { configSchema } from '../../src/config/schema.ts'
import type { Problem } from '../../src/domain/problem.ts'
import { selects } from '../../src/domain/scheduling/selector.ts'
import type { Config, PoolConfig } from '../../src/domain/settings/config.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../support/time.ts'

function load(values: object): { config: Config; warnings: readonly Problem[] } {
  const loaded = loadConfig(dump(values))
  if (loaded.at === 'refused') throw new Error(loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
  return loaded
}
const nodeSelector = { a: 'b' }
const config = (values: object = {}) => load({ nodePools: { user: { nodeSelector } }, ...values }).config
function pool(own: object = {}, top: object = {}): PoolConfig {
  const user = load({ ...top, nodePools: { user: { nodeSelector, ...own } } }).config.pools.get('user')
  assert.ok(user)
  return user
}

describe('what counts where the values are silent', () => {
  it('in a pool', () =>
    assert.partialDeepStrictEqual(pool(), {
      name: 'user',
      nodeSelector,
      replicas: 0,
      resources: {},
      tolerations: [],
      minPlaceholders: 0,
      onePerNode: true,
      mayShareNodes: false,
      scalingStrategy: 'balanced',
      cpuThreshold: 0.2,
      memoryThreshold: 0.2,
      nodeGraceMs: 10 * MINUTE,
      emptyNodeGraceMs: DAY,
      calendarOverrideEnabled: false,
    }))
  it('at the top', () => {
    const { pools: _, userPods, placeholderSelector: __, ...others } = config()
    assert.partialDeepStrictEqual(others, {
      calendar: { refreshMs: MINUTE, holdMs: 12 * HOUR },
      placeholderLabels: { app: 'node-placeholder-scaler', component: 'placeholder' },
      placeholder: {
        image: 'registry.k8s.io/pause:3.10',
        labels: {},
        annotations: {},
        runAsUser: 65534,
        priorityClassName: 'warmseats-placeholder',
        priority: -10,
      },
      fallWindowMs: 30 * SECOND,
      pendingPatienceMs: 'auto',
      statusPageInCluster: false,
      notify: [],
      dryRun: false,
      logLevel: 'info',
    })
    assert.deepEqual([userPods.labelSelector, userPods.namespaces], ['component=singleuser-server', []])
  })
})

describe('a value that is empty is as good as none', () => {
  const keys = [
    'calendarUrl',
    'calendarTimezone',
    'calendarRefresh',
    'calendarHold',
    'defaultPool',
    'scalingStrategy',
    'cpuThreshold',
    'memoryThreshold',
    'nodeGracePeriod',
    'emptyNodeGracePeriod',
    'calendarOverrideEnabled',
    'fallWindow',
    'pendingPatience',
    'userPods',
    'placeholderPodLabelSelector',
    'nodePoolSelectorKey',
    'priorityClass',
    'placeholder',
    'dryRun',
    'logLevel',
    'tolerations',
    'image',
    'resources',
    'affinity',
    'nodeSelector',
    'podAnnotations',
    'securityContext',
    'imagePullSecrets',
    'serviceAccount',
    'rbac',
  ]
  for (const key of keys) it(`${key}:`, () => assert.deepEqual(config({ [key]: null }), config()))
  const poolKeys = [
    'replicas',
    'resources',
    'tolerations',
    'minPlaceholders',
    'maxPlaceholders',
    'leadTime',
    'trailTime',
    'seat',
    'onePerNode',
    'scalingStrategy',
    'cpuThreshold',
    'memoryThreshold',
    'nodeGracePeriod',
    'emptyNodeGracePeriod',
    'calendarOverrideEnabled',
  ]
  for (const key of poolKeys) it(`nodePools.user.${key}:`, () => assert.deepEqual(pool({ [key]: null }), pool()))
  it('maxPlaceholders: auto', () => assert.deepEqual(pool({ maxPlaceholders: 'auto' }), pool()))
  for (const key of ['calendarUrl', 'calendarTimezone', 'defaultPool'])
    it(`${key}: ""`, () => assert.deepEqual(config({ [key]: '' }), config()))
  it('nested', () => {
    assert.deepEqual(pool({ resources: { requests: null, limits: null } }), pool())
    assert.deepEqual(
      config({
        userPods: { labelSelector: null, namespaces: null },
        placeholder: { image: null, labels: null, annotations: null },
        priorityClass: { name: null },
      }),
      config(),
    )
    assert.deepEqual(config({ placeholder: { image: '' }, priorityClass: { name: '' } }), config())
  })
})

describe('durations are seconds, or say their unit', () => {
  const table: [unknown, number][] = [
    [600, 10 * MINUTE],
    ['600', 10 * MINUTE],
    ['10m', 10 * MINUTE],
    ['1h30m', 90 * MINUTE],
    [0, 0],
    [1.5, 1500],
  ]
  for (const [value, ms] of table)
    it(JSON.stringify(value), () => {
      assert.equal(pool({ nodeGracePeriod: value }).nodeGraceMs, ms)
      assert.equal(pool({ emptyNodeGracePeriod: value }).emptyNodeGraceMs, ms)
      assert.deepEqual([pool({ leadTime: value }).leadTimeMs, pool({ trailTime: value }).trailTimeMs], [ms, ms])
      const { fallWindowMs, pendingPatienceMs, calendar } = config({
        fallWindow: value,
        pendingPatience: value,
        calendarRefresh: value,
        calendarHold: value,
      })
      assert.deepEqual([fallWindowMs, pendingPatienceMs, calendar.holdMs], [ms, ms, ms])
    })
  it('no lead time is none, which is not 0', () => {
    assert.deepEqual([pool().leadTimeMs, pool().trailTimeMs], [undefined, undefined])
    assert.equal(pool({ leadTime: 'auto' }).leadTimeMs, 'auto')
  })
  it('the calendar is not asked without pause', () =>
    assert.ok(config({ calendarRefresh: 0 }).calendar.refreshMs >= SECOND))
})

describe('the priority of placeholders', () => {
  const built = (priorityClass: object) => buildConfig(configSchema.parse({ priorityClass }))
  const wrong = (priorityClass: object) => {
    const { errors, warnings } = built(priorityClass)
    return [errors, warnings].map((list) => list.map(({ where, text }) => `${where}: ${text}`).join())
  }
  const known: [object, number | undefined][] = [
    [{}, -10],
    [{ value: -5 }, -5],
    [{ value: null, name: '' }, -10],
    [{ name: 'low', value: -3 }, -3],
    [{ name: 'low' }, undefined],
    [{ create: false, name: 'theirs' }, undefined],
    [{ create: false, name: 'theirs', value: 7 }, undefined],
  ]
  for (const [values, priority] of known)
    it(`${JSON.stringify(values)}: ${priority ?? 'only its pods tell'}`, () => {
      assert.equal(built(values).config.placeholder.priority, priority)
      assert.deepEqual(wrong(values), ['', ''])
    })
  for (const value of [0, 100])
    it(`${value} is refused: users would not take their place`, () =>
      assert.match(wrong({ value })[0] ?? '', new RegExp(`^priorityClass\\.value: with ${value} .*; write -10$`)))
  it('-11 is warned of: cluster-autoscaler boots no node for them', () => {
    const [errors, warning = ''] = wrong({ value: -11 })
    assert.equal(errors, '')
    assert.match(warning, /^priorityClass\.value: below -10 \(-11\) cluster-autoscaler boots no node /)
  })
})

describe('what names things', () => {
  it('selectors are read', () => {
    const { userPods, placeholderSelector, placeholderLabels } = config({
      userPods: { labelSelector: 'team in (a, b)', namespaces: ['hub'] },
      placeholderPodLabelSelector: 'seat=warm,x=y',
    })
    assert.ok(selects(userPods.selector, { team: 'b' }))
    assert.deepEqual(userPods.namespaces, ['hub'])
    assert.ok(selects(placeholderSelector, { seat: 'warm', x: 'y' }))
    assert.deepEqual(placeholderLabels, { seat: 'warm', x: 'y' })
  })
  it('the calendar', () => {
    const { calendar } = config({ calendarUrl: 'file:///a.ics', calendarTimezone: 'Europe/Zurich' })
    assert.deepEqual([calendar.url, calendar.timezone], ['file:///a.ics', 'Europe/Zurich'])
  })
  it('the default pool', () => assert.equal(config({ defaultPool: 'user' }).defaultPool, 'user'))
})

describe("the predecessor's values, whole", () => {
  const theirs = {
    replicaCount: 1,
    image: {
      repository: 'us-central1-docker.pkg.dev/hubs/core/node-placeholder-scaler',
      pullPolicy: 'IfNotPresent',
      tag: '0.0.1-0.dev.git.302',
    },
    imagePullSecrets: [],
    nameOverride: '',
    fullnameOverride: '',
    serviceAccount: { create: true, annotations: {}, name: '' },
    podAnnotations: {},
    podSecurityContext: {},
    securityContext: {},
    resources: {},
    nodeSelector: {},
    affinity: {},
    rbac: { create: true },
    priorityClass: { create: true },
    tolerations: null,
    nodePoolSelectorKey: 'hub.jupyter.org/pool-name',
    placeholderPodLabelSelector: 'app=node-placeholder-scaler,component=placeholder',
    cpuThreshold: 0.2,
    memoryThreshold: 0.2,
    scalingStrategy: 'balanced',
    calendarOverrideEnabled: false,
    nodeGracePeriod: 600,
    calendarUrl: 'https://example.org/public.ics',
    calendarTimezone: 'America/Los_Angeles',
    nodePools: {
      user: {
        nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' },
        resources: { requests: { memory: 60929654784 } },
        replicas: 1,
      },
      gpu: {
        nodeSelector: { 'hub.jupyter.org/pool-name': 'gpu-pool' },
        resources: { requests: { memory: '60929654784', 'nvidia.com/gpu': 1 } },
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
        replicas: 0,
      },
    },
  }
  for (const [name, values] of [
    ['alone', theirs],
    ['under its key in an umbrella', { jupyterhub: {}, 'node-placeholder-scaler': theirs }],
    ['under ours, with what helm adds', { warmseats: { ...theirs, global: {}, enabled: true } }],
  ] as const)
    it(`load without a warning: ${name}`, () => {
      const { config: loaded, warnings } = load(values)
      assert.deepEqual(warnings, [])
      assert.deepEqual(
        [...loaded.pools.values()].map(({ name: one, replicas, requests }) => [one, replicas, requests?.memory]),
        [
          ['user', 1, 60929654784],
          ['gpu', 0, 60929654784],
        ],
      )
      assert.equal(loaded.calendar.url, 'https://example.org/public.ics')
    })
})
