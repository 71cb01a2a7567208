/** A pool whose room is held by the replicas of a static NodePool, with the real Karpenter. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const POOL = 'exam'
const PATH = `/apis/karpenter.sh/v1/nodepools/${POOL}`

describe('a static NodePool, lent to a pool', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  const nodePools = {
    [POOL]: {
      nodeSelector: { 'hub.jupyter.org/pool-name': POOL },
      holdBy: 'nodepool',
      resources: { requests: { memory: '28Gi' } },
    },
  }
  before(async () => {
    cluster = await startCluster({
      karpenter: { bootDelay: '1s', pools: { [POOL]: { cpu: '8', memory: '32Gi', replicas: 0 } } },
    })
    hub = world(cluster)
    calendar = await calendarServer({
      title: 'Midterm',
      from: inMinutes(-1),
      to: inMinutes(60),
      description: `${POOL}: 2`,
    })
    release = await install({
      cluster,
      helm: 4,
      values: { fallWindow: 1, calendarUrl: calendar.url, calendarRefresh: 1, nodePools },
    })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const replicas = async () => ((await cluster.request('GET', PATH)) as { spec: { replicas: number } }).spec.replicas
  const wants = (count: number) => eventually(`${count} nodes wanted`, async () => (await replicas()) === count)
  const has = (count: number) =>
    eventually(`${count} nodes`, async () => (await hub.nodes()).length === count, { withinMs: 60_000 })

  it('makes the nodes that a class asks for, without any pod', async () => {
    await wants(2)
    await has(2)
    const { from, to, object } = await controller.line('placeholders scaled')
    assert.deepEqual([from, to, object], [0, 2, `NodePool ${POOL}`])
    assert.equal((await hub.placeholders(POOL)).length, 0)
    assert.equal(await hub.deployment(POOL), undefined)
  })

  it('counts nodes with users beside those that are wanted empty', async () => {
    await hub.user('ada', { pool: POOL, cpu: '7', memory: '28Gi' })
    await wants(3)
    await has(3)
  })

  it('when the class is over keeps the node with users, and Karpenter takes the others', async () => {
    const on = await eventually('ada to sit somewhere', () => nodeOf('jupyter-ada'))
    calendar.set({ title: 'Midterm', from: inMinutes(-60), to: inMinutes(-1), description: `${POOL}: 2` })
    await wants(1)
    await has(1)
    assert.deepEqual(
      (await hub.nodes()).map(({ metadata }) => metadata.name),
      [on],
    )
  })

  const nodeOf = async (pod: string) =>
    ((await cluster.request('GET', `/api/v1/namespaces/hub/pods/${pod}`)) as { spec: { nodeName?: string } }).spec
      .nodeName
})

const inMinutes = (count: number) => new Date(Date.now() + count * MINUTE)
