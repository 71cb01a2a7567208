/** An exam through a real hub: what KubeSpawner's pods get while it is in force, and that the next server is an ordinary one. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, kwokNode } from '../../cluster/index.ts'
import { HOUR, MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import { install } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'
import { endAll, reachableCluster, type ServedHub, servedHub, servingHub } from './support/campus-hub.ts'

const NAMESPACE = 'hub'
const POOL = { 'hub.jupyter.org/pool-name': 'user' }

const { skip } = await controlPlane()
const found = await servingHub()
const why = skip || found.skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PROFILES = {
  profiles: [
    { name: 'all', env: { COURSE: 'Data 8' } },
    {
      name: 'exam',
      during: { events: 'Midterm*', early: '5m' },
      env: { EXAM: 'yes' },
      guaranteed: true,
      image: 'quay.io/hub/exam:2026-10',
      resources: { limits: { memory: '4Gi', cpu: '1' } },
    },
  ],
}

interface Pod {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: {
    readonly containers: readonly [
      {
        readonly env: readonly { readonly name: string; readonly value?: string }[]
        readonly resources: object
        readonly image: string
      },
    ]
  }
  readonly status: { readonly qosClass: string }
}

describe('an exam through a real hub', { skip: why }, () => {
  const ending = { ends: [] as (() => Promise<unknown>)[] }
  let cluster: Cluster
  let calendar: CalendarServer
  let served: ServedHub
  const midterm = (fromMs: number, toMs: number) => ({
    title: 'Midterm Data 8',
    from: new Date(Date.now() + fromMs),
    to: new Date(Date.now() + toMs),
    description: 'students: 2',
  })

  before(async () => {
    assert.ok(found.skip === false)
    cluster = await reachableCluster(ending, ROUTED)
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'user-1', labels: POOL }))
    calendar = await calendarServer(midterm(HOUR, 2 * HOUR))
    ending.ends.push(calendar.close)
    const values = {
      calendarUrl: calendar.url,
      calendarRefresh: 1,
      nodePools: { user: poolValues('user') },
      profiles: { enabled: true, webhook: { timeoutSeconds: 10 }, static: PROFILES },
    }
    const release = await install({ cluster, helm: 4, namespace: NAMESPACE, values })
    ending.ends.push(release.stop)
    const controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, { namespace: NAMESPACE }, controller.httpsPort)
    const settings = { KubeSpawner: { mem_guarantee: '1G', mem_limit: '2G', cpu_limit: 0.5, node_selector: POOL } }
    served = await servedHub(ending, { cluster, python: found.python, namespace: NAMESPACE, settings })
    await served.hub.api.users('ada')
    await eventually('the webhook', async () => (await started()).env.COURSE === 'Data 8')
  })
  after(() => endAll(ending))

  /** What ada's server got, started anew. */
  const started = async () => {
    const { api } = served.hub
    await api.spawn('ada')
    const path = `/api/v1/namespaces/${NAMESPACE}/pods/jupyter-ada`
    const { metadata, spec, status } = (await cluster.request('GET', path)) as Pod
    await api.leave('ada')
    const env = Object.fromEntries(spec.containers[0].env.map(({ name, value }) => [name, value]))
    return {
      env: { COURSE: env.COURSE, EXAM: env.EXAM, JUPYTERHUB_USER: env.JUPYTERHUB_USER },
      resources: spec.containers[0].resources,
      image: spec.containers[0].image,
      qos: status.qosClass,
      isKept: metadata.annotations?.['karpenter.sh/do-not-disrupt'] === 'true',
    }
  }
  const ORDINARY = {
    env: { COURSE: 'Data 8', EXAM: undefined, JUPYTERHUB_USER: 'ada' },
    resources: { requests: { cpu: '100m', memory: '1073741824' }, limits: { cpu: '500m', memory: '2147483648' } },
    image: 'quay.io/jupyter/base-notebook:2026-11-02',
    qos: 'Burstable',
    isKept: false,
  }

  it('is none an hour before it', async () => assert.deepEqual(await started(), ORDINARY))

  it('gives who starts a server then what it says, guaranteed, on a node that is left alone', async () => {
    calendar.set(midterm(4 * MINUTE, HOUR))
    const given = await eventually('the exam', async () => {
      const server = await started()
      return server.env.EXAM === undefined ? undefined : server
    })
    const whole = { cpu: '1', memory: '4Gi' }
    assert.deepEqual(given, {
      env: { ...ORDINARY.env, EXAM: 'yes' },
      resources: { requests: whole, limits: whole },
      image: 'quay.io/hub/exam:2026-10',
      qos: 'Guaranteed',
      isKept: true,
    })
  })

  it('is over with its event: the next server is an ordinary one', async () => {
    calendar.set(midterm(-2 * HOUR, -MINUTE))
    await eventually('the end of the exam', async () => (await started()).env.EXAM === undefined)
    assert.deepEqual(await started(), ORDINARY)
  })
})
