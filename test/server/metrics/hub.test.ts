import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hubView } from '../../support/hub/hub.ts'
import { samplesOf, someMetrics } from '../../support/metrics/metrics.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'

async function seen(hub: World['hub']) {
  const told = someMetrics()
  told.step(stepAt('09:00', hub ? { hub } : {}))
  const all = ['up', 'servers', 'named_servers', 'spawning_servers'].map((name) => samplesOf(told, `hub_${name}`))
  return Object.assign({}, ...(await Promise.all(all)))
}

it('a hub is in its numbers, and absent where nobody asks one', async () => {
  assert.deepEqual(await seen(undefined), {})
  assert.deepEqual(await seen(hubView({ spawning: ['ada'], used: { bob: 0 } })), {
    hub_up: 1,
    hub_servers: 2,
    hub_named_servers: 0,
    hub_spawning_servers: 1,
  })
  assert.deepEqual(await seen({ health: { at: 'failing', because: 'it is gone' } }), { hub_up: 0 })
})
