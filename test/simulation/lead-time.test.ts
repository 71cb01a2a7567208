/** What a cluster's own boots teach: the first event begins 10 minutes ahead, the next one when it has to. */

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayLeadTime } from '../../src/domain/demand/lead-time.ts'
import { imageMsOf } from '../../src/simulation/cluster/cluster.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import type { Scenario } from '../../src/simulation/scenario/scenario.ts'
import { simulate } from '../../src/simulation/simulation.ts'
import { MINUTE } from '../support/time.ts'
import { played } from './kept/kept.ts'
import { at } from './scenario/support.ts'

/** Two classes of 5 nodes each; nodes take 6 minutes to boot and 90 s to pull, and go between the classes. */
const YAML = `title: Two classes
timezone: America/Los_Angeles
start: 2026-03-24 08:00
end: 2026-03-24 12:00
pools:
  user:
    node: {cpu: 8, memory: 32Gi, pods: 110}
    seat: {cpu: 100m, memory: 4Gi}
    boot: 6m
    imagePull: 90s
    maximum: 10
users: [{kind: trace, rows: []}]
calendar:
  events:
    - {title: First, from: "09:00", to: "09:30", description: "user: 5"}
    - {title: Second, from: "11:00", to: "11:30", description: "user: 5"}
config:
  # As it is announced, so that all of the boots begin at once.
  forecast: {reactions: "off"}
  nodePools:
    user:
      nodeSelector: {hub.jupyter.org/pool-name: user}
      resources: {requests: {memory: 28Gi}}
      leadTime: auto
      replicas: 0
`

const read = async (yaml: string): Promise<Scenario> =>
  (await readScenario(yaml, { readText: async () => '' })).scenario
/** From 08:58 on they fill all five nodes, which are up by then. */
const COMERS = Array.from({ length: 35 }, (_, one) => [
  58 * 60 + one,
  `user-${one}`,
  'user',
  { cpu: '100m', memory: '4Gi' },
  '30m',
])

const scenario = (more = '') => read(`${YAML}${more}`)

/** When 5 placeholders were asked for, in minutes before the class. */
async function leads(of: Scenario): Promise<number[]> {
  const { turns } = await played(of, { at: 'warmseats' })
  return turns.flatMap(({ atMs, to, because }) => {
    const starts = because.includes('"First"') ? at('09:00') : at('11:00')
    return to === 5 ? [Math.round((starts - atMs) / MINUTE)] : []
  })
}

it('after five boots of 6 minutes and a pull of 90 s an event begins 8 minutes ahead instead of 10', async () => {
  assert.deepEqual(await leads(await scenario()), [10, 8])
})

it('7 minutes where there is nothing to pull, or nobody does before the users come', async () => {
  const pull = 'imagePull: 90s'
  assert.deepEqual(await leads(await read(YAML.replace(pull, 'imagePull: 0'))), [10, 7])
  assert.deepEqual(await leads(await read(YAML.replace(pull, `${pull}\n    imagePuller: false`))), [10, 7])
})

it('boots whose placeholders gave way during the pull are learned too', async () => {
  const full = YAML.replace('imagePull: 90s', 'imagePull: 8m')
    .replace('maximum: 10', 'maximum: 5')
    .replace('rows: []', `rows: ${JSON.stringify(COMERS)}`)
  assert.deepEqual(await leads(await read(full)), [10, 15])
})

it('a restart keeps what was learned', async () => {
  assert.deepEqual(await leads(await scenario('restarts: ["08:57", "09:45", "10:50"]\n')), [10, 8])
})

it('the nodes and the images are there when the class begins, and the decision says what it learned', async () => {
  const of = await scenario()
  const { happenings$, advance, cluster } = simulate(of)
  let said = ''
  happenings$.subscribe((happening) => {
    const pool = happening.type === 'step' ? happening.step.decision.pools.get('user') : undefined
    if (pool) said = sayLeadTime(pool.leadTime)
  })
  await advance(at('08:55'))
  assert.equal(said, '10 min until 5 boots were seen (0 so far)')
  await advance(at('10:52'))
  assert.match(said, /^8 min: p90 of 5 boots, 7 min .* to 7 min /)
  assert.equal(cluster.nodes.all().length, 0, 'the nodes of the first class are gone')
  await advance(at('11:00'))
  const ready = cluster.nodes.all().filter((node) => (imageMsOf(cluster, node) ?? Number.NaN) <= at('11:00'))
  assert.equal(ready.length, 5)
})
