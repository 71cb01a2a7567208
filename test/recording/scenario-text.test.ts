import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Life, type ScenePool, scenarioText } from '../../src/recording/scenario-text.ts'
import { exactly } from '../../src/simulation/cluster/spread.ts'
import { readScenario } from '../../src/simulation/scenario/read.ts'
import { at, MINUTE } from '../support/time.ts'

const GI = 2 ** 30
const POOL: ScenePool = {
  node: { cpu: 8000, memory: 32 * GI, pods: 110, 'nvidia.com/gpu': 1 },
  daemons: { cpu: 250, memory: GI },
  seat: { cpu: 200, memory: 2 * GI },
  there: 2,
  most: 4,
  isKarpenters: false,
}
const life = (more: Partial<Life> = {}): Life => ({
  fromMs: at('08:00') + 400,
  untilMs: at('12:00'),
  timezone: 'Europe/Berlin',
  trace: 'trace.csv',
  pools: new Map([['user', POOL]]),
  config: { nodePools: { user: { nodeSelector: { pool: 'users' }, replicas: 1 } } },
  ...more,
})
const CSV =
  'time,user,pool,cpu,memory,stay\n2026-03-24T09:00:00Z,v1,user,200m,2Gi,\n2026-03-24T12:00:00Z,v2,user,0,0,\n'

const read = (more: Partial<Life> = {}) =>
  readScenario(scenarioText(life(more)), {
    readText: async (path) => (path === 'trace.csv' ? CSV : Promise.reject(new Error(path))),
  })

it('simulate reads it: pools as seen, the config, and everybody within its time', async () => {
  const { scenario, timezone, warnings } = await read()
  assert.deepEqual(warnings, [])
  assert.deepEqual([scenario.startMs, scenario.endMs, timezone], [at('08:00'), at('12:00') + MINUTE, 'Europe/Berlin'])
  const [pool] = scenario.pools
  assert.deepEqual([pool?.allocatable, pool?.daemons, pool?.seat], [POOL.node, POOL.daemons, POOL.seat])
  assert.deepEqual(pool?.labels, { 'hub.jupyter.org/node-purpose': 'user', pool: 'users' })
  assert.deepEqual([scenario.nodes.length, pool?.maxNodes], [2, 10])
  assert.equal(scenario.visits.length, 2)
  assert.equal(scenario.config.pools.get('user')?.replicas, 1)
})

it('Karpenter looks sooner than cluster-autoscaler', async () => {
  const pools = new Map([['user', { ...POOL, isKarpenters: true }]])
  assert.deepEqual(
    [(await read({ pools })).scenario.autoscaler.scanMs, (await read()).scenario.autoscaler.scanMs],
    [100, 10_000],
  )
})

it('machines take as long as they were seen to, else a guess', async () => {
  const boot = { medianMs: 200_400, p90Ms: 400_000, nodes: 5 }
  const [pool] = (await read({ pools: new Map([['user', { ...POOL, boot }]]) })).scenario.pools
  assert.deepEqual(pool?.boot, { at: 'tailed', medianMs: 200_000, p90Ms: 400_000 })
  assert.deepEqual((await read()).scenario.pools[0]?.boot, exactly(4 * MINUTE))
})

it('its first lines say what is a guess', () =>
  assert.match(scenarioText(life()), /^# Written by .*\n(# .*\n)*title: /))
