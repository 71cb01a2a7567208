import assert from 'node:assert/strict'
import { it } from 'node:test'
import { BadScenario } from '../../../src/simulation/scenario/bad-scenario.ts'
import { MINUTE } from '../../support/time.ts'
import { at, read } from './support.ts'

const visits = async (users: string, files = {}) => (await read(`users: [${users}]`, files)).scenario.visits

it('a burst comes within its stretch and leaves when it is told to', async () => {
  const all = await visits('{kind: burst, name: s, people: 50, at: "09:00", over: 10m, until: "10:00", within: 5m}')
  assert.equal(all.length, 50)
  assert.equal(new Set(all.map(({ user }) => user)).size, 50)
  assert.ok(all.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('09:10')))
  assert.ok(all.every(({ leavesMs = 0 }) => leavesMs >= at('10:00') && leavesMs < at('10:05')))
})

it('a burst with a stay leaves after it, one without stays', async () => {
  const [one] = await visits('{kind: burst, people: 1, at: "09:00", over: 1m, stay: 20m}')
  assert.equal((one?.leavesMs ?? 0) - (one?.arrivesMs ?? 0), 20 * MINUTE)
  const [other] = await visits('{kind: burst, people: 1, at: "09:00", over: 1m}')
  assert.equal(other?.leavesMs, undefined)
})

it('Poisson arrivals have their rate, hour by hour', async () => {
  const all = await visits('{kind: poisson, perHour: 300, from: "09:00", to: "11:00", stay: {mean: 10m}}')
  assert.ok(Math.abs(all.length - 600) < 75, `${all.length}`)
  assert.ok(all.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('11:00')))
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 200 : 0))
  const some = await visits(`{kind: poisson, perHour: [${hours}], stay: 1m}`)
  assert.ok(some.length > 120)
  assert.ok(some.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('10:00')))
})

it('in a storm the same people come again and again, never twice at once', async () => {
  const all = await visits('{kind: storm, people: 3, from: "09:00", to: "10:00", stay: {mean: 1m}, away: 30s}')
  const byUser = Map.groupBy(all, ({ user }) => user)
  assert.equal(byUser.size, 3)
  for (const stays of byUser.values()) {
    assert.ok(stays.length > 10)
    stays.slice(1).forEach((stay, before) => {
      assert.ok(stay.arrivesMs > (stays[before]?.leavesMs ?? Number.POSITIVE_INFINITY))
    })
  }
})

it('a trace is replayed, from the file itself or from a CSV file', async () => {
  const rows = '[60, ada, user, {memory: 2Gi}, 30m], ["09:00", bob, user, {cpu: 500m}, 5m]'
  const csv = `time,user,pool,cpu,memory,stay
60,ada,user,,2Gi,30m
# a comment
2026-03-24T09:00,bob,user,500m,,300
`
  const [inline, recorded] = await Promise.all([
    visits(`{kind: trace, rows: [${rows}]}`),
    visits('{kind: trace, file: logins.csv}', { 'logins.csv': csv }),
  ])
  assert.deepEqual(inline, recorded)
  assert.deepEqual(
    inline.map(({ user, arrivesMs, leavesMs = 0, seat }) => [user, arrivesMs, leavesMs - arrivesMs, seat.requests]),
    [
      ['ada', at('08:01'), 30 * MINUTE, { memory: 2 * 2 ** 30 }],
      ['bob', at('09:00'), 5 * MINUTE, { cpu: 500 }],
    ],
  )
})

it('in a trace, who came before the beginning and is still there is there from it; without a stay they stay', async () => {
  const csv = `time,user,pool,cpu,memory,stay
2026-03-24T07:00,there,user,,2Gi,2h
2026-03-23T07:00,stays,user,,2Gi,
2026-03-24T07:00,gone,user,,2Gi,1h
2026-03-24T09:00,comes,user,,2Gi,
`
  const { scenario, warnings } = await read('users: [{kind: trace, file: logins.csv}]', { 'logins.csv': csv })
  assert.deepEqual(
    scenario.visits.map(({ user, arrivesMs, leavesMs }) => [user, arrivesMs, leavesMs]),
    [
      ['there', at('08:00'), at('09:00')],
      ['stays', at('08:00'), undefined],
      ['comes', at('09:00'), undefined],
    ],
  )
  assert.match(warnings[0]?.text ?? '', /^1 of 4 visits lie outside of start–end$/)
})

it('a byte-order mark, as spreadsheets write it, is none of the header', async () => {
  const csv = '\uFEFFtime,user,pool,cpu,memory,stay\n60,ada,user,,2Gi,30m\n'
  const [visit] = await visits('{kind: trace, file: logins.csv}', { 'logins.csv': csv })
  assert.equal(visit?.user, 'ada')
})

it('servers have the image and the labels of their group; in a trace each may have its own', async () => {
  const csv = 'time,user,pool,cpu,memory,stay,image\n60,ada,user,,2Gi,30m,hub/data8:1\n60,bob,user,,2Gi,30m\n'
  const group = '{kind: trace, file: logins.csv, image: "hub/base:1", labels: {course: stat20}}'
  const seats = (await visits(group, { 'logins.csv': csv })).map(({ seat }) => [seat.image, seat.labels])
  assert.deepEqual(seats, [
    ['hub/data8:1', { course: 'stat20' }],
    ['hub/base:1', { course: 'stat20' }],
  ])
  const [one] = await visits('{kind: burst, people: 1, at: "09:00", over: 1m, image: "hub/data8:1"}')
  assert.equal(one?.seat.image, 'hub/data8:1')
})

it('a trace that cannot be read says where', async () => {
  const file = '{kind: trace, file: logins.csv}'
  await assert.rejects(visits(file, { 'logins.csv': 'who,when\n' }), /its first line must be `time,user,pool/)
  const bad = 'time,user,pool,cpu,memory,stay\n60,ada,user,,2Gi,whenever\n'
  await assert.rejects(visits(file, { 'logins.csv': bad }), /visit 1: «60,ada.*not a duration/)
})

it('who repeats on weekdays comes on weekdays; another seed, other times', async () => {
  const week = async (seed: number) => {
    const { scenario } = await read(`seed: ${seed}
users: [{kind: burst, people: 2, at: "09:00", over: 10m, stay: 5m, repeat: weekdays}]`)
    return scenario
  }
  assert.equal((await week(1)).visits.length, 2)
  const [one, same, other] = await Promise.all([week(1), week(1), week(2)])
  assert.deepEqual(one.visits, same.visits)
  assert.notDeepEqual(one.visits, other.visits)
})

it('who comes outside of the time of the scenario is told', async () => {
  const row = (time: string) => `["${time}", ada, user, {}, 5m]`
  const { scenario, warnings } = await read(`users:
  - {kind: burst, people: 3, at: "09:00", over: 1m}
  - {kind: trace, rows: [${row('07:50')}, ${row('08:00')}, ${row('12:00')}]}
  - {kind: burst, people: 4, at: "2026-03-25 09:00", over: 1m}`)
  assert.equal(scenario.visits.length, 4)
  assert.deepEqual(warnings, [
    { where: 'users.1', text: '2 of 3 visits lie outside of start–end' },
    { where: 'users.2', text: '4 of 4 visits lie outside of start–end' },
  ])
})

it('it is refused when all do; nobody at all is a quiet day', async () => {
  await assert.rejects(
    visits('{kind: burst, people: 3, at: "13:00", over: 1m}'),
    (error) => error instanceof BadScenario && /users\.0: 3 of 3 visits lie outside of start–end/.test(error.message),
  )
  assert.deepEqual(await visits('{kind: burst, people: 0, at: "13:00", over: 1m}'), [])
})

const ENDLESS: Record<string, string> = {
  'a storm without pauses': '{kind: storm, people: 5, from: "08:00", to: "09:00", stay: 0, away: 0}',
  'a crowd every hour': '{kind: poisson, perHour: 100000, from: "08:00", to: "2026-03-24 22:00", stay: 1m}',
  'crowd upon crowd': Array.from({ length: 10 }, () => '{kind: burst, people: 100000, at: "08:00", over: 1h}').join(),
}
for (const [what, group] of Object.entries(ENDLESS))
  it(`more than a million visits are refused: ${what}`, async () => {
    const ada = '{kind: burst, people: 1, at: "08:00", over: 1h}'
    await assert.rejects(
      visits(`${ada}, ${group}`),
      (error) => error instanceof BadScenario && /users\.\d+: makes more than 1000000 visits/.test(error.message),
    )
  })
