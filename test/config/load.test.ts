import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dump } from 'js-yaml'
import { loadConfig, MAX_LENGTH } from '../../src/config/load.ts'
import type { Problem } from '../../src/domain/problem.ts'
import type { Config } from '../../src/domain/settings/config.ts'

function good(yaml: string): { config: Config; warnings: readonly Problem[] } {
  const loaded = loadConfig(yaml)
  if (loaded.at === 'refused') throw new Error(loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
  return loaded
}
function refused(yaml: string): readonly Problem[] {
  const loaded = loadConfig(yaml)
  assert.equal(loaded.at, 'refused')
  return loaded.at === 'refused' ? loaded.errors : []
}

/** A config that is right but for what is added to its pool, or to its top level. */
const pool = (...lines: string[]) =>
  ['nodePools:', '  user:', '    nodeSelector: {a: b}', ...lines.map((line) => `    ${line}`), ''].join('\n')
const top = (...lines: string[]) => [...lines, pool()].join('\n')

describe('a config that is refused names the place and what would be right', () => {
  const table: [string, string, where: string, text: RegExp][] = [
    ['too long a one', `${top()}#${'x'.repeat(MAX_LENGTH)}`, 'config', /is 193 KiB long, and at most 192 KiB are read/],
    ['YAML that is broken', 'nodePools:\n  user: [', 'config', /not valid YAML.*line \d+, column \d+/],
    [
      'what stands beside the mistake is not quoted',
      'calendarUrl: https://x/secret: y\n  b: c',
      'config',
      /^(?!.*secret).*not valid/,
    ],
    [
      'a tag is not quoted',
      'a:\n  calendarUrl: !secret-token',
      'config',
      /^is not valid YAML: unknown scalar tag, line 2, column \d+$/,
    ],
    [
      'nor an alias',
      'calendarUrl: *secret-"token',
      'config',
      /^is not valid YAML: unidentified alias, line 1, column 15$/,
    ],
    ['a tab for indentation', 'nodePools:\n\tuser: {}', 'config', /not valid YAML/],
    ['a key twice', `${pool()}nodePools: {}`, 'config', /not valid YAML.*duplicated/s],
    ['an alias to nothing', 'nodePools: *pools', 'config', /not valid YAML/],
    [
      'a bomb of aliases',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...[...'bcdefgh'].map((one, index) => `${one}: &${one} [${Array(20).fill(`*${'abcdefg'[index]}`).join()}]`),
      ].join('\n'),
      'config',
      /not valid YAML/,
    ],
    ['two documents', 'nodePools: {}\n---\nnodePools: {}', 'config', /not valid YAML/],
    ['a list', '- user', 'config', /map of keys/],
    ['a text', 'user', 'config', /map of keys/],
    ['a number', '3', 'config', /map of keys/],

    ['pools as a list', 'nodePools:\n  - user', 'nodePools', /./],
    ['pools as a text', 'nodePools: user', 'nodePools', /./],
    ['a pool that is empty', 'nodePools:\n  user:\n', 'nodePools.user', /nodeSelector/],
    ['a pool that is a number', 'nodePools:\n  user: 3\n', 'nodePools.user', /./],
    [
      'no nodeSelector',
      'nodePools:\n  user:\n    replicas: 1\n',
      'nodePools.user.nodeSelector',
      /nodePools:\n {2}user:\n {4}nodeSelector:\n {6}\S+: \S+/,
    ],
    [
      'an empty nodeSelector',
      'nodePools:\n  user:\n    nodeSelector: {}\n',
      'nodePools.user.nodeSelector',
      /Write:\nnodePools:/,
    ],
    [
      'a nodeSelector of a number',
      'nodePools:\n  user:\n    nodeSelector: {a: 1}\n',
      'nodePools.user.nodeSelector.a',
      /string/,
    ],
    ['a nodeSelector as a text', 'nodePools:\n  user:\n    nodeSelector: a=b\n', 'nodePools.user.nodeSelector', /./],
    [
      'a pool named as a word of events',
      'nodePools:\n  students:\n    nodeSelector: {a: b}\n',
      'nodePools.students',
      /another name/,
    ],
    ['a pool with a space', 'nodePools:\n  "my pool":\n    nodeSelector: {a: b}\n', 'nodePools.my pool', /lower-case/],
    ['a pool in capitals', 'nodePools:\n  User:\n    nodeSelector: {a: b}\n', 'nodePools.User', /lower-case/],
    [
      'a pool with a very long name',
      `nodePools:\n  ${'x'.repeat(60)}:\n    nodeSelector: {a: b}\n`,
      `nodePools.${'x'.repeat(60)}`,
      /at most 50/,
    ],

    ['negative replicas', pool('replicas: -1'), 'nodePools.user.replicas', /negative/],
    ['half replicas', pool('replicas: 1.5'), 'nodePools.user.replicas', /whole number/],
    ['true replicas', pool('replicas: true'), 'nodePools.user.replicas', /number/],
    ['replicas as a text', pool('replicas: "2"'), 'nodePools.user.replicas', /number/],
    ['replicas beyond reason', pool('replicas: 1000000'), 'nodePools.user.replicas', /./],
    [
      'a minimum above the maximum',
      pool('minPlaceholders: 3', 'maxPlaceholders: 2'),
      'nodePools.user.minPlaceholders',
      /3 is more than maxPlaceholders 2/,
    ],
    ...['-1', '1.5', '10001', 'many'].map((max): (typeof table)[number] => [
      `${max} for the most placeholders`,
      pool(`maxPlaceholders: ${max}`),
      'nodePools.user.maxPlaceholders',
      /^(not a whole number|must not be negative|Too big)/,
    ]),
    ...['0', '-1', 'nobody'].map((user): (typeof table)[number] => [
      `${user} for the user of placeholders`,
      top(`placeholder: {runAsUser: ${user}}`),
      'placeholder.runAsUser',
      /user id|"cluster"|Too small/,
    ]),
    ['a threshold below 0', pool('cpuThreshold: -0.1'), 'nodePools.user.cpuThreshold', /0 to 1/],
    ['a threshold above 100', top('memoryThreshold: 101'), 'memoryThreshold', /0 to 1/],
    ['a threshold that is none', top('memoryThreshold: much'), 'memoryThreshold', /0 to 1/],
    ['an unknown strategy', pool('scalingStrategy: memory'), 'nodePools.user.scalingStrategy', /mem/],
    ['an unknown strategy for all', top('scalingStrategy: ram'), 'scalingStrategy', /balanced/],
    ['a duration with a word', top('nodeGracePeriod: 10 minutes'), 'nodeGracePeriod', /"10m"/],
    ['a duration below 0', pool('nodeGracePeriod: -5'), 'nodePools.user.nodeGracePeriod', /./],
    ['a duration that is a list', pool('emptyNodeGracePeriod: [1]'), 'nodePools.user.emptyNodeGracePeriod', /./],
    ['a lead time that is none', pool('leadTime: soon'), 'nodePools.user.leadTime', /"auto"/],
    ['an override as a text', top('calendarOverrideEnabled: "yes"'), 'calendarOverrideEnabled', /boolean/],
    [
      'a size that is no quantity',
      pool('resources: {requests: {memory: 4 GB}}'),
      'nodePools.user.resources.requests.memory',
      /"4Gi"/,
    ],
    [
      'a size that is a list',
      pool('resources: {requests: {memory: [4Gi]}}'),
      'nodePools.user.resources.requests.memory',
      /./,
    ],
    ['a negative size', pool('resources: {requests: {memory: -4Gi}}'), 'nodePools.user.resources.requests.memory', /./],
    ['tolerations as a map', pool('tolerations: {key: gpu}'), 'nodePools.user.tolerations', /./],
    [
      'a toleration of an unknown effect',
      pool('tolerations: [{key: gpu, effect: NoScheduling}]'),
      'nodePools.user.tolerations.0.effect',
      /NoSchedule/,
    ],
    ['a time zone that is none', top('calendarTimezone: Pacific'), 'calendarTimezone', /"America\/Los_Angeles"/],
    ['an address that is a list', top('calendarUrl: [a]'), 'calendarUrl', /string/],
    ['a default pool that is none', top('defaultPool: usr'), 'defaultPool', /no pool `usr`.*user/],
    [
      'a user selector that is none',
      top('userPods: {labelSelector: "a in b"}'),
      'userPods.labelSelector',
      /"key=value/,
    ],
    [
      'a placeholder selector of another kind',
      top('placeholderPodLabelSelector: "a!=b"'),
      'placeholderPodLabelSelector',
      /key=value/,
    ],
    [
      'a placeholder selector of nothing',
      top('placeholderPodLabelSelector: " "'),
      'placeholderPodLabelSelector',
      /key=value/,
    ],
    ['an unknown log level', top('logLevel: loud'), 'logLevel', /info/],
    ['dryRun as a text', top('dryRun: "no"'), 'dryRun', /boolean/],
  ]
  for (const [name, yaml, where, text] of table)
    it(name, () => {
      const errors = refused(yaml)
      const [first] = errors.filter((one) => one.where === where)
      assert.ok(first, JSON.stringify(errors))
      assert.match(first.text, text)
    })

  it('names all places, not the first only', () => {
    const errors = refused(`${pool('replicas: -1', 'cpuThreshold: 200')}logLevel: loud\n`)
    assert.deepEqual(errors.map(({ where }) => where).toSorted(), [
      'logLevel',
      'nodePools.user.cpuThreshold',
      'nodePools.user.replicas',
    ])
  })
  it('names two pools', () => {
    const errors = refused('nodePools:\n  user: {replicas: 1}\n  students: {nodeSelector: {a: b}}\n')
    assert.deepEqual(
      errors.map(({ where }) => where),
      ['nodePools.user.nodeSelector', 'nodePools.students'],
    )
  })
})

describe('a config of nothing is one without pools', () => {
  for (const yaml of ['', '\n', '# nothing yet\n', '---\n', '{}', 'nodePools:\n', 'nodePools: {}'])
    it(JSON.stringify(yaml), () => assert.equal(good(yaml).config.pools.size, 0))
})

describe('YAML as helm reads it', () => {
  it('with merge keys', () => {
    const { config } = good(
      'base: &base\n  nodeSelector: {a: b}\n  replicas: 1\nnodePools:\n  user:\n    <<: *base\n    replicas: 2\n',
    )
    const user = config.pools.get('user')
    assert.deepEqual([user?.nodeSelector, user?.replicas], [{ a: 'b' }, 2])
  })
  it('with the capitals of the predecessor', () => {
    for (const [text, value] of [
      ['False', false],
      ['True', true],
      ['TRUE', true],
    ] as const)
      assert.equal(
        good(top(`calendarOverrideEnabled: ${text}`)).config.pools.get('user')?.calendarOverrideEnabled,
        value,
      )
  })
  it('with an address on a line of its own', () =>
    assert.equal(
      good(top('calendarUrl:', '  https://example.org/a.ics')).config.calendar.url,
      'https://example.org/a.ics',
    ))
  it('with anchors used many times, as long as that is no bomb', () => {
    const pools = Array.from({ length: 40 }, (_, index) => `  p${index}: *base`)
    assert.equal(good(['base: &base {nodeSelector: {a: b}}', 'nodePools:', ...pools].join('\n')).config.pools.size, 40)
  })
})

describe('keys that this version does not know', () => {
  const table: [string, string, string[]][] = [
    ['none', top('dryRun: true'), []],
    ['at the top', top('calenderUrl: x'), ['calenderUrl']],
    ['in a pool', pool('replica: 1'), ['nodePools.user.replica']],
    ['in the resources of a pool', pool('resources: {request: {memory: 1Gi}}'), ['nodePools.user.resources.request']],
    ['in a toleration', pool('tolerations: [{key: gpu, efect: NoSchedule}]'), ['nodePools.user.tolerations.0.efect']],
    ['in userPods', top('userPods: {selector: a=b}'), ['userPods.selector']],
    ['in placeholder', top('placeholder: {tag: "1"}'), ['placeholder.tag']],
    ['in one of several forms', top('forecast: {reactions: {curves: "off"}}'), ['forecast.reactions.curves']],
    [
      "of the predecessor's later versions",
      top('newNodeGracePeriod: 600', 'recentlyFreedGracePeriod: 600'),
      ['newNodeGracePeriod', 'recentlyFreedGracePeriod'],
    ],
    [
      "the chart's own are known",
      top('image: {tag: x}', 'replicaCount: 1', 'rbac: {create: true}', 'affinity: {}', 'resources: {}'),
      [],
    ],
    ['what an umbrella chart passes is known', top('global: {a: 1}', 'enabled: true'), []],
    ["resources of other kinds are a resource list's own", pool('resources: {requests: {"example.org/fpga": 1}}'), []],
  ]
  for (const [name, yaml, expected] of table)
    it(`${name}: warned of, and the rest counts`, () => {
      const { config, warnings } = good(yaml)
      assert.deepEqual(
        warnings.map(({ where }) => where),
        expected,
      )
      assert.ok(config.pools.has('user'))
    })
})

describe('values of an umbrella chart', () => {
  const ours = { nodePools: { user: { nodeSelector: { a: 'b' }, replicas: 3 } } }
  const table: [string, object, number | undefined][] = [
    ['our own', ours, 3],
    ['under our name', { jupyterhub: { hub: {} }, warmseats: ours }, 3],
    ["under the predecessor's", { jupyterhub: { hub: {} }, 'node-placeholder-scaler': ours }, 3],
    [
      'ours before theirs',
      { warmseats: ours, 'node-placeholder-scaler': { nodePools: { user: { nodeSelector: { a: 'b' } } } } },
      3,
    ],
    ['top level before both', { ...ours, warmseats: { nodePools: {} } }, 3],
  ]
  for (const [name, values, replicas] of table)
    it(name, () => assert.equal(good(dump(values)).config.pools.get('user')?.replicas, replicas))
  it('are not mixed with keys that are for others', () =>
    assert.deepEqual(good(dump({ jupyterhub: { hub: {} }, hub: 1, warmseats: ours })).warnings, []))
  it('name where they are wrong', () => {
    const wrong = { warmseats: { nodePools: { user: { nodeSelector: { a: 'b' }, replicas: -1 } } } }
    assert.match(refused(dump(wrong))[0]?.where ?? '', /nodePools\.user\.replicas$/)
  })
})

describe("the example that the predecessor's README prints", () => {
  const printed = `
calendarUrl: https://url.to/your/public/calendar.ics

calendarTimezone: "America/Los_Angeles"

nodePools:
  # The short name of the node pool, used in the calendar event description
  user:
    nodeSelector:
    hub.jupyter.org/pool-name: base-pool
    resources:
    requests:
        # Some value slightly lower than allocatable RAM on the nodepool in bytes
        memory: 60929654784
    replicas: 1
`

  it('is refused as printed, with its own lines rightly indented', () => {
    const [only, ...others] = refused(printed)
    assert.deepEqual([only?.where, others], ['nodePools.user.nodeSelector', []])
    assert.match(only?.text ?? '', /indentation/)
    assert.match(only?.text ?? '', /hub\.jupyter\.org\/pool-name: base-pool/)
  })
  it('is right as the message writes it', () => {
    const [only] = refused(printed)
    const advised = only?.text.slice(only.text.indexOf('nodePools:')) ?? ''
    const { config, warnings } = good(advised)
    assert.deepEqual(warnings, [])
    const user = config.pools.get('user')
    assert.deepEqual(user?.nodeSelector, { 'hub.jupyter.org/pool-name': 'base-pool' })
    assert.deepEqual(user.requests, { memory: 60929654784 })
  })
  it('loads with its evident indentation', () => {
    const indented = printed.replace(/^ {4}(hub\.jupyter)/m, '      $1').replace(/^ {4}requests:/m, '      requests:')
    const { config, warnings } = good(indented)
    assert.deepEqual(warnings, [])
    const user = config.pools.get('user')
    assert.deepEqual(
      [user?.replicas, user?.requests, user?.nodeSelector],
      [1, { memory: 60929654784 }, { 'hub.jupyter.org/pool-name': 'base-pool' }],
    )
    assert.equal(config.calendar.timezone, 'America/Los_Angeles')
  })
})
