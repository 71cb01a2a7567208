/**
 * Warm means with the image: placeholders bring what the people of the pool run. kwok pulls nothing, so the test is the kubelet of
 * the placeholders: it says what became of their images.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, handsOff, startCluster } from '../cluster/index.ts'
import { MINUTE } from '../support/time.ts'
import { type CalendarServer, calendarServer } from './support/calendar-server.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { poolValues } from './support/values.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const PODS = '/api/v1/namespaces/hub/pods'
const IMAGE = 'registry.example.edu/hub/data8:2026-10'
const UNAUTHORIZED = `Back-off pulling image "${IMAGE}": ErrImagePull: failed to resolve reference: 401 Unauthorized`

/** Seats of 4Gi on a node of 32Gi, of which its daemons have some. */
const A_NODE = 7

interface Carrier extends PodObject {
  readonly spec: PodObject['spec'] & {
    readonly initContainers?: readonly { readonly name: string; readonly image: string }[]
    readonly imagePullSecrets?: readonly { readonly name: string }[]
  }
}

describe('images that placeholders bring', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  let controller: Controller

  const carrier = () =>
    eventually(
      'a placeholder with the image on a node',
      async () => {
        const all = (await hub.placeholders('user')) as readonly Carrier[]
        return all.find(
          ({ spec }) => spec.nodeName !== undefined && spec.initContainers?.some(({ image }) => image === IMAGE),
        )
      },
      { withinMs: 90_000 },
    )
  const says = async ({ metadata }: Carrier, status: object) =>
    cluster.request('PATCH', `${PODS}/${metadata.name}/status`, { status })
  const container = (name: string, image: string, state: object) => ({
    name,
    image,
    imageID: '',
    restartCount: 0,
    state,
  })
  const seats = async () => {
    const { text } = await controller.get('/metrics')
    const of = (state: string) =>
      Number(
        new RegExp(`^warmseats_seats\\{state="${state}",pool="user"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN,
      )
    return { open: of('open'), coming: of('coming') }
  }
  const problems = async () => {
    const { problems: all } = JSON.parse((await controller.get('/status.json')).text) as {
      readonly problems: readonly { readonly where: string; readonly text: string }[]
    }
    return all.filter(({ where }) => where === 'nodePools.user.userImages').map(({ text }) => text)
  }

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    await hub.node('n1')
    await hub.node('n2')
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'hub' } })
    await cluster.request('POST', PODS, {
      metadata: { name: 'jupyter-ada', labels: { component: 'singleuser-server' } },
      spec: {
        nodeName: 'n1',
        imagePullSecrets: [{ name: 'registry-key' }],
        containers: [{ name: 'notebook', image: IMAGE, resources: { requests: { memory: '4Gi' } } }],
      },
    })
    calendar = await calendarServer({
      title: 'Lecture',
      from: new Date(Date.now() - MINUTE),
      to: new Date(Date.now() + 60 * MINUTE),
      description: 'user: {students: 20}',
    })
    const user = poolValues('user', { maxPlaceholders: 1, seat: { requests: { memory: '4Gi' } } })
    const values = {
      userImages: 'auto',
      calendarUrl: calendar.url,
      fallWindow: 0,
      forecast: { reactions: 'off' },
      nodePools: { user },
      placeholder: { annotations: { [handsOff]: '' } },
    }
    release = await install({ cluster, helm: 4, values })
    controller = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  it('are those that people run, pulled as theirs are, once a minute has passed', async () => {
    const { spec } = await carrier()
    assert.deepEqual(spec.imagePullSecrets, [{ name: 'registry-key' }])
  })

  it('are waited for: seats of a node that has none yet are coming, not open', async () => {
    await eventually('its seats to come', async () => (await seats()).coming === A_NODE)
  })

  it('that do not come are a problem, in the words of the registry', async () => {
    const waiting = await carrier()
    await says(waiting, {
      phase: 'Pending',
      initContainerStatuses: [
        container('image-1', IMAGE, { waiting: { reason: 'ImagePullBackOff', message: UNAUTHORIZED } }),
      ],
    })
    const [said] = await eventually('it to be said', async () => {
      const all = await problems()
      return all.length > 0 ? all : undefined
    })
    assert.match(said ?? '', /data8:2026-10 does not get to n2, .*ImagePullBackOff.*401 Unauthorized/)
  })

  it('without a shell come with a program to end with', async () => {
    const waiting = await carrier()
    const message = 'exec: "/bin/sh": stat /bin/sh: no such file or directory'
    await says(waiting, {
      phase: 'Pending',
      initContainerStatuses: [
        container('image-1', IMAGE, { terminated: { exitCode: 128, reason: 'StartError', message } }),
      ],
    })
    await eventually('another placeholder', async () => {
      const all = (await hub.placeholders('user')) as readonly Carrier[]
      return all.find(({ spec }) => spec.nodeName !== undefined && spec.initContainers?.[0]?.name === 'exit')
    })
  })

  it('are there when the placeholder runs, within a second', async () => {
    const waiting = await carrier()
    const before = await seats()
    const startedAt = new Date().toISOString()
    await says(waiting, {
      phase: 'Running',
      initContainerStatuses: [container('image-1', IMAGE, { terminated: { exitCode: 0, reason: 'Completed' } })],
      containerStatuses: [{ ...container('pause', 'pause', { running: { startedAt } }), ready: true }],
    })

    await eventually('its seats to be open', async () => (await seats()).open === before.open + A_NODE, {
      withinMs: 5000,
    })

    await eventually('the problem to be gone', async () => (await problems()).length === 0)
  })
})
