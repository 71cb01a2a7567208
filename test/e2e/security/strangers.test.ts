/** What pods of other namespaces with the labels of users, or of placeholders, do to a class: nothing, and it is said. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../../cluster/index.ts'
import { MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const STRANGERS = 60
const USER = { component: 'singleuser-server' }
const PLACEHOLDER = { app: 'node-placeholder-scaler', component: 'placeholder', 'warmseats.io/pool': 'user' }

describe('strangers', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  before(async () => {
    cluster = await startCluster({ scheduler: mostAllocated })
    hub = world(cluster)
    await hub.node('n1', 'user')
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'strangers' } })
    calendar = await calendarServer({
      title: 'Lecture',
      from: new Date(Date.now() - MINUTE),
      to: new Date(Date.now() + 60 * MINUTE),
      description: 'user: {students: 24}',
    })
    const user = { ...poolValues('user', {}), seat: { requests: { memory: '3Gi' } } }
    const values = {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      fallWindow: 0,
      forecast: { reactions: 'off' },
      nodePools: { user },
    }
    release = await install({ cluster, helm: 4, values })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const comes = async (labels: object) => {
    for (let number = 1; number <= STRANGERS; number += 1)
      await cluster.request('POST', '/api/v1/namespaces/strangers/pods', {
        metadata: { generateName: 'x-', labels },
        spec: {
          nodeName: 'n1',
          terminationGracePeriodSeconds: 0,
          containers: [{ name: 'c', image: 'x', resources: { requests: { cpu: '1m', memory: '1Mi' } } }],
        },
      })
  }
  const status = async () =>
    JSON.parse((await controller.get('/status.json')).text) as {
      readonly problems: readonly { readonly where: string; readonly text: string }[]
      readonly pools: readonly { readonly because: string }[]
    }

  it('with the labels of users are none of the people that are expected, and the page says what to write', async () => {
    const before = await eventually('seats to be asked for', () => hub.replicas('user'))
    await comes(USER)
    const said = await eventually('it to be said', async () =>
      (await status()).problems.find(({ where }) => where === 'userPods.namespaces'),
    )
    assert.match(
      said.text,
      /^pods in strangers have the labels of users .* userPods: \{namespaces: \[hub, strangers\]\}$/,
    )
    // They take room as anybody does, so more may be wanted; fewer never.
    assert.ok(((await hub.replicas('user')) ?? 0) >= before)
    assert.match((await status()).pools[0]?.because ?? '', /asks 24 students; 0 came/)
  })
  it('with the labels of placeholders are none of ours', async () => {
    const before = (await hub.replicas('user')) ?? 0
    await comes(PLACEHOLDER)
    await hub.user('ada', { memory: '3Gi' })
    await eventually('ada to be seen', async () => /1 came|1 taken/.test((await status()).pools[0]?.because ?? ''))
    // They take room as anybody does, so more may be wanted; fewer never.
    assert.ok(((await hub.replicas('user')) ?? 0) >= before)
  })
})
