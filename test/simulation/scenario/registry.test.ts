import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayPool } from '../../../src/simulation/report/words.ts'
import { BadScenario } from '../../../src/simulation/scenario/bad-scenario.ts'
import { at, read } from './support.ts'

it('a registry is read, and its secret is that of all servers of the pool', async () => {
  const { scenario } = await read(`
    imagePullSecrets: [hub-registry]
    registry: {secret: hub-registry, outages: [{from: "08:30", to: "08:40"}], limit: {pulls: 3, every: 2m}}
users: [{kind: burst, people: 1, at: "09:00", over: 1m}]
`)
  const [pool] = scenario.pools
  assert.deepEqual(pool?.registry, {
    secret: 'hub-registry',
    outages: [{ fromMs: at('08:30'), toMs: at('08:40'), says: 'read: connection reset by peer' }],
    limit: { pulls: 3, everyMs: 120_000 },
  })
  assert.deepEqual([pool.pullSecrets, scenario.visits[0]?.seat.pullSecrets], [['hub-registry'], ['hub-registry']])
  assert.match(sayPool(pool), /from a registry that wants a secret, fails at times, begins 3 pulls in 2 min\./)
})

it('a limit of nothing and a misspelt key are refused', async () => {
  for (const [registry, says] of [
    ['{limit: {pulls: 0, every: 1m}}', /registry\.limit\.pulls/],
    ['{secrets: hub}', /registry/],
    ['{outages: [{from: noon, to: "08:40"}]}', /outages\.0\.from.*not a time/],
  ] as const)
    await assert.rejects(read(`    registry: ${registry}`), (error) => {
      assert.ok(error instanceof BadScenario)
      assert.match(JSON.stringify(error.problems), says)
      return true
    })
})
