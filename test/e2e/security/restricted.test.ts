/** A namespace under Pod Security's strictest level: all that the chart and the controller make is admitted there. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadAll } from 'js-yaml'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type World, world } from '../support/world.ts'

const { skip } = await controlPlane()

const NAMESPACE = 'strict'
const LEVEL = { 'pod-security.kubernetes.io/enforce': 'restricted' }
const MADE = ['warmseats', 'user-placeholder', 'user-user-dummy']

interface Pod {
  readonly metadata: { readonly name: string }
}

interface Hook {
  readonly kind: string
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } }
}

describe('a namespace with `pod-security.kubernetes.io/enforce: restricted`', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster, NAMESPACE)
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE, labels: LEVEL } })
    await hub.node('n1')
    const values = {
      nodePools: {
        user: { ...poolValues('user', { replicas: 1 }), seat: { requests: { cpu: '500m', memory: '1Gi' } } },
      },
      profiles: { enabled: true },
      utilization: { enabled: true, mode: 'act' },
      userDummy: { enabled: true, replicas: 1 },
    }
    release = await install({ cluster, helm: 4, values, namespace: NAMESPACE })
    await release.start()
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  it('refuses what is not restricted', async () => {
    const pod = { metadata: { name: 'loose' }, spec: { containers: [{ name: 'c', image: 'x' }] } }
    await assert.rejects(
      cluster.request('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, pod),
      /violates PodSecurity "restricted/,
    )
  })

  for (const name of MADE)
    it(`admits the pods of ${name}`, async () => {
      const made = await eventually(`a pod of ${name}`, async () => {
        const { items } = (await cluster.request('GET', `/api/v1/namespaces/${NAMESPACE}/pods`)) as {
          readonly items: readonly Pod[]
        }
        return items.find(({ metadata }) => metadata.name.startsWith(`${name}-`))
      })
      assert.ok(made)
    })

  // Its Job is a hook of `helm uninstall`: here only the pod that it would make is asked for.
  it('admits the pod that takes cordons back', async () => {
    const hooks = loadAll(await cluster.helm(4, ['get', 'hooks', 'warmseats', '--namespace', NAMESPACE])) as Hook[]
    const job = hooks.find(({ kind }) => kind === 'Job')
    assert.ok(job)
    const pod = { ...job.spec.template, metadata: { ...job.spec.template.metadata, name: 'uncordon' } }
    await cluster.request('POST', `/api/v1/namespaces/${NAMESPACE}/pods?dryRun=All`, pod)
  })
})
