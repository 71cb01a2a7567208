import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { SETTLE } from '../../streams/pipeline.ts'
import type { Cluster } from '../cluster/index.ts'
import type { FloorOrder } from './floor.ts'

const NAMESPACE = 'floor'
const NAME = 'user-placeholder'

/** Where the floor's Deployment is, and whose pods it reacts to: at once, or when the product would begin to decide. */
export const FLOOR = { namespace: NAMESPACE, name: NAME, user: 'floor', settlingUser: 'settling' } as const

/**
 * Makes what the floor needs: a ServiceAccount with the product's kind of rights, and a Deployment like the product's. It
 * is paused before it ever had a ReplicaSet, so it has no pods and nothing of it disturbs the product's rounds.
 * @param likeThis path of the product's Deployment
 */
export async function prepareFloor(cluster: Cluster, likeThis: string): Promise<FloorOrder> {
  await grantRights(cluster)
  const template = (await cluster.request('GET', likeThis)) as DeploymentObject
  const deployments = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`
  await cluster.request('POST', deployments, manifestLike(template, 0))
  return {
    access: {
      server: cluster.server,
      ca: await readFile(cluster.caFile, 'utf8'),
      token: await cluster.tokenFor(NAMESPACE, 'floor'),
    },
    path: `${deployments}/${NAME}?fieldManager=floor&force=true`,
    came: JSON.stringify(manifestLike(template, 1)),
    went: JSON.stringify(manifestLike(template, 0)),
    prefix: `jupyter-${FLOOR.user}-`,
    settlingPrefix: `jupyter-${FLOOR.settlingUser}-`,
    settleMs: SETTLE.idleMs,
  }
}

export interface Floor {
  /** Rejects when it ends by itself. */
  readonly died: Promise<never>
  stop(): Promise<void>
}

/** Starts its process. When the cluster is at rest: the API server drops watches that cannot follow. */
export async function startFloor(order: FloorOrder): Promise<Floor> {
  const child = fork(fileURLToPath(import.meta.resolve('./floor.ts')), { execArgv: [] })
  const exited = once(child, 'exit')
  const died = exited.then(() => Promise.reject(new Error('the floor ended; it says why above')))
  died.catch(() => undefined)
  child.send(order)
  await Promise.race([once(child, 'message'), died])
  return {
    died,
    stop: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

interface DeploymentObject {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: Readonly<Record<string, unknown>>
}

const manifestLike = ({ metadata, spec }: DeploymentObject, replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace: NAMESPACE, labels: metadata.labels, annotations: metadata.annotations },
  spec: { ...spec, replicas, paused: true },
})

async function grantRights(cluster: Cluster): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1'
  const subjects = [{ kind: 'ServiceAccount', name: 'floor', namespace: NAMESPACE }]
  const metadata = { name: 'floor' }
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'floor' }
  const rules = [
    { apiGroups: [''], resources: ['pods'], verbs: ['watch'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] },
  ]
  await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } })
  await cluster.request('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata })
  await cluster.request('POST', `${rbac}/clusterroles`, { metadata, rules })
  await cluster.request('POST', `${rbac}/clusterrolebindings`, { metadata, roleRef, subjects })
}
