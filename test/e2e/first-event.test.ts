import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, mostAllocated, startCluster } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { autoscaler } from './support/autoscaler.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()

/** Eight seats a node. Nobody says how large a placeholder is, and no node is there to tell. */
const NODE = { cpu: '8', memory: '32Gi' }
const SEAT = { cpu: '100m', memory: '3800Mi' }
const POOL = 'lab'
const SELECTOR = { 'hub.jupyter.org/pool-name': POOL }

interface Template {
  readonly affinity?: object
  readonly containers: readonly { readonly resources: { readonly requests: Readonly<Record<string, string>> } }[]
}

describe('a pool without nodes, whose placeholders have no size', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  before(async () => {
    cluster = await startCluster({
      scheduler: mostAllocated,
      karpenter: { bootDelay: '2s', pools: { [POOL]: NODE } },
    })
    hub = world(cluster)
    const now = { from: new Date(Date.now() - MINUTE), to: new Date(Date.now() + 30 * MINUTE) }
    calendar = await calendarServer({ title: 'First lab', ...now, description: `${POOL}: {seats: 20}` })
    const nodePools = { [POOL]: { nodeSelector: SELECTOR, seat: { requests: SEAT }, minPlaceholders: 1 } }
    release = await install({ cluster, helm: 4, values: { calendarUrl: calendar.url, calendarRefresh: 1, nodePools } })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const nodes = async () =>
    (await hub.nodes()).filter(({ metadata }) => metadata.labels['hub.jupyter.org/pool-name'] === POOL)
  const placeholdersRun = (count: number) =>
    eventually(`${count} placeholders to run`, async () => {
      const placeholders = await hub.placeholders(POOL)
      return placeholders.length === count && placeholders.every(({ status }) => status.phase === 'Running')
    })
  const template = async () => (await hub.deployment(POOL))?.spec.template.spec as unknown as Template
  const problems = async () => (await controller.get('/status.json')).text

  it('is booted what its first event needs: placeholders as large as a seat, that share nodes', async () => {
    const karpenter = await autoscaler(cluster)
    await hub.reaches(POOL, 20)
    await placeholdersRun(20)
    await karpenter.looks()
    assert.equal((await nodes()).length, 3)
    const { affinity, containers } = await template()
    assert.deepEqual([affinity, containers[0]?.resources.requests], [undefined, SEAT])
  })

  it('a user starts at once, and no other node boots for that', async () => {
    await hub.user('ada', { pool: POOL, ...SEAT })
    await eventually('a seat for ada', async () => {
      const pod = (await cluster.request('GET', '/api/v1/namespaces/hub/pods/jupyter-ada')) as PodObject
      return pod.status.phase === 'Running'
    })
    assert.equal((await nodes()).length, 3)
    await hub.leave('ada')
  })

  it('when it is over, a placeholder is as large as a node, one a node', async () => {
    const karpenter = await autoscaler(cluster)
    calendar.set()
    await hub.reaches(POOL, 1, 60_000)
    await placeholdersRun(1)
    const { affinity, containers } = await template()
    assert.ok(affinity)
    const { memory = '' } = containers[0]?.resources.requests ?? {}
    assert.match(memory, /^3[01]\d{3}Mi$/)
    await karpenter.looks()
    assert.deepEqual(await karpenter.asked(), [])
  })

  it('users that never preempt are told as a problem of it, while they are there', async () => {
    await cluster.request('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
      metadata: { name: 'calm' },
      value: 0,
      preemptionPolicy: 'Never',
    })
    assert.doesNotMatch(await problems(), /preemptionPolicy/)
    await hub.user('grace', { pool: POOL, priorityClass: 'calm', ...SEAT })
    await eventually('the problem to be told', async () =>
      /nodePools\.lab.*users of it have `preemptionPolicy: Never`/.test(await problems()),
    )
    await hub.leave('grace')
    await eventually('the problem to be gone', async () => !(await problems()).includes('preemptionPolicy'))
  })
})
