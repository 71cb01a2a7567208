/** The lecture of 350 and the classes back to back, against somebody who knows the future. */

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import type { PoolDecision } from '../../src/domain/decide/decision.ts'
import { type Played, play } from '../../src/simulation/played.ts'
import type { Policy } from '../../src/simulation/policies/policy.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { once } from '../support/once.ts'
import { MINUTE } from '../support/time.ts'
import { played } from './kept/kept.ts'
import { oracleUntilLogin } from './oracle-until-login.ts'
import { at, read, shipped } from './scenario/support.ts'

const PATIENCE = 30_000
/** `auto` until it is measured. */
const LEAD = 10 * MINUTE
/** As the tables call them. */
const POLICIES = {
  Warmseats: { at: 'warmseats' },
  'no placeholders': { at: 'none' },
  'always 3 placeholders': { at: 'static', count: 3 },
  'the old rule': { at: 'polling' },
} as const satisfies Record<string, Policy>

const lastLogin = ({ visits }: Scenario) => Math.max(...visits.map(({ arrivesMs }) => arrivesMs))

interface Lecture {
  readonly played: Played
  /** What was paid from the lead's start to the last login. Hours. */
  readonly paid: number
}

/** The lecture of 350 under a policy. */
const lecture = once(async (policy: Policy): Promise<Lecture> => {
  const { scenario } = await shipped('lecture-350')
  let paid = 0
  const played = await play(scenario, policy, async ({ advance, tally }) => {
    await advance(leadOf(scenario).fromMs)
    const before = tally.nodeHours()
    await advance(leadOf(scenario).toMs)
    paid = tally.nodeHours() - before
    await advance(scenario.endMs)
  })
  return { played, paid }
})

const leadOf = (scenario: Scenario) => ({ fromMs: at('09:00') - LEAD, toMs: lastLogin(scenario) })

/** What stands decided for the pool at each of these times. */
async function decidedAt(scenario: Scenario, ...times: string[]): Promise<PoolDecision[]> {
  const { happenings$, advance } = simulate(scenario)
  let last: PoolDecision | undefined
  happenings$.subscribe((happening) => {
    if (happening.type === 'step') last = happening.step.decision.pools.get('user')
  })
  const decisions: PoolDecision[] = []
  for (const time of times) {
    await advance(at(time))
    decisions.push(last ?? assert.fail('nothing was decided'))
  }
  return decisions
}

it('350 students: none waits more than 30 s, at no more than 1.15 times the node-hours of an oracle', async (t) => {
  const { scenario } = await shipped('lecture-350')
  const { played, paid } = await lecture(POLICIES.Warmseats)
  const { waits } = played
  assert.deepEqual([waits.people, waits.beyond, waits.unserved], [355, 0, 0])
  assert.ok(waits.maxMs <= PATIENCE)
  const { fromMs } = leadOf(scenario)
  const known = oracleUntilLogin(scenario, fromMs, false)
  t.diagnostic(`${paid.toFixed(2)} node-hours, ${(paid / known).toFixed(2)} × the oracle's ${known.toFixed(2)}`)
  t.diagnostic(
    `${(paid / oracleUntilLogin(scenario, fromMs, true)).toFixed(2)} × one that asks for each node just in time`,
  )
  assert.ok(paid <= 1.15 * known, `${paid} against ${known}`)
})

it('docs/simulation.md has the same numbers', async () => {
  const { scenario } = await shipped('lecture-350')
  const { fromMs } = leadOf(scenario)
  const known = oracleUntilLogin(scenario, fromMs, false)
  const justInTime = oracleUntilLogin(scenario, fromMs, true)
  const row = (name: string, hours: number, waited: number) =>
    `| ${name} | ${hours.toFixed(2)} | ${(hours / known).toFixed(2)} | ${waited} |`
  const rows = [row('oracle', known, 0), row('oracle, just in time', justInTime, 0)]
  for (const [name, policy] of Object.entries(POLICIES)) {
    const { played, paid } = await lecture(policy)
    rows.push(row(name, paid, played.waits.beyond))
  }
  const docs = await readFile(new URL('../../docs/simulation.md', import.meta.url), 'utf8')
  assert.ok(docs.includes(rows.join('\n')), rows.join('\n'))
  const { paid } = await lecture(POLICIES.Warmseats)
  assert.ok(docs.includes(`it is ${(paid / justInTime).toFixed(2)} times`))
})

it('beside it: without placeholders, with three, and under the old rule most of them wait', async () => {
  const { Warmseats: _, ...others } = POLICIES
  for (const policy of Object.values(others)) {
    const { waits } = (await lecture(policy)).played
    assert.ok(waits.beyond > 200, `${policy.at}: ${waits.beyond}`)
  }
})

it('as it is announced the hour has no edge: of two classes back to back the second needs the same a minute before and after it begins', async () => {
  const { scenario } = await read(`
users:
  - {kind: burst, name: first, people: 70, at: "09:00", over: 5m, until: "10:03"}
  - {kind: burst, name: second, people: 70, at: "10:02", over: 5m}
calendar:
  events:
    - {title: First, from: "09:00", to: "10:00", description: "students: 70"}
    - {title: Second, from: "10:00", to: "11:00", description: "students: 70"}
config:
  forecast: {reactions: "off"}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 31Gi}}
      seat: {requests: {cpu: 100m, memory: 4Gi}}
`)
  const [before, after] = await decidedAt(scenario, '09:59', '10:01')
  assert.equal(before?.target, 10, '70 sit on 10 nodes of 7, and as many are to come')
  assert.equal(after?.target, before?.target)
  const { waits } = await played(scenario, { at: 'warmseats' })
  assert.deepEqual([waits.people, waits.beyond], [140, 0])
})

it('in the middle of a class nothing is needed any more, and no minute differs from the next', async () => {
  const { scenario } = await shipped('lecture-350')
  const [before, after] = await decidedAt(scenario, '09:59', '10:01')
  assert.deepEqual([before?.desired, after?.desired], [0, 0])
  assert.equal(before?.because, after?.because)
})

it('whatever the crowd, whoever comes sits at once', async () => {
  for (const seed of [2, 3, 4]) {
    const { scenario } = await shipped('lecture-350', seed)
    const { waits } = await played(scenario, { at: 'warmseats' })
    assert.equal(waits.beyond, 0, `seed ${seed}`)
  }
})

it('back to back the second class finds its 350 seats', async () => {
  const { scenario } = await shipped('back-to-back-350')
  const { waits, samples } = await played(scenario, { at: 'warmseats' })
  assert.deepEqual([waits.people, waits.beyond], [700, 0])
  const seatsAt = (time: string) => samples.find(({ atMs }) => atMs === at(time))?.seats ?? 0
  assert.ok(seatsAt('10:28') >= 350, `${seatsAt('10:28')} seats`)
  assert.ok(seatsAt('10:29') >= 350 && seatsAt('10:31') >= 350, 'before and after the start')
})
