/** The chart's packing scheduler, with the rights that the chart gives it: users fill one node before the next, beside placeholders. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type ApiError, type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { spawned } from '../support/profiles.ts'
import { type PackingScheduler, startPackingScheduler } from './support/packing-scheduler.ts'
import { install, type Release } from './support/release.ts'
import { ownAddress, ROUTED, route } from './support/route.ts'
import { type PodObject, type World, world } from './support/world.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PODS = '/api/v1/namespaces/hub/pods'
/** Eight fit a node of 8 cores and 32Gi, beside the pods of the release that kwok runs there. */
const SEAT = { cpu: '950m', memory: '3900Mi' }
const A_NODE = 8
const PACKING = 'warmseats-packing'

const ON_THE_LAST_NODE = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, preference: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n4'] }] } },
    ],
  },
}

describe('the packing scheduler, on a real control plane', { skip: why }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  let packing: PackingScheduler

  before(async () => {
    cluster = await startCluster(ROUTED)
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3', 'n4']) await hub.node(name)
    release = await install({
      cluster,
      helm: 4,
      values: {
        nodePools: {
          user: {
            nodeSelector: { 'hub.jupyter.org/pool-name': 'user' },
            resources: { requests: SEAT },
            minPlaceholders: 2,
            replicas: 2,
            maxPlaceholders: 2,
          },
        },
        packingScheduler: { enabled: true },
        placeholder: { schedulerName: PACKING, topologySpreadConstraints: [], affinity: ON_THE_LAST_NODE },
        profiles: { enabled: true, schedulerName: PACKING, static: { profiles: [{ name: 'all', env: { ALL: '1' } }] } },
      },
    })
    const controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, controller.httpsPort)
    await eventually('the webhook', async () =>
      JSON.stringify(await asked('probe', { dryRun: true })).includes('"ALL"'),
    )
    await eventually('placeholders', async () => (await hub.placeholders('user')).length === 2)
  })
  after(async () => {
    await packing?.stop()
    await release?.stop()
    await cluster?.stop()
  })

  interface Asking {
    readonly dryRun?: boolean
    readonly schedulerName?: string
  }
  const asked = async (user: string, { dryRun = false, schedulerName }: Asking = {}) => {
    const { metadata, spec } = spawned({ user })
    const containers = spec.containers.map(({ volumeMounts: _, ...one }) => ({ ...one, resources: { requests: SEAT } }))
    const nodeSelector = { 'hub.jupyter.org/pool-name': 'user' }
    const pod = { metadata, spec: { nodeSelector, containers, schedulerName, tolerations: spec.tolerations } }
    return (await cluster.request('POST', `${PODS}${dryRun ? '?dryRun=All' : ''}`, pod)) as PodObject & {
      readonly spec: { readonly schedulerName: string }
    }
  }
  const pod = async (user: string) => (await cluster.request('GET', `${PODS}/jupyter-${user}`)) as PodObject
  const nodeOf = (user: string) => eventually(`a node for ${user}`, async () => (await pod(user)).spec.nodeName)
  const seated = async (users: readonly string[]) => {
    const nodes = await Promise.all(users.map(nodeOf))
    return new Map([...Map.groupBy(nodes, (node) => node)].map(([node, { length }]) => [node, length]))
  }
  const counts = async (users: readonly string[]) => [...(await seated(users)).values()].toSorted((a, b) => b - a)
  const people = (count: number) => Array.from({ length: count }, (_, number) => `u${number + 1}`)

  it('the webhook has users’ pods ask for it, and leaves those that ask for another', async () => {
    assert.equal((await asked('probe', { dryRun: true })).spec.schedulerName, PACKING)
    const other = await asked('probe', { dryRun: true, schedulerName: 'hub-user-scheduler' })
    assert.equal(other.spec.schedulerName, 'hub-user-scheduler')
  })

  it('whoever asks for it waits until it runs; it takes its configuration and leads', async () => {
    await asked('u1')
    packing = await startPackingScheduler(cluster)
    assert.equal(packing.name, PACKING)
    await nodeOf('u1')
  })

  it('placeholders go where the values say', async () => {
    const nodes = await eventually('nodes for placeholders', async () => {
      const all = (await hub.placeholders('user')).map(({ spec }) => spec.nodeName)
      return all.every((name) => name) && all
    })
    assert.deepEqual(nodes, ['n4', 'n4'])
  })

  it('users fill one node before the next, beside placeholders that stay', async () => {
    const before = (await hub.placeholders('user')).map(({ metadata }) => metadata.uid).toSorted()
    // One after the other, as people come: each is placed in the world that the one before left.
    for (const user of people(10).slice(1)) {
      await asked(user)
      await nodeOf(user)
    }
    assert.deepEqual((await hub.placeholders('user')).map(({ metadata }) => metadata.uid).toSorted(), before)
    // The fullest node is that of the placeholders, until six users are beside them.
    assert.deepEqual((await seated(people(10))).get('n4'), A_NODE - 2)
    assert.deepEqual(await counts(people(10)), [A_NODE - 2, 4])
  })

  it('where all is full, placeholders give way at once, and the user is not forgotten', async () => {
    const all = people(4 * A_NODE)
    for (const user of all.slice(10)) await asked(user)
    await eventually(
      'everybody has a node',
      async () => (await Promise.all(all.map(pod))).every((one) => one.spec.nodeName),
      {
        withinMs: 60_000,
      },
    )
    assert.deepEqual(await counts(all), [A_NODE, A_NODE, A_NODE, A_NODE])
  })

  it('pods of other namespaces may not ask for it', async () => {
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'strangers' } })
    const stranger = (schedulerName: string) => ({
      metadata: { name: 'stranger' },
      spec: { schedulerName, containers: [{ name: 'a', image: 'a' }] },
    })
    const post = (schedulerName: string) =>
      cluster.request('POST', '/api/v1/namespaces/strangers/pods?dryRun=All', stranger(schedulerName))
    await eventually('its namespace takes pods', () => post('default-scheduler'))
    await assert.rejects(post(PACKING), (error: ApiError) =>
      /scheduler warmseats-packing is that of hub/.test(error.message),
    )
  })

  it('nothing was refused to it', async () => assert.deepEqual(await packing.refusals(), []))
})
