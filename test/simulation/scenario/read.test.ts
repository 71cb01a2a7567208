import assert from 'node:assert/strict'
import { it } from 'node:test'
import { BadScenario } from '../../../src/simulation/scenario/bad-scenario.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { at, read, yaml } from './support.ts'

it('times are those of the scenario, in its zone', async () => {
  const { scenario } = await read('restarts: ["09:30", "2026-03-24 10:00", "+90m", 2026-03-24T18:00:00Z]')
  assert.deepEqual([scenario.startMs, scenario.endMs], [at('08:00'), at('12:00')])
  assert.deepEqual(scenario.restartsMs, [at('09:30'), at('10:00'), at('09:30'), at('11:00')])
})

it('pools get the labels by which the config finds them', async () => {
  const { scenario } = await read('config: {nodePools: {user: {nodeSelector: {pool: base}}}}')
  const [pool] = scenario.pools
  assert.equal(pool?.labels.pool, 'base')
  assert.equal(scenario.config.pools.get('user')?.nodeSelector.pool, 'base')
})

it('without a config each pool is one of the product', async () => {
  const { scenario } = await read()
  assert.deepEqual([...scenario.config.pools.keys()], ['user'])
})

it("other values and another calendar take the file's place", async () => {
  const options = {
    config: 'nodePools: {user: {nodeSelector: {a: b}, replicas: 7}}',
    calendar: { path: 'mine.ics', text: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' },
    readText: async () => '',
  }
  const { scenario } = await readScenario(yaml('calendar: {ics: never-read.ics}'), options)
  assert.equal(scenario.config.pools.get('user')?.replicas, 7)
  assert.equal(scenario.calendar?.text, options.calendar.text)
})

it('a pool of the config without nodes is said', async () => {
  const { warnings } = await read('config: {nodePools: {user: {nodeSelector: {a: b}}, gpu: {nodeSelector: {a: c}}}}')
  assert.deepEqual(
    warnings.map(({ where }) => where),
    ['nodePools.gpu'],
  )
})

it('an autoscaler has the defaults of its kind, but for what is said', async () => {
  const { scenario: plain } = await read()
  assert.deepEqual([plain.autoscaler.scanMs, plain.autoscaler.batch.maxMs], [10_000, 0])
  assert.deepEqual([plain.autoscaler.spreads, plain.autoscaler.movableBelow], [false, 0.5])
  const { scenario } = await read('autoscaler: {kind: karpenter, scaleDownAfter: 2m, batch: {idle: 2s, max: 20s}}')
  assert.deepEqual(scenario.autoscaler.batch, { idleMs: 2000, maxMs: 20_000 })
  assert.equal(scenario.autoscaler.unneededMs, 120_000)
  assert.deepEqual([scenario.autoscaler.spreads, scenario.autoscaler.movableBelow], [true, 0])
})

const WRONG: Record<string, [string, RegExp]> = {
  'no YAML': ['a: [', /scenario: is not valid YAML/],
  'a misspelt key': ['seeed: 3', /Unrecognized key.*seeed/],
  'no moment': ['restarts: [noon]', /restarts\.0: not a time; write "09:00"/],
  'an hour that no day has': ['restarts: ["32:10"]', /restarts\.0: not a time; write "09:00"/],
  'a minute that no hour has': ['restarts: ["08:99"]', /restarts\.0: not a time/],
  'a second that no minute has': ['restarts: ["08:09:60"]', /restarts\.0: not a time/],
  'a class that is over before it begins': [
    'users: [{kind: burst, people: 1, at: "09:00", over: 0, until: "08:30"}]',
    /users\.0\.until: 08:30 is before all have come, at 09:00$/,
  ],
  'a class that is over before all have come': [
    'users: [{kind: burst, people: 1, at: "09:00", over: 20m, until: "09:10"}]',
    /users\.0\.until: 09:10 is before all have come, at 09:00; they come until 20 min after it/,
  ],
  'a storm that ends before it begins': [
    'users: [{kind: storm, people: 1, from: "09:00", to: "08:00", stay: 1m, away: 1m}]',
    /users\.0\.to: 08:00 is not after the beginning/,
  ],
  'arrivals after the end': [
    'users: [{kind: poisson, perHour: 9, from: "13:00", stay: 1m}]',
    /users\.0\.from: 13:00 is not before the end/,
  ],
  'more people an hour than anybody has': [
    'users: [{kind: poisson, perHour: 1.0e+8, stay: 1m}]',
    /users\.0\.perHour: more than 100000 an hour/,
  ],
  'no duration': ['podStart: soon', /podStart: not a duration/],
  'a wrong stretch': [
    'users: [{kind: poisson, perHour: 3, stay: {min: 3m}}]',
    /users\.0\.stay: not a stretch of time; write a duration/,
  ],
  'an unknown kind': ['users: [{kind: flood}]', /users\.0\.?\w*: its kind is one of: burst, poisson, storm, trace/],
  'an unknown pool': [
    'users: [{kind: burst, people: 1, at: "09:00", over: 1m, pool: lab}]',
    /users\.0: no pool `lab`; the pools are `user`/,
  ],
  'a wrong quantity': [
    'users: [{kind: trace, rows: [[0, ada, user, {memory: lots}, 5m]]}]',
    /not a Kubernetes quantity/,
  ],
  'values that the product refuses': [
    'config: {fallWindow: x, nodePools: {user: {nodeSelector: {a: b}}}}',
    /config\.fallWindow: not a duration/,
  ],
}

for (const [what, [more, message]] of Object.entries(WRONG))
  it(`refused, with path and reason: ${what}`, async () => {
    await assert.rejects(read(more), (error) => error instanceof BadScenario && message.test(error.message))
  })

it('refused, with its name and the reason: a file that is no calendar', async () => {
  const values = 'nodePools: {}'
  const options = { readText: async () => values, calendar: { path: 'values.yaml', text: values } }
  await assert.rejects(
    readScenario(yaml(), options),
    (error) => error instanceof BadScenario && /--calendar: values\.yaml cannot be used: .+/.test(error.message),
  )
  await assert.rejects(
    read('calendar: {ics: mine.ics}', { 'mine.ics': values }),
    (error) => error instanceof BadScenario && /calendar\.ics: mine\.ics cannot be used: .+/.test(error.message),
  )
})

it('refused: more nodes than any cluster has', async () => {
  for (const key of ['there', 'maximum'])
    await assert.rejects(
      readScenario(yaml().replace('seat:', `${key}: 100000\n    seat:`), { readText: async () => '' }),
      new RegExp(`pools\\.user\\.${key}: more than 5000 nodes`),
    )
})

it('refused: an end before the start, a start without a date, another zone', async () => {
  const refuse = (from: RegExp, to: string, message: RegExp) =>
    assert.rejects(readScenario(yaml().replace(from, to), { readText: async () => '' }), message)
  await refuse(/end: .*/, 'end: 2026-03-24 07:00', /end: is not after the start/)
  await refuse(/end: .*/, 'end: 2062-03-24 12:00', /end: is more than a year after the start/)
  await refuse(/start: .*/, 'start: "08:00"', /start: needs a date/)
  await refuse(/timezone: .*/, 'timezone: Mars', /timezone: not a time zone/)
})
