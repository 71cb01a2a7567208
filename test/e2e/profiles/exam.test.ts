/** An exam of the calendar: what its people's pods get, from when they may log in to its end, and that all is as before after it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import { HOUR, MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'
import { type PodObject, type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PODS = '/api/v1/namespaces/hub/pods'
const PROFILES = {
  profiles: [
    {
      name: 'all',
      env: { COURSE: 'Data 8' },
      resources: { requests: { memory: '1Gi', cpu: '100m' }, limits: { memory: '2Gi', cpu: '1' } },
    },
    {
      name: 'exam',
      during: { events: 'Midterm*', pools: ['user'], early: '5m' },
      env: { EXAM: 'yes' },
      guaranteed: true,
      resources: { requests: { memory: '2Gi', cpu: '1' }, limits: { memory: '4Gi', cpu: '1' } },
      image: 'quay.io/hub/exam:2026-10',
      node_affinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'exam', operator: 'Exists' }] }],
        },
      },
    },
  ],
}

interface Given {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: {
    readonly affinity?: object
    readonly containers: readonly {
      readonly env: readonly { readonly name: string; readonly value?: string }[]
      readonly resources: object
      readonly image: string
    }[]
  }
}

interface Bringing {
  readonly initContainers?: readonly { readonly image: string }[]
}

describe('an exam of the calendar', { skip: why }, () => {
  let cluster: Cluster
  let hub: World
  let calendar: CalendarServer
  let release: Release
  const midterm = (from: number, to: number) => ({
    title: 'Midterm Data 8',
    from: new Date(Date.now() + from),
    to: new Date(Date.now() + to),
    description: 'user: {students: 20, seat: {memory: 6Gi, cpu: 1}}',
  })

  before(async () => {
    cluster = await startCluster(ROUTED)
    hub = world(cluster)
    await hub.node('ordinary')
    await hub.node('proctored', 'user', { labels: { exam: 'yes' } })
    calendar = await calendarServer(midterm(HOUR, 2 * HOUR))
    const values = {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      fallWindow: 0,
      nodePools: { user: poolValues('user') },
      profiles: { enabled: true, static: PROFILES },
    }
    release = await install({ cluster, helm: 4, values })
    const controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, controller.httpsPort)
    await eventually('the webhook', async () => (await asked('probe', true)).env.COURSE)
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  /** What of a user's pod an exam may change. */
  const asked = async (user: string, dryRun = false) => {
    const { metadata, spec } = spawned({ user })
    const containers = spec.containers.map(({ volumeMounts: _, ...one }) => one)
    const nodeSelector = { 'hub.jupyter.org/pool-name': 'user' }
    const pod = { metadata, spec: { nodeSelector, containers, tolerations: spec.tolerations } }
    const made = (await cluster.request('POST', `${PODS}${dryRun ? '?dryRun=All' : ''}`, pod)) as Given
    const [container] = made.spec.containers
    const env = Object.fromEntries(container?.env.map(({ name, value }) => [name, value]) ?? [])
    const { 'warmseats.io/profiles': profiles, ...annotations } = made.metadata.annotations ?? {}
    return {
      env: { COURSE: env.COURSE, EXAM: env.EXAM, MEM_LIMIT: env.MEM_LIMIT },
      resources: container?.resources,
      image: container?.image,
      isProctored: made.spec.affinity !== undefined,
      profiles,
      isKept: annotations['karpenter.sh/do-not-disrupt'] === 'true',
      event: annotations['warmseats.io/event'],
    }
  }
  const nodeOf = (user: string) =>
    eventually(`a node for ${user}`, async () => {
      const { spec } = (await cluster.request('GET', `${PODS}/jupyter-${user}`)) as PodObject
      return spec.nodeName
    })
  const ORDINARY = {
    env: { COURSE: 'Data 8', EXAM: undefined, MEM_LIMIT: String(2 * 2 ** 30) },
    resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } },
    image: 'quay.io/hub/base:1',
    isProctored: false,
    profiles: 'all',
    isKept: false,
    event: undefined,
  }

  it('changes nothing an hour before it', async () => assert.deepEqual(await asked('ada'), ORDINARY))

  it('gives who comes what it says, from five minutes before it', async () => {
    calendar.set(midterm(4 * MINUTE, HOUR))
    await eventually('the exam', async () => (await asked('probe', true)).env.EXAM)
    const whole = { cpu: '1', memory: '6Gi' }
    assert.deepEqual(await asked('grace'), {
      env: { COURSE: 'Data 8', EXAM: 'yes', MEM_LIMIT: String(6 * 2 ** 30) },
      resources: { requests: whole, limits: whole },
      image: 'quay.io/hub/exam:2026-10',
      isProctored: true,
      profiles: 'all, exam',
      isKept: true,
      event: 'Midterm Data 8',
    })
    assert.equal(await nodeOf('grace'), 'proctored')
    const { status } = (await cluster.request('GET', `${PODS}/jupyter-grace`)) as { status: { qosClass: string } }
    assert.equal(status.qosClass, 'Guaranteed')
  })

  it('has room in seats as large as it says, and tells why', async () => {
    const said = await eventually('its seats', async () => {
      const because = (await hub.deployment('user'))?.metadata.annotations['warmseats.io/because'] ?? ''
      return /a seat is \{cpu:1,memory:6Gi\} for the event/.test(because) && because
    })
    assert.match(said, /a placeholder holds 5/)
    // Two nodes hold some ten of 6Gi; for twenty there have to be placeholders.
    await eventually('placeholders', async () => (await hub.placeholders('user')).length > 0)
  })

  it('has its image brought to the nodes by these, before anybody comes', async () => {
    const path = '/apis/apps/v1/namespaces/hub/deployments/user-placeholder'
    await eventually('the image', async () => {
      const { spec } = (await cluster.request('GET', path)) as { spec: { template: { spec: Bringing } } }
      return spec.template.spec.initContainers?.some(({ image }) => image === 'quay.io/hub/exam:2026-10')
    })
  })

  it('gives nothing any more once it is over', async () => {
    calendar.set(midterm(-HOUR, -1000))
    await eventually('its end', async () => (await asked('probe', true)).env.EXAM === undefined)
    assert.deepEqual(await asked('joan'), ORDINARY)
    await hub.reaches('user', 0)
  })
})
