/** The API for hubs on the real control plane: real tokens, the CA as the hub gets it, ImageStreams, room on a real node. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, kwokNode, startCluster } from '../../cluster/index.ts'
import { spawned } from '../../support/profiles.ts'
import type { Controller } from '../support/controller.ts'
import { type ApiClient, apiClient, caForHub, hubToken } from '../support/profiles-api.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'

const { skip } = await controlPlane()

const NAMESPACE = 'hub'
const LABELS = { component: 'singleuser-server', 'hub.jupyter.org/username': 'bo' }

describe('the profiles API', { skip }, () => {
  let cluster: Cluster
  let release: Release
  let controller: Controller
  let token: string
  let client: ApiClient
  before(async () => {
    cluster = await startCluster()
    const values = {
      nodePools: { user: poolValues('user') },
      profiles: {
        enabled: true,
        webhook: { enabled: false },
        api: { enabled: true, serviceAccounts: ['hub', 'former'] },
        images: [{ image: 'base:1', title: 'Base' }],
        static: {
          profiles: [{ name: 'all', env: { REGION: 'north' } }],
          sizes: [{ name: 'Large', resources: { requests: { memory: '8Gi' }, limits: { memory: '8Gi' } } }],
        },
      },
    }
    release = await install({ cluster, helm: 4, values, namespace: NAMESPACE })
    await cluster.kubectl(['create', 'serviceaccount', 'hub', '--namespace', NAMESPACE])
    await cluster.kubectl(['create', 'serviceaccount', 'other', '--namespace', NAMESPACE])
    controller = await started()
    token = await hubToken(cluster, NAMESPACE, 'hub')
    const ca = await caForHub(cluster, NAMESPACE)
    client = apiClient({ ca, namespace: NAMESPACE, port: () => controller.httpsPort })
  })
  after(async () => {
    await client?.close()
    await release?.stop()
    await cluster?.stop()
  })

  async function started(): Promise<Controller> {
    const replica = await release.start()
    await eventually('it is ready', async () => (await replica.get('/readyz')).status === 200)
    return replica
  }

  const ask = (path: string, body?: object, by = token) => client.ask(path, by, body)

  it("gives the hub's pod its profiles, for the token of the hub", async () => {
    const { status, body } = await ask('/profiles/apply', { pod: spawned(), size: 'Large' })
    assert.equal(status, 200, JSON.stringify(body))
    const [container] = body.pod?.spec.containers ?? []
    assert.ok(container?.env.some(({ name, value }) => name === 'REGION' && value === 'north'))
    assert.deepEqual(container?.resources.requests, { memory: '8Gi' })
  })

  it('and for no other', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const forged = [header, payload, signature.split('').reverse().join('')].join('.')
    const table: [string, string, number, RegExp][] = [
      ['another ServiceAccount', await hubToken(cluster, NAMESPACE, 'other'), 403, /hub\/other may not ask/],
      ["the controller's own", await hubToken(cluster, NAMESPACE, 'warmseats'), 403, /hub\/warmseats may not ask/],
      ['an administrator', cluster.adminToken, 401, /no token of a ServiceAccount/],
      ['a forged signature', forged, 401, /does not accept this token/],
      ['made up', 'made-up', 401, /no token of a ServiceAccount/],
    ]
    for (const [title, by, status, said] of table) {
      const answer = await ask('/profiles/images', undefined, by)
      assert.equal(answer.status, status, title)
      assert.match(answer.body.problems?.[0]?.text ?? '', said, title)
    }
  })

  it('nor for a ServiceAccount that was deleted, whose token has not expired', async () => {
    await cluster.kubectl(['create', 'serviceaccount', 'former', '--namespace', NAMESPACE])
    const gone = await hubToken(cluster, NAMESPACE, 'former')
    await cluster.kubectl(['delete', 'serviceaccount', 'former', '--namespace', NAMESPACE])
    await eventually('the API server knows', async () => {
      const spec = { token: gone, audiences: ['warmseats'] }
      const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec }
      const { status } = (await cluster.request('POST', '/apis/authentication.k8s.io/v1/tokenreviews', review)) as {
        status: { authenticated?: boolean }
      }
      return !status.authenticated
    })
    assert.equal((await ask('/profiles/images', undefined, gone)).status, 401)
  })

  it('how soon: a boot without a node, warm with one', async () => {
    const soon = async () => {
      const { body } = await ask('/profiles/sizes?user=ada')
      return body.sizes?.map(({ name, soon }) => `${name} ${soon.text}`)
    }
    assert.deepEqual(await soon(), ['Default about 10 min', 'Large about 10 min'])
    const labels = { 'hub.jupyter.org/pool-name': 'user' }
    await cluster.request('POST', '/api/v1/nodes', kwokNode({ name: 'user-1', labels }))
    await eventually('the node counts', async () => (await soon())?.[0] === 'Default warm now')
    const other = { ...spawned({ user: 'bo' }), metadata: { name: 'jupyter-bo', labels: LABELS } }
    const resources = { requests: { memory: '28Gi' } }
    const spec = { containers: [{ name: 'notebook', image: 'base:1', resources }], nodeSelector: labels }
    await cluster.request('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, { ...other, spec })
    await eventually('bo is on the node', async () => (await soon())?.[1] === 'Large about 10 min')
    assert.deepEqual(await soon(), ['Default warm now', 'Large about 10 min'])
  })

  it('images: those of the values, and those of ImageStreams once the cluster has that API', async () => {
    const images = async () => (await ask('/profiles/images')).body.images
    assert.deepEqual(await images(), [{ image: 'base:1', title: 'Base' }])
    await cluster.kubectl(['apply', '-f', '-'], JSON.stringify(IMAGE_STREAMS))
    const streams = `/apis/image.openshift.io/v1/namespaces/${NAMESPACE}/imagestreams`
    await eventually('the API is served', () =>
      cluster.request('GET', streams).then(
        () => true,
        () => false,
      ),
    )
    for (const [name, labels] of [
      ['spark', { 'opendatahub.io/notebook-image': 'true' }],
      ['builder', {}],
    ] as const)
      await cluster.request('POST', streams, {
        apiVersion: 'image.openshift.io/v1',
        kind: 'ImageStream',
        metadata: { name, labels },
        spec: { tags: [{ name: '3.6', from: { kind: 'DockerImage', name: `quay.io/team/${name}:3.6` } }] },
      })
    const found = [{ image: 'quay.io/team/spark:3.6', title: 'spark' }]
    controller = await started() // it has not asked yet; the first one's answer counts for 30 s
    assert.deepEqual(await images(), found)
  })
})

/** As much of OpenShift's API as is read. */
const IMAGE_STREAMS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'imagestreams.image.openshift.io' },
  spec: {
    group: 'image.openshift.io',
    scope: 'Namespaced',
    names: { kind: 'ImageStream', listKind: 'ImageStreamList', plural: 'imagestreams', singular: 'imagestream' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}
