import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import type { RawMetadata } from '../../../src/domain/scheduling/kubernetes-object.ts'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { ownAddress, ROUTED, route } from '../support/route.ts'
import { CLUSTERS, configMap, defineClusters } from '../support/services.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()
const why = skip || (ownAddress() === undefined && 'this machine has no address but loopback')

const PODS = '/api/v1/namespaces/hub/pods'
const CONFIG_MAPS = '/api/v1/namespaces/hub/configmaps'

const template = (memory: string) => ({
  cluster: `
apiVersion: example.org/v1
kind: ComputeCluster
metadata: {name: "compute-{{ user }}"}
spec: {workers: {{ workers }}, memory: ${memory}}
`,
  settings: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {host: "{{ USERNAME }}.hub"}',
  broken: 'kind: {{ nothing }}',
})

const PROFILES = `
profiles:
- name: everybody
  services:
    compute:
      resources: [{name: templates, path: cluster}]
      configuration: {workers: 2}
      return: {COMPUTE: metadata.name}
    settings:
      resources: [{name: templates, path: settings}]
      return: {SETTINGS_HOST: data.host}
- name: those whose template is broken
  users: [dan]
  services:
    broken:
      resources: [{name: templates, path: broken}]
- name: those who cannot work without it
  users: [eve]
  services:
    broken:
      required: true
      resources: [{name: templates, path: broken}]
`

interface Kept {
  readonly metadata: RawMetadata
  readonly spec?: unknown
}

describe('services through the webhook', { skip: why }, () => {
  let cluster: Cluster
  let release: Release
  const controllers: Controller[] = []
  before(async () => {
    cluster = await startCluster(ROUTED)
    await defineClusters(cluster)
    const services = { allowedKinds: [{ apiGroup: 'example.org', resource: 'computeclusters' }] }
    const profiles = { enabled: true, services, webhook: { timeoutSeconds: 5 } }
    release = await install({ cluster, helm: 3, values: { nodePools: { user: poolValues('user') }, profiles } })
    await configMap(cluster, 'templates', template('1Gi'))
    await configMap(cluster, FIRST_CONFIG_MAP, { [PROFILES_KEY]: PROFILES })
    controllers.push(await release.start(), await release.start())
    for (const controller of controllers)
      await eventually('it is ready', async () => (await controller.get('/readyz')).status === 200)
    await route(cluster, {}, ...controllers.map(({ httpsPort }) => httpsPort))
    await eventually('the first pod with profiles', async () => (await create('first', true)).COMPUTE !== undefined)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  const get = async (path: string) => (await cluster.request('GET', path).catch(() => undefined)) as Kept | undefined

  /** Creates a user's pod as KubeSpawner does, and returns the variables that it was given. */
  async function create(user: string, dryRun = false): Promise<Readonly<Record<string, string>>> {
    const pod = (await cluster.request(
      'POST',
      `${PODS}${dryRun ? '?dryRun=All' : ''}`,
      spawned({ user }),
    )) as PodManifest
    const env = pod.spec?.containers?.[0]?.env ?? []
    return Object.fromEntries(env.map(({ name, value }) => [name, value ?? '']))
  }
  const stop = (user: string) => cluster.request('DELETE', `${PODS}/jupyter-${user}?gracePeriodSeconds=0`)

  const MADE = [
    `${CONFIG_MAPS}/singleuser-service-ref-ada`,
    `${CLUSTERS}/compute-ada`,
    `${CONFIG_MAPS}/settings-ada`,
  ] as const
  const ownedByPod = () =>
    eventually('the pod owns its services', async () => {
      const [ref, pod] = [await get(MADE[0]), await get(`${PODS}/jupyter-ada`)]
      return pod && ref?.metadata.ownerReferences?.some(({ uid }) => uid === pod.metadata.uid)
    })

  it('a dry run keeps nothing', async () => {
    assert.equal((await create('ada', true)).COMPUTE, 'compute-ada')
    for (const path of MADE) assert.equal(await get(path), undefined)
  })

  it('made, told to the server, replaced by the next one, collected when that goes', async () => {
    const env = await create('ada')
    assert.deepEqual([env.COMPUTE, env.SETTINGS_HOST], ['compute-ada', 'ada.hub'])
    assert.deepEqual((await get(MADE[1]))?.spec, { workers: 2, memory: '1Gi' })
    await ownedByPod()

    await configMap(cluster, 'templates', template('8Gi'))
    await stop('ada')
    assert.equal((await create('ada')).COMPUTE, 'compute-ada')
    assert.deepEqual((await get(MADE[1]))?.spec, { workers: 2, memory: '8Gi' })
    await ownedByPod()

    await stop('ada')
    await eventually('all is collected', async () => (await Promise.all(MADE.map(get))).every((one) => !one), {
      withinMs: 60_000,
    })
  })

  it('one that fails does not block: the others are there, and the pod says why', async () => {
    assert.equal((await create('dan')).COMPUTE, 'compute-dan')
    const told = (object: string) =>
      eventually(`the Event on ${object}`, async () => {
        const args = ['--namespace', 'hub', '--for', object, '--types', 'Warning']
        const text = await cluster.kubectl(['events', ...args])
        return text.includes('ServiceMissing') && text
      })
    const because = 'ConfigMap templates, broken: line 1: a value that is not given'
    assert.ok((await told('pod/jupyter-dan')).includes(`service broken: ${because}`))
    assert.ok((await told('configmap/templates')).includes(because))
  })

  it('one that is required blocks, and says why', async () => {
    await assert.rejects(create('eve'), /warmseats: service broken: ConfigMap templates, broken: line 1/)
    assert.equal(await get(`${PODS}/jupyter-eve`), undefined)
  })
})
