import assert from 'node:assert/strict'
import { it } from 'node:test'
import { play } from '../../../../src/simulation/played.ts'
import { NONE } from '../../../../src/simulation/policies/policy.ts'
import { binsOf } from '../../../../src/simulation/report/drawing/bins.ts'
import { read } from '../../scenario/support.ts'

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
