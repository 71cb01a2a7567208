/** Where Kubernetes' own scheduler puts the controller: a pod of ours on a node of users would keep that node. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, kwokNode, startCluster } from '../cluster/index.ts'
import { install } from './support/release.ts'
import { poolValues } from './support/values.ts'

const { skip } = await controlPlane()

const OURS = '/api/v1/namespaces/hub/pods?labelSelector=app.kubernetes.io/name=warmseats'
const REPLICAS = 2

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly name: string }
    readonly spec: { readonly nodeName?: string }
  }[]
}

describe('where the controller runs', { skip }, () => {
  let cluster: Cluster
  const node = (name: string, purpose: string) =>
    cluster.request(
      'POST',
      '/api/v1/nodes',
      kwokNode({
        name,
        labels: { 'hub.jupyter.org/node-purpose': purpose, 'kubernetes.io/hostname': name },
        allocatable: { cpu: '8', memory: '32Gi' },
      }),
    )
  /** By what else runs on a core node, such as the hub. */
  const fill = (nodeName: string, requests: object) =>
    cluster.request('POST', '/api/v1/namespaces/hub/pods', {
      metadata: { name: `on-${nodeName}` },
      spec: { nodeName, containers: [{ name: 'other', image: 'other', resources: { requests } }] },
    })
  const ours = async () => ((await cluster.request('GET', OURS)) as Pods).items
  const places = () =>
    eventually('both replicas have a node', async () => {
      const names = (await ours()).map(({ spec }) => spec.nodeName)
      return names.length === REPLICAS && names.every((name) => name !== undefined) ? names.toSorted() : undefined
    })

  before(async () => {
    cluster = await startCluster()
    for (const name of ['user-1', 'user-2', 'user-3']) await node(name, 'user')
    await node('core-1', 'core')
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'hub' } })
    await fill('core-1', { cpu: '6', memory: '26Gi' })
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=30s'])
    await install({ cluster, helm: 4, values: { nodePools: { user: poolValues('user') } } })
  })
  after(async () => {
    await cluster?.stop()
  })

  it('both replicas on the only core node, full as it is, while nodes of users are empty', async () => {
    assert.deepEqual(await places(), ['core-1', 'core-1'])
  })

  it('one on each of two core nodes, though one has more room', async () => {
    await node('core-2', 'core')
    await fill('core-2', { cpu: '3', memory: '13Gi' })
    await cluster.kubectl(['wait', '--for=condition=Ready', 'node', '--all', '--timeout=30s'])
    for (const { metadata } of await ours())
      await cluster.kubectl(['delete', 'pod', '--namespace=hub', '--wait', metadata.name])
    assert.deepEqual(await places(), ['core-1', 'core-2'])
  })
})
