import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { HELMS, refusal, render, shownIn, skipWithoutHelm } from './helm.ts'

const SELECTED = { nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' } }
const pool = (values: object) => ({ nodePools: { user: { ...SELECTED, ...values } } })

/** What nobody can have meant; the sentence says what to write. */
const EXAM = { name: 'Exam', start: '2026-03-24T09:00', duration: '90m' }

const REFUSED: Readonly<Record<string, { readonly values: object; readonly says: RegExp; readonly chartOnly?: true }>> =
  {
    'a pool without nodeSelector': {
      values: { nodePools: { user: { replicas: 1 } } },
      says: /nodePools\.user\.nodeSelector: is missing.* Write[\s\S]*\n {4}nodeSelector:\n {6}hub\.jupyter\.org\/pool-name: user-pool/,
    },
    'an empty nodeSelector': {
      values: { nodePools: { user: { nodeSelector: {} } } },
      says: /nodePools\.user\.nodeSelector: is missing/,
    },
    'min above max': {
      values: pool({ minPlaceholders: 5, maxPlaceholders: 3 }),
      says: /nodePools\.user\.minPlaceholders: 5 is more than maxPlaceholders, 3\./,
    },
    'a word of calendar events as the name of a pool': {
      values: { nodePools: { students: SELECTED } },
      says: /nodePools\.students: `students` is a word of calendar events; give the pool another name\./,
    },
    'a name that cannot be one of an object': {
      values: { nodePools: { User_Pool: SELECTED } },
      says: /nodePools\.User_Pool: .*lower-case letters, digits and `-`, at most 50\./,
    },
    'a default pool that does not exist': {
      values: { ...pool({}), defaultPool: 'usr' },
      says: /defaultPool: there is no pool `usr`; the pools are: user\./,
    },
    'a further calendar without an address': {
      values: { calendars: [{ name: 'eecs' }] },
      says: /calendars\.0: has no address; give it a `url`, or a `secret` with a `name`\./,
    },
    'a further calendar with two addresses': {
      values: {
        calendars: [{ url: 'https://a.example.edu' }, { url: 'https://b.example.edu', secret: { name: 'b' } }],
      },
      says: /calendars\.1: has its address twice; remove `url`, or `secret`\./,
    },
    'two addresses of the calendar': {
      values: { calendarUrl: 'https://a.example.edu', calendarUrlSecret: { name: 'calendar' } },
      says: /calendarUrlSecret: the calendar's address is given twice\. Remove calendarUrl, or calendarUrlSecret \(calendar\)\./,
      chartOnly: true,
    },
    'a priority class that nobody creates or names': {
      values: { priorityClass: { create: false } },
      says: /priorityClass\.name: is empty, and priorityClass\.create is false\./,
      chartOnly: true,
    },
    'a priority of placeholders that is not below that of users': {
      values: { priorityClass: { value: 0 } },
      says: /\npriorityClass\.value: with 0 placeholders do not make way for users, who have the priority 0 .*\. Write -10\./,
    },
    'a word of people that is none': {
      values: { ...pool({}), schedule: [{ ...EXAM, pools: { user: { student: 350 } } }] },
      says: /schedule\/0\/pools\/user[\s\S]*student/,
    },
    'limits of utilization that contradict each other': {
      values: { utilization: { maxUtilization: 0.7 } },
      says: /utilization\.optimalUtilization: 0\.65 < 0\.75 < 0\.7 does not hold; there must be minUtilization < optimal/,
    },
    'fewest nodes above most': {
      values: { utilization: { minNodes: 80 } },
      says: /utilization\.minNodes: 80 is more than maxNodes, 72\./,
    },
    'a share of utilization above 1': { values: { utilization: { maxUtilization: 85 } }, says: /maxUtilization/ },
    'a threshold above 100': { values: { cpuThreshold: 101 }, says: /cpuThreshold[\s\S]*100/ },
    'a threshold below 0': { values: pool({ memoryThreshold: -0.1 }), says: /nodePools\/user\/memoryThreshold/ },
    'a duration that is none': { values: { nodeGracePeriod: 'ten minutes' }, says: /nodeGracePeriod/ },
    'a quantity that is none': {
      values: pool({ resources: { requests: { memory: '4 GB' } } }),
      says: /nodePools\/user\/resources\/requests\/memory/,
    },
    'a text for a number': {
      values: pool({ replicas: 'two' }),
      says: /nodePools\/user\/replicas.* got string, want (integer|null)/,
    },
    'a number for a label': {
      values: { nodePools: { user: { nodeSelector: { a: 1 } } } },
      says: /got number, want string/,
    },
    'a name of objects that is none': {
      values: { fullnameOverride: 'A_b' },
      says: /fullnameOverride/,
      chartOnly: true,
    },
    'a name of objects that begins with a digit': {
      values: { fullnameOverride: '1st' },
      says: /fullnameOverride/,
      chartOnly: true,
    },
    'a name of objects that is too long': {
      values: { fullnameOverride: 'x'.repeat(64) },
      says: /fullnameOverride[\s\S]*63/,
      chartOnly: true,
    },
    'a name in names of objects that is none': {
      values: { nameOverride: 'seats.warm' },
      says: /nameOverride/,
      chartOnly: true,
    },
    'a strategy that does not exist': { values: { scalingStrategy: 'memory' }, says: /scalingStrategy[\s\S]*'mem'/ },
  }

/** What no version knows; the controller goes on, and warns. */
const UNKNOWN: readonly (readonly [values: object, says: RegExp])[] = [
  [{ nodepools: { user: SELECTED } }, /nodepools.*did you mean `nodePools`\?/],
  [{ 'node-pools': { user: SELECTED } }, /node-pools.*did you mean `nodePools`\?/],
  [{ nodePolls: { user: SELECTED } }, /nodePolls.*did you mean `nodePools`\?/],
  [{ calenderUrl: '' }, /calenderUrl.*did you mean `calendarUrl`\?/],
  [{ pools: {} }, /additional properties 'pools' not allowed/],
  [pool({ replica: 3 }), /nodePools\/user\/replica.*did you mean `replicas`\?/],
  [pool({ size: 3 }), /nodePools\/user.*additional properties 'size' not allowed/],
  [pool({ resources: { request: {} } }), /resources\/request.*did you mean `requests`\?/],
  [{ image: { Tag: '1' } }, /image\/Tag.*did you mean `tag`\?/],
  [{ utilization: { minnodes: 3 } }, /utilization\/minnodes.*did you mean `minNodes`\?/],
  [{ ...pool({}), schedule: [{ ...EXAM, title: 'x', pools: { user: 2 } }] }, /schedule\/0.*'title' not allowed/],
]

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm} refuses`, { skip }, () => {
    for (const [what, { values, says }] of Object.entries(REFUSED))
      it(what, async () => assert.match(await refusal(helm, { values }), says))

    for (const [values, says] of UNKNOWN)
      it(`${JSON.stringify(values)}, with the nearest key`, async () =>
        assert.match(await refusal(helm, { values }), says))

    it('what stands a level too high, and says below what it belongs', async () => {
      for (const [key, place] of [
        ['requests', 'resources'],
        ['hub.jupyter.org/x', 'nodeSelector'],
      ] as const) {
        const said = await refusal(helm, { values: pool({ [key]: {} }) })
        assert.ok(said.includes(`nodePools.user.${key}: is no key of a pool. It belongs below \`${place}:\``), said)
      }
    })

    it('an address without a scheme, and never prints it', async () => {
      for (const [values, path] of [
        [{ calendarUrl: 'calendar.example.edu/SECRET.ics' }, 'calendarUrl'],
        [{ calendarUrl: '//calendar.example.edu/SECRET.ics' }, 'calendarUrl'],
        [{ calendarUrl: 'https:/calendar.example.edu/SECRET.ics' }, 'calendarUrl'],
        [{ calendarUrl: 'ftp://calendar.example.edu/SECRET.ics' }, 'calendarUrl'],
        [{ calendars: [{ url: 'calendar.example.edu/SECRET.ics' }] }, 'calendars.0.url'],
      ] as const) {
        const said = await refusal(helm, { values })
        assert.ok(said.includes(`\n${path}: has no scheme that is read. Write https:// in front`), said)
        assert.doesNotMatch(said, /SECRET/)
        assert.equal(loadConfig(JSON.stringify(values)).at, 'refused')
      }
    })

    it('thresholds out of range with a sentence, also where the schema is skipped', async () => {
      for (const [values, says] of [
        [
          { cpuThreshold: 101 },
          /\ncpuThreshold: 101 is not a share of a node\. Write a number from 0 to 1, such as 0\.2/,
        ],
        [pool({ memoryThreshold: -0.5 }), /\nnodePools\.user\.memoryThreshold: -0\.5 is not a share of a node\./],
      ] as const)
        assert.match(await refusal(helm, { values, args: ['--skip-schema-validation'] }), says)
    })

    it('mis-indented resources beside a missing nodeSelector, and shows where they belong', async () => {
      const user = { replicas: 2, resources: { limits: { cpu: 4 } }, requests: { memory: '4Gi' } }
      const said = await refusal(helm, { values: { nodePools: { user } } })
      assert.deepEqual(load(shownIn(said, 'nodePools')), {
        nodePools: {
          user: {
            nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' },
            replicas: 2,
            resources: { limits: { cpu: 4 }, requests: { memory: '4Gi' } },
          },
        },
      })
    })

    it('nothing of what the values allow', async () => {
      for (const values of [
        pool({ minPlaceholders: 3, maxPlaceholders: 3 }),
        pool({ minPlaceholders: 3, maxPlaceholders: 'auto' }),
        { ...pool({}), schedule: [{ ...EXAM, pools: { user: { students: 350, seats: 40, nodes: 8 } } }] },
        { ...pool({}), schedule: [{ ...EXAM, pools: { user: 2 } }] },
        pool({ minPlaceholders: 3 }),
        { ...pool({}), defaultPool: 'user' },
        { calendarUrlSecret: { name: 'calendar' } },
        ...['https://a.example.edu', 'webcal://a/b', 'file:///a.ics', '/a.ics', './a.ics', ' HTTP://a ', ''].map(
          (calendarUrl) => ({ calendarUrl }),
        ),
        { 'x-defaults': { cpuThreshold: 0.3 }, global: { storageClass: 'x' }, enabled: true },
        { nameOverride: '', fullnameOverride: '' },
        { nameOverride: null, fullnameOverride: null },
        { nameOverride: '2', fullnameOverride: `w${'-'.repeat(61)}2` },
        { cpuThreshold: 0, memoryThreshold: 100 },
        { priorityClass: { value: -1 } },
        { priorityClass: { create: false, name: 'theirs', value: 5 } },
        { nodeGracePeriod: 'PT10M', fallWindow: '1h 30m', calendarRefresh: '45' },
        pool({ leadTime: 'auto', resources: { requests: { memory: 1.5e9, cpu: '500m', 'nvidia.com/gpu': '1' } } }),
      ])
        assert.ok(await render(helm, { values }), JSON.stringify(values))
    })
  })

suite('the controller judges as the chart does', () => {
  for (const [what, { values, chartOnly }] of Object.entries(REFUSED))
    if (!chartOnly) it(what, () => assert.equal(loadConfig(JSON.stringify(values)).at, 'refused'))
})
