import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, read } from './support.ts'

const visits = async (users: string, files = {}) => (await read(`users: [${users}]`, files)).scenario.visits
const MINUTE = 60_000

test('a burst comes within its stretch and leaves when it is told to', async () => {
  const all = await visits('{kind: burst, name: s, people: 50, at: "09:00", over: 10m, until: "10:00", within: 5m}')
  assert.equal(all.length, 50)
  assert.equal(new Set(all.map(({ user }) => user)).size, 50)
  assert.ok(all.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('09:10')))
  assert.ok(all.every(({ leavesMs = 0 }) => leavesMs >= at('10:00') && leavesMs < at('10:05')))
})

test('a burst with a stay leaves after it, one without stays', async () => {
  const [one] = await visits('{kind: burst, people: 1, at: "09:00", over: 1m, stay: 20m}')
  assert.equal((one?.leavesMs ?? 0) - (one?.arrivesMs ?? 0), 20 * MINUTE)
  const [other] = await visits('{kind: burst, people: 1, at: "09:00", over: 1m}')
  assert.equal(other?.leavesMs, undefined)
})

test('Poisson arrivals have their rate, hour by hour', async () => {
  const all = await visits('{kind: poisson, perHour: 300, from: "09:00", to: "11:00", stay: {mean: 10m}}')
  assert.ok(Math.abs(all.length - 600) < 75, `${all.length}`)
  assert.ok(all.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('11:00')))
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 200 : 0))
  const some = await visits(`{kind: poisson, perHour: [${hours}], stay: 1m}`)
  assert.ok(some.length > 120)
  assert.ok(some.every(({ arrivesMs }) => arrivesMs >= at('09:00') && arrivesMs < at('10:00')))
})

test('in a storm the same people come again and again, never twice at once', async () => {
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

test('a trace is replayed, from the file itself or from a CSV file', async () => {
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

test('a trace that cannot be read says where', async () => {
  const file = '{kind: trace, file: logins.csv}'
  await assert.rejects(visits(file, { 'logins.csv': 'who,when\n' }), /its first line must be `time,user,pool/)
  const bad = 'time,user,pool,cpu,memory,stay\n60,ada,user,,2Gi,whenever\n'
  await assert.rejects(visits(file, { 'logins.csv': bad }), /visit 1: «60,ada.*not a duration/)
})

test('who repeats on weekdays comes on weekdays; another seed, other times', async () => {
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
