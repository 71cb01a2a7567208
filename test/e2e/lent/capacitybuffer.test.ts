/** Pools whose room a CapacityBuffer holds: with the real Karpenter, and on a cluster that serves no such API. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const POOL = 'user'
const PATH = `/apis/autoscaling.x-k8s.io/v1beta1/namespaces/hub/capacitybuffers/${POOL}-placeholder`
const TEMPLATE = `/api/v1/namespaces/hub/podtemplates/${POOL}-placeholder`
const nodePools = {
  [POOL]: {
    nodeSelector: { 'hub.jupyter.org/pool-name': POOL },
    holdBy: 'capacitybuffer',
    seat: { requests: { memory: '14Gi' } },
    resources: { requests: { memory: '28Gi' } },
  },
}
const inMinutes = (count: number) => new Date(Date.now() + count * MINUTE)
const lecture = (students: number) => ({
  title: 'Lecture',
  from: inMinutes(-1),
  to: inMinutes(60),
  description: `students: ${students}`,
})

interface CapacityBuffer {
  readonly spec: { readonly replicas: number; readonly podTemplateRef: { readonly name: string } }
  readonly metadata: { readonly ownerReferences: readonly { readonly kind: string }[] }
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] }
}

describe('a CapacityBuffer that the real Karpenter consumes', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  before(async () => {
    cluster = await startCluster({
      karpenter: { bootDelay: '1s', pools: { [POOL]: { cpu: '8', memory: '32Gi', consolidateAfter: '1s' } } },
    })
    hub = world(cluster)
    calendar = await calendarServer(lecture(4))
    release = await install({
      cluster,
      helm: 4,
      values: values(),
    })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const values = () => ({ fallWindow: 1, calendarUrl: calendar.url, calendarRefresh: 1, nodePools })
  const isThere = (path: string, is: boolean) =>
    eventually(
      `${path} ${is ? 'to be there' : 'to be gone'}`,
      async () =>
        (await cluster.request('GET', path).then(
          () => true,
          () => false,
        )) === is,
      { withinMs: 60_000 },
    )
  const buffer = () => cluster.request('GET', PATH) as Promise<CapacityBuffer>
  const asks = (count: number) =>
    eventually(`a buffer of ${count}`, async () => (await buffer()).spec.replicas === count, { withinMs: 60_000 })
  const has = (count: number) =>
    eventually(`${count} nodes`, async () => (await hub.nodes()).length === count, { withinMs: 90_000 })

  const nodeOfAda = () =>
    eventually('ada to sit somewhere', async () => {
      const pod = await cluster.request('GET', '/api/v1/namespaces/hub/pods/jupyter-ada')
      return (pod as { spec: { nodeName?: string } }).spec.nodeName
    })

  it('brings the nodes that a class asks for, without any pod', async () => {
    await asks(2)
    await has(2)
    assert.equal((await hub.placeholders(POOL)).length, 0)
    assert.equal(await hub.deployment(POOL), undefined)
    const { object, to } = await controller.line('placeholders created')
    assert.deepEqual([object, to], [`CapacityBuffer ${POOL}-placeholder`, 2])
    assert.deepEqual(
      (await buffer()).metadata.ownerReferences.map(({ kind }) => kind),
      ['ConfigMap'],
    )
  })

  it('asks for less as people take their seats', async () => {
    await hub.user('ada', { pool: POOL, cpu: '1', memory: '14Gi' })
    // Beside her: on the other node each would leave a seat, and nothing would have to be asked for.
    await hub.user('ben', { pool: POOL, cpu: '1', memory: '14Gi', on: await nodeOfAda() })
    await asks(1)
  })

  it('asks for nothing when the class is over, and Karpenter takes the nodes without users', async () => {
    const nodeName = await nodeOfAda()
    calendar.set({ ...lecture(4), from: inMinutes(-60), to: inMinutes(-1) })
    await asks(0)
    await eventually('no node without users', async () => (await hub.nodes()).length <= 2, { withinMs: 90_000 })
    assert.ok((await hub.nodes()).some(({ metadata }) => metadata.name === nodeName))
  })

  it('is made anew with its PodTemplate when somebody deletes that', async () => {
    await cluster.request('DELETE', TEMPLATE)
    await isThere(TEMPLATE, true)
  })

  it('goes with its PodTemplate when placeholders shall hold the room, by a right that lasts as long', async () => {
    calendar.set(lecture(8))
    await eventually('the buffer to be remembered', async () => {
      const path = '/api/v1/namespaces/hub/configmaps/warmseats-state'
      const { data = {} } = (await cluster.request('GET', path)) as { data?: Record<string, string> }
      return JSON.parse(data['memory.json'] ?? '{}').lent?.[`capacitybuffer/${POOL}-placeholder`] !== undefined
    })
    await release.upgrade({ ...values(), nodePools: { [POOL]: { ...nodePools[POOL], holdBy: 'deployment' } } })
    await controller.line('buffer removed')
    await isThere(PATH, false)
    await isThere(TEMPLATE, false)
    assert.ok(await hub.deployment(POOL))
  })
})

describe('a pool that a CapacityBuffer should hold, where the cluster serves none', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller
  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    calendar = await calendarServer(lecture(4))
    release = await install({
      cluster,
      helm: 3,
      values: { fallWindow: 1, calendarUrl: calendar.url, calendarRefresh: 1, nodePools },
    })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('has placeholders, and says why', async () => {
    await hub.reaches(POOL, 2)
    const says = /^the cluster serves no CapacityBuffer .* a Deployment of placeholders holds the room/
    const { where } = await controller.line('problem', ({ text }) => says.test(String(text)))
    assert.equal(where, `nodePools.${POOL}.holdBy`)
  })
})
