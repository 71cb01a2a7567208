/** `sitTogether`: by Kubernetes' own scheduler alone, users fill one node before the next, beside placeholders. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { poolValues } from '../support/values.ts'
import { type PodObject, type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PODS = '/api/v1/namespaces/hub/pods'
const SEAT = { requests: { cpu: '500m', memory: '4Gi' } }
/** On a node of 32Gi, of which its daemons have some. */
const A_NODE = 7

describe('users who sit together', { skip: why }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release
  const values = (sitTogether: boolean) => ({
    nodePools: { user: poolValues('user', { replicas: 1, maxPlaceholders: 1 }) },
    profiles: { enabled: true, sitTogether, static: { profiles: [{ name: 'all', env: { ALL: '1' } }] } },
  })

  before(async () => {
    cluster = await startCluster(ROUTED)
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3', 'n4']) await hub.node(name)
    release = await install({ cluster, helm: 4, values: values(false) })
    const controller = await release.start()
    await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, controller.httpsPort)
    await eventually('a placeholder', async () => (await hub.placeholders('user'))[0]?.spec.nodeName)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const asked = async (user: string, dryRun = false) => {
    const { metadata, spec } = spawned({ user })
    const containers = spec.containers.map(({ volumeMounts: _, ...one }) => ({ ...one, resources: SEAT }))
    const nodeSelector = { 'hub.jupyter.org/pool-name': 'user' }
    const pod = { metadata, spec: { nodeSelector, containers, tolerations: spec.tolerations } }
    return (await cluster.request('POST', `${PODS}${dryRun ? '?dryRun=All' : ''}`, pod)) as PodObject & {
      readonly spec: { readonly affinity?: { readonly podAffinity?: object } }
    }
  }
  const nodeOf = (user: string) =>
    eventually(`a node for ${user}`, async () => {
      const { spec } = (await cluster.request('GET', `${PODS}/jupyter-${user}`)) as PodObject
      return spec.nodeName
    })
  /** How many of so many users each node got, the fullest first. */
  async function seated(name: string, count: number): Promise<readonly number[]> {
    const nodes: string[] = []
    for (let number = 1; number <= count; number += 1) {
      await asked(`${name}${number}`)
      nodes.push(await nodeOf(`${name}${number}`))
    }
    for (let number = 1; number <= count; number += 1) await hub.leave(`${name}${number}`)
    return [...Map.groupBy(nodes, (node) => node).values()].map(({ length }) => length).toSorted((a, b) => b - a)
  }

  it('are spread by the scheduler where nothing is said', async () => {
    await eventually('the webhook', async () => JSON.stringify(await asked('probe', true)).includes('"ALL"'))
    assert.ok((await seated('alone', A_NODE)).length >= 3)
  })

  it('fill one node before the next with it', async () => {
    await release.upgrade(values(true))
    await eventually('the wish', async () => (await asked('probe', true)).spec.affinity?.podAffinity)
    assert.deepEqual(await seated('together', A_NODE + 2), [A_NODE, 2])
  })
})
