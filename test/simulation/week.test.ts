import assert from 'node:assert/strict'
import { it } from 'node:test'
import { play } from '../../src/simulation/played.ts'
import { shipped } from './scenario/support.ts'

/** Of processor time; other tests run beside this one. The bound is wider than the aim of 2 s, for slow machines. */
const BOUND_MS = 6000

it('a week with 2,000 people is seconds', async (t) => {
  const { scenario } = await shipped('week')
  const before = process.cpuUsage()
  const { waits, nodeHours } = await play(scenario, { at: 'warmseats' })
  const tookMs = process.cpuUsage(before).user / 1000
  t.diagnostic(`${waits.people} people, ${nodeHours.paid.toFixed(0)} node-hours in ${tookMs.toFixed(0)} ms`)
  assert.ok(waits.people > 1500)
  assert.ok(tookMs < BOUND_MS, `${tookMs} ms`)
})
