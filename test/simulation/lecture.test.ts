/** The lecture of 350 and the classes back to back, against somebody who knows the future. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { play } from '../../src/simulation/outcome.ts'
import type { Policy } from '../../src/simulation/policy.ts'
import { placesOf } from '../../src/simulation/report/words.ts'
import { type Scenario, simulate } from '../../src/simulation/simulation.ts'
import { at, shipped } from './scenario/support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const PATIENCE = 30_000
/** `auto` until it is measured. */
const LEAD = 10 * MINUTE
/** The longest boot of the scenario, and the image. */
const BOOT = 5 * MINUTE + 90_000

const lastLogin = ({ visits }: Scenario) => Math.max(...visits.map(({ arrivesMs }) => arrivesMs))

/** What was paid within [fromMs, toMs), in hours. */
async function paid(scenario: Scenario, policy: Policy, fromMs: number, toMs: number): Promise<number> {
  const { happenings$, tally, advance } = simulate(scenario, policy)
  happenings$.subscribe()
  await advance(fromMs)
  const before = tally.nodeHours()
  await advance(toMs)
  return tally.nodeHours() - before
}

/**
 * The oracle knows every arrival and packs nodes full, no node too many. Each node is there, image and all, when the
 * first of those who sit on it comes.
 * @param justInTime asks for each node one boot before it is needed, instead of for all of them at the lead's start
 */
function oracle({ visits, pools }: Scenario, fromMs: number, justInTime: boolean): number {
  const [pool] = pools
  const arrivals = visits.map(({ arrivesMs }) => arrivesMs).sort((a, b) => a - b)
  const toMs = arrivals.at(-1) ?? fromMs
  const places = pool ? placesOf(pool) : 1
  const first = arrivals.filter((_, index) => index % places === 0)
  const asked = first.map((ms) => (justInTime ? Math.max(fromMs, ms - BOOT) : fromMs))
  return asked.reduce((sum, ms) => sum + (toMs - ms), 0) / HOUR
}

test('350 students: none waits more than 30 s, at no more than 1.15 times the node-hours of an oracle', async (t) => {
  const { scenario } = await shipped('lecture-350')
  const { waits } = await play(scenario, { at: 'warmseats' })
  assert.deepEqual([waits.people, waits.beyond, waits.unserved], [355, 0, 0])
  assert.ok(waits.maxMs <= PATIENCE)
  const [fromMs, toMs] = [at('09:00') - LEAD, lastLogin(scenario)]
  const ours = await paid(scenario, { at: 'warmseats' }, fromMs, toMs)
  const known = oracle(scenario, fromMs, false)
  t.diagnostic(`${ours.toFixed(2)} node-hours, ${(ours / known).toFixed(2)} × the oracle's ${known.toFixed(2)}`)
  t.diagnostic(`${(ours / oracle(scenario, fromMs, true)).toFixed(2)} × one that asks for each node just in time`)
  assert.ok(ours <= 1.15 * known, `${ours} against ${known}`)
})

test('beside it: without placeholders, with three, and under the old rule most of them wait', async () => {
  const { scenario } = await shipped('lecture-350')
  for (const policy of [{ at: 'none' }, { at: 'static', count: 3 }, { at: 'polling' }] as const) {
    const { waits } = await play(scenario, policy)
    assert.ok(waits.beyond > 200, `${policy.at}: ${waits.beyond}`)
  }
})

test('whatever the crowd, whoever comes sits at once', async () => {
  for (const seed of [2, 3, 4]) {
    const { scenario } = await shipped('lecture-350', seed)
    const { waits } = await play(scenario, { at: 'warmseats' })
    assert.equal(waits.beyond, 0, `seed ${seed}`)
  }
})

test('back to back the second class finds its 350 seats', async () => {
  const { scenario } = await shipped('back-to-back-350')
  const { waits, samples } = await play(scenario, { at: 'warmseats' })
  assert.deepEqual([waits.people, waits.beyond], [700, 0])
  const seatsAt = (time: string) => samples.find(({ atMs }) => atMs === at(time))?.seats ?? 0
  assert.ok(seatsAt('10:28') >= 350, `${seatsAt('10:28')} seats`)
  assert.ok(seatsAt('10:29') >= 350 && seatsAt('10:31') >= 350, 'before and after the start')
})
