import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shortfallEvents } from '../../../src/sinks/events/shortfall-events.ts'
import { eventually } from '../../cluster/index.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'
import { eventServer } from './event-server.ts'

const config = userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2 })
const world: World = { config, events: [{ title: 'Data 8', asks: { user: { students: 30 } } }] }

const REGARDED = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'user-placeholder', namespace: 'hub' }

/** What is told of these worlds, one after the other. */
async function told(...steps: readonly ReturnType<typeof stepAt>[]) {
  await using server = await eventServer()
  const { step } = shortfallEvents(server.options)
  for (const one of steps) step?.(one)
  await eventually('an Event', () => server.told.length > 0, { everyMs: 1 })
  return server.told.map(({ event: { reason, type, note, regarding } }) => ({ reason, type, note, regarding }))
}

it('a class that does not fit is told once, on the Deployment of the pool', async () => {
  const standing = stepAt('07:00', { ...world, deployments: [deployment({ config })] })
  const events = await told(standing, standing, stepAt('07:10', { ...world, deployments: [deployment({ config })] }))
  assert.equal(events.length, 1)
  const [event] = events
  assert.deepEqual([event?.reason, event?.type], ['DoesNotFit', 'Warning'])
  assert.match(
    String(event?.note),
    /^"Data 8", Tue 24 Mar 09:00, needs \d+ placeholders; .* of 30 will wait for a node$/,
  )
  assert.deepEqual(
    { ...(event?.regarding as object) },
    { ...REGARDED, uid: standing.observed.deployments.get('user-placeholder')?.uid },
  )
})

it('where there is no Deployment yet it is told on the state ConfigMap; a replica that follows and a dry run tell nothing', async () => {
  const dry = {
    ...world,
    config: userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2 }, { dryRun: true }),
  }
  const follows = stepAt('07:00', world, { leading: false })
  const events = await told(follows, stepAt('07:00', dry), stepAt('07:00', world))
  assert.deepEqual(
    events.map(({ regarding }) => (regarding as { readonly kind: string }).kind),
    ['ConfigMap'],
  )
})
