/** A cluster on which nothing is wrong, as far as a doctor can tell, and what breaks it in one way each. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import packageJson from '../../../package.json' with { type: 'json' }
import { doctor } from '../../../src/commands/doctor/doctor.ts'
import type { Finding, Topic, Unchecked } from '../../../src/domain/doctor/finding.ts'
import { type Cluster, eventually, kwokNode, type NodeOptions } from '../../cluster/index.ts'

/** What it says, as programs read it. */
export interface Diagnosis {
  readonly exitCode: number
  readonly findings: readonly (Finding & { readonly topic: Topic })[]
  readonly unchecked: readonly (Unchecked & { readonly topic: Topic })[]
  readonly well: readonly { readonly topic: Topic; readonly what: string }[]
}

export interface Asked {
  /** Other values than those of the release. */
  readonly values?: object
  readonly namespace?: string
  readonly kubeconfig?: string
  /** As if so long had passed. */
  readonly laterMs?: number
}

/** Asks the doctor as the command does. */
export async function diagnose(
  cluster: Cluster,
  { values, namespace = 'hub', kubeconfig, laterMs = 0 }: Asked = {},
): Promise<Diagnosis> {
  const config = values && join(mkdtempSync(join(cluster.directory, 'doctor-')), 'values.yaml')
  if (config) writeFileSync(config, JSON.stringify(values))
  const options = { kubeconfig: kubeconfig ?? cluster.kubeconfig, namespace, config, output: 'json' } as const
  const { text, exitCode = 0 } = await doctor(packageJson.version, options, Date.now() + laterMs)
  return { ...JSON.parse(text), exitCode }
}

/** What zero-to-jupyterhub hands a hub that is set as it should be. */
export const HUB_VALUES = {
  hub: { concurrentSpawnLimit: 64 },
  singleuser: { startTimeout: 900, memory: { guarantee: '1G' } },
  scheduling: { userPlaceholder: { enabled: false, replicas: 3 } },
}

const secretOf = (values: object) => ({
  metadata: { name: 'hub' },
  data: { 'values.yaml': Buffer.from(dump(values)).toString('base64') },
})

/** The hub of zero-to-jupyterhub, as far as anybody looks at it. */
export async function installHub(cluster: Cluster): Promise<void> {
  await cluster.request('POST', '/api/v1/namespaces/hub/secrets', secretOf(HUB_VALUES))
  await cluster.request('POST', '/apis/apps/v1/namespaces/hub/deployments', {
    metadata: { name: 'hub', labels: { app: 'jupyterhub', component: 'hub' } },
    spec: { replicas: 0, ...workload('hub', 'quay.io/jupyterhub/k8s-hub:4.3.5') },
  })
  await installPacking(cluster)
}

/** Its scheduler that packs users. */
export const PACKING = '/apis/apps/v1/namespaces/hub/deployments/hub-user-scheduler'
export const installPacking = (cluster: Cluster, namespace = 'hub', release = 'hub') =>
  cluster.request(
    'POST',
    `/apis/apps/v1/namespaces/${namespace}/deployments`,
    userScheduler('registry.k8s.io/kube-scheduler:v1.35.4', `${release}-user-scheduler`),
  )

export const setHub = (cluster: Cluster, values: object) =>
  cluster.request('PUT', '/api/v1/namespaces/hub/secrets/hub', secretOf(values))

const workload = (component: string, image: string) => ({
  selector: { matchLabels: { component } },
  template: {
    metadata: { labels: { component } },
    spec: { containers: [{ name: component, image }], volumes: [{ name: 'secret', secret: { secretName: 'hub' } }] },
  },
})

export const userScheduler = (image: string, name = 'user-scheduler') => ({
  metadata: { name, labels: { component: 'user-scheduler' } },
  spec: { replicas: 0, ...workload('user-scheduler', image) },
})

export const userPlaceholders = (replicas: number) => ({
  metadata: { name: 'user-placeholder', labels: { component: 'user-placeholder' } },
  spec: { replicas, serviceName: 'none', ...workload('user-placeholder', 'registry.k8s.io/pause:3.10') },
})

const STATUS = '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status'

/** What Cluster Autoscaler writes of one group of nodes. */
export interface Group {
  readonly writtenMs?: number
  readonly target?: number
  readonly max?: number
  readonly scaleUp?: object
}

export async function autoscalerSays(cluster: Cluster, group: Group = {}): Promise<void> {
  const { writtenMs = Date.now(), target = 2, max = 40, scaleUp = { status: 'NoActivity' } } = group
  const status = dump({
    time: `${new Date(writtenMs).toISOString().replace('T', ' ').replace('Z', '000000')} +0000 UTC`,
    autoscalerStatus: 'Running',
    clusterWide: { health: { status: 'Healthy' } },
    nodeGroups: [
      { name: 'users', health: { status: 'Healthy', cloudProviderTarget: target, minSize: 0, maxSize: max }, scaleUp },
    ],
  })
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cluster-autoscaler-status' },
    data: { status },
  }
  await cluster.request('PATCH', `${STATUS}?fieldManager=test&force=true`, object, 'application/apply-patch+yaml')
}

export const autoscalerIsGone = (cluster: Cluster) => cluster.request('DELETE', STATUS)

/** A node on which the controller runs, and two of the pool `user`. */
export async function postNodes(cluster: Cluster): Promise<void> {
  await postNode(cluster, { name: 'core', labels: { 'hub.jupyter.org/node-purpose': 'core' } })
  for (const name of ['n1', 'n2']) await postNode(cluster, { name, labels: POOL('user') })
}

/** Posts a node, and waits until it is ready and no taint of the node controller says otherwise. */
export async function postNode(cluster: Cluster, options: NodeOptions): Promise<void> {
  await cluster.request('POST', '/api/v1/nodes', kwokNode(options))
  await eventually(`${options.name} to be ready`, async () => {
    const { spec, status } = (await cluster.request('GET', `/api/v1/nodes/${options.name}`)) as {
      spec: { taints?: { key: string }[] }
      status: { conditions?: { type: string; status: string }[] }
    }
    const hasCome = status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True')
    return hasCome && !spec.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/'))
  })
}

export const POOL = (name: string) => ({ 'hub.jupyter.org/pool-name': name })

export const isReady = (cluster: Cluster, name: string) =>
  eventually(`${name} to be ready`, async () => {
    const { status } = (await cluster.request('GET', `/apis/apps/v1/namespaces/hub/deployments/${name}`)) as {
      status: { readyReplicas?: number }
    }
    return (status.readyReplicas ?? 0) > 0
  })
