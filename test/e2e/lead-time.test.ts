import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { MINUTE, SECOND } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** Karpenter's nodes take some seconds here, so a minute is what is learned. */
const LEARNED_MS = MINUTE

describe('the learned lead time, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  let classStarts: Date

  const metric = async (name: string, of: Controller) =>
    Number(new RegExp(`^${name}\\{pool="user"\\} (\\S+)$`, 'm').exec((await of.get('/metrics')).text)?.[1])

  before(async () => {
    const POOL = { cpu: '8', memory: '32Gi' }
    cluster = await startCluster({ karpenter: { bootDelay: '5s', pools: { user: POOL } } })
    hub = world(cluster)
    // Soon enough not to wait long, late enough for 5 boots before its window opens.
    classStarts = new Date(Math.ceil((Date.now() + LEARNED_MS + 60 * SECOND) / SECOND) * SECOND)
    calendar = await calendarServer({
      title: 'Midterm',
      from: classStarts,
      to: new Date(classStarts.getTime() + 30 * MINUTE),
      description: 'user: 6',
    })
    release = await install({
      cluster,
      helm: 3,
      values: {
        calendarUrl: calendar.url,
        calendarRefresh: 1,
        nodePools: { user: poolValues('user', { replicas: 5 }) },
      },
    })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('until 5 boots were seen it is 10 minutes', async () => {
    await hub.reaches('user', 5)
    assert.equal(await metric('warmseats_lead_time_seconds', controller), 600)
  })

  it('5 boots of some seconds are a minute, and the log says from what', async () => {
    const line = await controller.line('lead time learned')
    assert.equal(line.leadTime, '1 min')
    assert.match(String(line.because), /^p90 of 5 boots, \d+ s to \d+ s$/)
    assert.equal(await metric('warmseats_lead_time_seconds', controller), 60)
    assert.equal(await metric('warmseats_lead_time_boots', controller), 5)
  })

  it('a new process knows it from the state ConfigMap', async () => {
    await eventually('the state has the boots', async () => {
      const { data = {} } = (await cluster.request('GET', '/api/v1/namespaces/hub/configmaps/warmseats-state')) as {
        data?: Record<string, string>
      }
      return JSON.parse(data['memory.json'] ?? '{}').boots?.user?.length === 5
    })
    controller.kill('SIGTERM')
    await controller.exited
    controller = await release.start()
    assert.equal((await controller.line('lead time learned')).leadTime, '1 min')
  })

  it('the next event begins a minute ahead, not ten', async () => {
    // `auto` only from now on, so that the event was not open before.
    await release.upgrade({
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodePools: { user: poolValues('user', { replicas: 5, leadTime: 'auto' }) },
    })
    assert.equal(await hub.replicas('user'), 5)
    const opensMs = classStarts.getTime() - LEARNED_MS
    const seenMs = await hub.reaches('user', 6, opensMs - Date.now() + 10 * SECOND)
    const afterMs = seenMs - opensMs
    assert.ok(afterMs >= 0 && afterMs <= 2 * SECOND, `it had it ${afterMs} ms after the window opened`)
  })
})
