/** A cluster with the nodes of a cloud, the hub of its example as far as it needs no kubelet, and ours beside it. */
import { dump } from 'js-yaml'
import { type Cluster, mostAllocated, startCluster, type Taint } from '../../../cluster/index.ts'
import { HUB_NAMESPACE, HUB_RELEASE, HUB_VERSION, type Hub, hubOn } from '../../../support/hubs/examples.ts'
import { MINUTE } from '../../../support/time.ts'
import { type CalendarServer, calendarServer } from '../../support/calendar-server.ts'
import type { Controller } from '../../support/controller.ts'
import { installPacking, postNode } from '../../support/doctored.ts'
import { install, type Release } from '../../support/release.ts'
import { type World, world } from '../../support/world.ts'

/** What a cloud's nodes of the example's pool are. */
export interface CloudNodes {
  /** What the example names the pool. */
  readonly pool: string
  /** What the cloud itself puts onto each. */
  readonly labels: Readonly<Record<string, string>>
  /** None where what is done before says them. */
  readonly taints: readonly Taint[]
  /** What it leaves to pods. */
  readonly machine: { readonly cpu: string; readonly memory: string }
}

export interface HubOnCloud {
  readonly example: Hub
  readonly cluster: Cluster
  readonly hub: World
  readonly calendar: CalendarServer
  readonly release: Release
  readonly controller: Controller
  stop(): Promise<void>
}

/** The class of the afternoon: it has begun. */
export const CLASS = {
  title: 'Data 8',
  from: new Date(Date.now() - MINUTE),
  to: new Date(Date.now() + 60 * MINUTE),
  description: 'students: 50',
}

/**
 * @param before is done when the cluster is up and before anything of the example is there
 */
export async function hubOnCloud(
  cloud: string,
  { pool, labels, taints, machine }: CloudNodes,
  before: (cluster: Cluster, example: Hub) => Promise<void> = async () => undefined,
): Promise<HubOnCloud> {
  const example = hubOn(cloud)
  const cluster = await startCluster({
    scheduler: withUserScheduler,
    // The hub's way to close the cloud's metadata is a privileged container.
    apiServerArgs: ['--allow-privileged'],
    karpenter: { bootDelay: '5s', pools: { [pool]: { ...machine, taints, labels: withoutKarpenters(labels) } } },
  })
  await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: HUB_NAMESPACE } })
  await before(cluster, example)
  await installDaemons(cluster)
  await postNode(cluster, { name: 'core-1', labels: { 'hub.jupyter.org/node-purpose': 'core' } })
  await installHub(cluster, example)
  const calendar = await calendarServer()
  const values = { ...example.warmseats, calendarUrl: calendar.url, calendarRefresh: 1 }
  const release = await install({ cluster, helm: 4, values, namespace: HUB_NAMESPACE })
  return {
    example,
    cluster,
    hub: world(cluster, HUB_NAMESPACE),
    calendar,
    release,
    controller: await release.start(),
    stop: async () => {
      await release.stop()
      await calendar.close()
      await cluster.stop()
    },
  }
}

/** Karpenter puts its own labels onto nodes, and lets nobody else say them. */
const withoutKarpenters = (labels: CloudNodes['labels']) =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('karpenter.sh/')))

/** zero-to-jupyterhub's second scheduler packs; both are profiles of one process here. */
const withUserScheduler = {
  profiles: [
    { schedulerName: 'default-scheduler' },
    ...(mostAllocated.profiles as readonly object[]).map((profile) => ({
      ...profile,
      schedulerName: `${HUB_RELEASE}-user-scheduler`,
    })),
  ],
}

/** What a cloud runs on every node, whatever its taints: logs, metrics, network and disks. */
async function installDaemons(cluster: Cluster): Promise<void> {
  const labels = { app: 'daemons' }
  const resources = { requests: { cpu: '200m', memory: '500Mi' } }
  await cluster.request('POST', '/apis/apps/v1/namespaces/kube-system/daemonsets', {
    metadata: { name: 'daemons', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: 'daemon', image: 'registry.k8s.io/pause:3.10', resources }],
        },
      },
    },
  })
}

/** The objects of zero-to-jupyterhub that others look at: the hub with its settings, the priority of users, and who places them. */
async function installHub(cluster: Cluster, { jupyterhub }: Hub): Promise<void> {
  await cluster.request('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
    metadata: { name: `${HUB_RELEASE}-default-priority` },
    value: 0,
  })
  await cluster.request('POST', `/api/v1/namespaces/${HUB_NAMESPACE}/secrets`, {
    metadata: { name: 'hub' },
    data: { 'values.yaml': Buffer.from(dump(jupyterhub)).toString('base64') },
  })
  await installPacking(cluster, HUB_NAMESPACE, HUB_RELEASE)
  const labels = { app: 'jupyterhub', component: 'hub' }
  await cluster.request('POST', `/apis/apps/v1/namespaces/${HUB_NAMESPACE}/deployments`, {
    metadata: { name: 'hub', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { 'hub.jupyter.org/node-purpose': 'core' },
          containers: [{ name: 'hub', image: `quay.io/jupyterhub/k8s-hub:${HUB_VERSION}` }],
          volumes: [{ name: 'secret', secret: { secretName: 'hub' } }],
        },
      },
    },
  })
}
