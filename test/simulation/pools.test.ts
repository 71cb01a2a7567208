/** Two pools beside each other: what is counted of each adds up to what is counted of all. */
import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { type Played, play } from '../../src/simulation/played.ts'
import { NONE } from '../../src/simulation/policies/policy.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'

const SCENARIO = `title: Two pools
start: 2026-03-24 08:00
end: 2026-03-24 10:00
pools:
  user: {node: {cpu: 8, memory: 32Gi}, seat: {memory: 4Gi}, there: 1}
  lab: {node: {cpu: 8, memory: 16Gi}, seat: {memory: 8Gi}, boot: 10m}
users:
  - {kind: burst, pool: user, people: 12, at: "08:30", over: 5m, until: "09:30"}
  - {kind: burst, pool: lab, people: 3, at: "08:30", over: 5m, until: "09:30"}
`

let played: Played
before(async () => {
  const { scenario } = await readScenario(SCENARIO, { readText: (path) => Promise.reject(new Error(path)) })
  played = await play(scenario, NONE)
})

it('a moment of all pools is the sum of its pools', () => {
  const { samples } = played
  for (const { pools = {}, ...all } of samples)
    for (const what of ['occupied', 'empty', 'booting', 'seats', 'users', 'waiting'] as const)
      assert.equal(
        Object.values(pools).reduce((sum, stand) => sum + stand[what], 0),
        all[what],
      )
  const waiting = (pool: string) => Math.max(...samples.map(({ pools }) => pools?.[pool]?.waiting ?? 0))
  assert.equal(waiting('lab'), 3)
  assert.ok(waiting('user') >= 4)
})

it('everybody came for a pool, and what was paid is paid for a pool', () => {
  const { everybody, nodeHours } = played
  const came = Map.groupBy(everybody, ({ pool }) => pool)
  assert.deepEqual([came.get('user')?.length, came.get('lab')?.length, came.size], [12, 3, 2])
  const { user = 0, lab = 0 } = nodeHours.byPool
  assert.ok(user > 2 && lab > 2)
  assert.ok(Math.abs(user + lab - nodeHours.paid) < 1e-9)
})
