/** The hub's values by its own chart, on the real control plane: what it makes of them is what its neighbours count on. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { publishedHubChart, skipWithoutHubChart } from '../../support/hubs/chart.ts'
import { CLOUDS, HUB_NAMESPACE, HUB_RELEASE, hubOn } from '../../support/hubs/examples.ts'
import { userPodOf } from '../../support/hubs/kubespawner.ts'
import { diagnose, postNode } from '../support/doctored.ts'

const { skip } = await controlPlane()

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> }
    readonly spec: { readonly nodeName?: string }
  }[]
}

describe('zero-to-jupyterhub with the values of', { skip: skip || skipWithoutHubChart() }, () => {
  let cluster: Cluster
  let chart: string
  const release = ['--namespace', HUB_NAMESPACE]

  before(async () => {
    cluster = await startCluster()
    chart = publishedHubChart(cluster.directory)
    await postNode(cluster, { name: 'core-1', labels: { 'hub.jupyter.org/node-purpose': 'core' } })
  })
  after(async () => {
    await cluster?.stop()
  })

  for (const cloud of CLOUDS)
    it(`${cloud}: its pods are on the core node, its priority and its scheduler are those of users, and doctor reads its settings`, async () => {
      const { jupyterhub, jupyterhubText, warmseats } = hubOn(cloud)
      // Its hook waits for pods that no kubelet runs, and the hub's own database for a disk.
      const args = ['install', HUB_RELEASE, chart, ...release, '--create-namespace', '--no-hooks', '--values', '-']
      await cluster.helm(4, [...args, '--set', 'hub.db.type=sqlite-memory'], jupyterhubText)
      const pods = await eventually('the hub and its schedulers to have a node', async () => {
        const { items } = (await cluster.request('GET', `/api/v1/namespaces/${HUB_NAMESPACE}/pods`)) as Pods
        const there = items
          .filter(({ spec }) => spec.nodeName === 'core-1')
          .map(({ metadata }) => metadata.labels.component)
        return there.length === items.length && there.length >= 4 ? there.toSorted() : undefined
      })
      assert.deepEqual(pods, ['hub', 'proxy', 'user-scheduler', 'user-scheduler'])

      const { priorityClassName, schedulerName } = userPodOf(jupyterhub, 'ada').spec
      const path = `/apis/scheduling.k8s.io/v1/priorityclasses/${priorityClassName}`
      assert.equal(((await cluster.request('GET', path)) as { value: number }).value, 0)
      const config = await cluster.kubectl(['get', 'configmap', 'user-scheduler', ...release, '-o', 'yaml'])
      assert.match(config, new RegExp(`schedulerName: ${schedulerName}\\b`))

      const { findings, well } = await diagnose(cluster, { namespace: HUB_NAMESPACE, values: warmseats })
      assert.deepEqual(
        findings.filter(({ topic }) => topic === 'hub'),
        [],
      )
      assert.ok(
        well.some(({ topic, what }) => topic === 'hub' && what.includes('starts 400 at a time')),
        JSON.stringify(well),
      )
      await cluster.helm(4, ['uninstall', HUB_RELEASE, ...release, '--no-hooks', '--wait'])
    })
})
