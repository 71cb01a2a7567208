import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { type Environment, utilizationFrom } from '../../src/config/utilization-environment.ts'

const from = (environment: Environment) => utilizationFrom(environment)
const said = (environment: Environment) => from(environment).errors.map(({ where, text }) => `${where}: ${text}`)

describe('the settings of the policy in the environment', () => {
  it('have the defaults of the data-8 autoscaler, and are off', () => {
    const { settings, errors } = from({})
    assert.deepEqual(errors, [])
    assert.deepEqual(settings, {
      enabled: false,
      mode: 'recommend',
      nodeGroups: 'autoscaler',
      askForNodes: 'auto',
      gceGroups: [],
      cycleMs: 60_000,
      isBandGiven: true,
      minUtilization: 0.65,
      optimalUtilization: 0.75,
      maxUtilization: 0.85,
      minNodes: 3,
      maxNodes: 72,
      preemptibleLabels: [],
      omitLabels: [],
      omitNamespaces: ['kube-system'],
      maxCordonsPerCycle: 5,
      maxCordonedShare: 0.5,
      minNodeAgeMs: 900_000,
      bootMs: 600_000,
      cordonLimitMs: 7_200_000,
    })
  })
  it('are read by their names', () => {
    const { settings } = from({
      MIN_UTILIZATION: '0.5',
      OPTIMAL_UTILIZATION: ' .6 ',
      MAX_UTILIZATION: '1',
      MIN_NODES: '0',
      MAX_NODES: '10',
      PREEMPTIBLE_LABELS: 'jupyter:student:notebook',
      OMIT_LABELS: 'a::b:',
      OMIT_NAMESPACES: 'kube-system:monitoring',
    })
    const { minUtilization, optimalUtilization, maxUtilization, minNodes, maxNodes } = settings
    assert.deepEqual([minUtilization, optimalUtilization, maxUtilization, minNodes, maxNodes], [0.5, 0.6, 1, 0, 10])
    assert.deepEqual(settings.preemptibleLabels, ['jupyter', 'student', 'notebook'])
    assert.deepEqual(settings.omitLabels, ['a', 'b'])
    assert.deepEqual(settings.omitNamespaces, ['kube-system', 'monitoring'])
  })
  it('an empty list is a list, an empty number is none', () => {
    const { settings, errors } = from({ OMIT_NAMESPACES: '', MIN_NODES: '', MAX_UTILIZATION: ' ' })
    assert.deepEqual([errors, settings.omitNamespaces, settings.minNodes], [[], [], 3])
    assert.equal(settings.maxUtilization, 0.85)
  })
  it('go before those of the config', () => {
    const { settings } = utilizationFrom({ MIN_NODES: '1' }, { minNodes: 5, maxNodes: 9, enabled: true })
    assert.deepEqual([settings.minNodes, settings.maxNodes, settings.enabled], [1, 9, true])
  })

  for (const [environment, expected] of [
    [
      { MIN_UTILIZATION: '0.8' },
      /^OPTIMAL_UTILIZATION: 0.8 < 0.75 < 0.85 does not hold; there must be MIN_UTILIZATION < OPTIMAL_UTILIZATION < MAX_UTILIZATION$/,
    ],
    [{ OPTIMAL_UTILIZATION: '0.85' }, /^OPTIMAL_UTILIZATION: 0.65 < 0.85 < 0.85 does not hold/],
    [{ MIN_NODES: '80' }, /^MIN_NODES: 80 is more than MAX_NODES 72$/],
    [
      { MAX_UTILIZATION: '85' },
      /^MAX_UTILIZATION: `85`: not a share; write a number from 0 to 1, such as 0.85 for 85 %$/,
    ],
    [{ MAX_UTILIZATION: 'high' }, /^MAX_UTILIZATION: `high`: not a share/],
    [{ MAX_UTILIZATION: '-0.1' }, /^MAX_UTILIZATION: `-0.1`: not a share/],
    [{ MIN_NODES: '2.5' }, /^MIN_NODES: `2.5`: not a whole number$/],
    [{ MIN_NODES: '-1' }, /^MIN_NODES: `-1`: must not be negative$/],
    [{ MAX_NODES: 'three' }, /^MAX_NODES: `three`: not a whole number; write 72$/],
  ] as const)
    it(`${JSON.stringify(environment)} is refused`, () => assert.match(said(environment).join('\n'), expected))
})

describe('the settings of the policy in the values', () => {
  const load = (yaml: string) => loadConfig(`utilization:\n${yaml}`)
  it('name a band once one number of it is said; else it follows who places users', () => {
    const read = (yaml: string) => {
      const loaded = load(yaml)
      assert.ok(loaded.at === 'good')
      const { isBandGiven, minUtilization, optimalUtilization, maxUtilization } = loaded.config.utilization
      return [isBandGiven, minUtilization, optimalUtilization, maxUtilization]
    }
    assert.deepEqual(read('  {enabled: true}'), [false, 0.65, 0.75, 0.85])
    assert.deepEqual(read('  {maxUtilization: null}'), [false, 0.65, 0.75, 0.85])
    assert.deepEqual(read('  {maxUtilization: 0.9}'), [true, 0.65, 0.75, 0.9])
  })
  it('are the same', () => {
    const loaded = load(
      '  {enabled: true, mode: act, minNodes: 1, preemptibleLabels: [a, b], omitNamespaces: "c:d", bootTime: 5m}',
    )
    assert.ok(loaded.at === 'good')
    const { enabled, mode, minNodes, preemptibleLabels, omitNamespaces, bootMs } = loaded.config.utilization
    assert.deepEqual([enabled, mode, minNodes, bootMs], [true, 'act', 1, 300_000])
    assert.deepEqual(
      [preemptibleLabels, omitNamespaces],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    )
    assert.deepEqual(loaded.warnings, [])
  })
  for (const [yaml, where, text] of [
    ['  {maxUtilization: 0.7}', 'utilization.optimalUtilization', /0.65 < 0.75 < 0.7 does not hold/],
    ['  {minNodes: 9, maxNodes: 3}', 'utilization.minNodes', /9 is more than utilization.maxNodes 3/],
    ['  {cycle: 500ms}', 'utilization.cycle', /shorter than 1 s/],
    ['  {nodeGroups: aws}', 'utilization.nodeGroups', /autoscaler/],
    ['  {mode: do}', 'utilization.mode', /recommend/],
    ['  {omitLabels: 3}', 'utilization.omitLabels', /not a list; write \[a, b\] or "a:b"/],
    ['  {cordonLimit: soon}', 'utilization.cordonLimit', /not a duration/],
  ] as const)
    it(`${yaml.trim()} is refused`, () => {
      const loaded = load(yaml)
      assert.ok(loaded.at === 'refused')
      assert.equal(loaded.errors[0]?.where, where)
      assert.match(loaded.errors[0]?.text ?? '', text)
    })
  it("Google's groups belong to pools, and say where they are", () => {
    const at = '{project: p, zone: z, name: gke-*}'
    const groups = (group: string, pools = '{user: {replicas: 0, nodeSelector: {a: b}}}') =>
      loadConfig(`nodePools: ${pools}\nutilization: {nodeGroups: gce, gce: {groups: [${group}]}}`)
    const good = groups(at.replace('{', '{pool: user, '))
    assert.ok(good.at === 'good', JSON.stringify(good))
    assert.deepEqual(good.config.utilization.gceGroups, [{ pool: 'user', project: 'p', zone: 'z', name: 'gke-*' }])
    const regional = groups('{pool: user, project: p, region: us-west1, name: hub-*}')
    assert.ok(regional.at === 'good', JSON.stringify(regional))
    assert.deepEqual(regional.config.utilization.gceGroups, [
      { pool: 'user', project: 'p', region: 'us-west1', name: 'hub-*' },
    ])
    for (const [group, where, text] of [
      [at.replace('{', '{pool: usr, '), 'utilization.gce.groups.0.pool', 'no pool `usr`; the pools are user'],
      [at, 'utilization.gce.groups.0.pool', 'Invalid input: expected string, received undefined'],
      ['{pool: user, project: p, zone: z, name: ""}', 'utilization.gce.groups.0.name', 'must not be empty'],
      [
        '{pool: user, project: p, name: n}',
        'utilization.gce.groups.0',
        "has neither zone nor region; name the zone of a zonal group (GKE's are), or the region of a regional one",
      ],
      [
        '{pool: user, project: p, zone: z-a, region: z, name: n}',
        'utilization.gce.groups.0',
        "has the zone z-a and the region z; name the zone of a zonal group (GKE's are), or the region of a regional one",
      ],
    ] as const) {
      const bad = groups(group)
      assert.ok(bad.at === 'refused')
      assert.deepEqual(bad.errors, [{ where, text }])
    }
  })
  it('an unknown one is reported', () => {
    const loaded = load('  {minNode: 3}')
    assert.ok(loaded.at === 'good')
    assert.equal(loaded.warnings[0]?.where, 'utilization.minNode')
  })
})
