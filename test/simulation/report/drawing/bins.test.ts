import assert from 'node:assert/strict'
import { it } from 'node:test'
import { play } from '../../../../src/simulation/played.ts'
import { NONE } from '../../../../src/simulation/policies/policy.ts'
import { binsOf } from '../../../../src/simulation/report/drawing/bins.ts'
import { at, read } from '../../scenario/support.ts'

it('more people in one bin than a function takes arguments', async () => {
  const { scenario } = await read()
  const outcome = await play(scenario, NONE)
  const everybody = Array.from({ length: 300_000 }, (_, one) => ({
    atMs: scenario.startMs,
    waitedMs: one,
    served: true,
  }))
  const [first, second] = binsOf({ ...outcome, everybody }, scenario)
  assert.deepEqual([first?.longestMs, second?.longestMs], [299_999, undefined])
})

it('a bin is at its fullest moment, but those who wait are seen', async () => {
  const { scenario } = await read()
  const week = { ...scenario, endMs: scenario.startMs + 7 * 24 * 3_600_000 }
  const outcome = await play(scenario, NONE)
  const nothing = outcome.samples[0] ?? assert.fail()
  const moment = (time: string, users: number, waiting: number, empty = 0) => ({
    ...nothing,
    atMs: at(time),
    users,
    waiting,
    empty,
  })
  const samples = [
    moment('08:00', 80, 120),
    moment('08:05', 200, 0, 9),
    moment('08:15', 150, 3),
    moment('08:20', 200, 0),
  ]
  assert.deepEqual(
    binsOf({ ...outcome, samples }, week).map(({ users, waiting, empty }) => [users, waiting, empty]),
    [
      [80, 120, 9],
      [200, 0, 0],
    ],
  )
})
