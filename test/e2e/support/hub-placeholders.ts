import { type Cluster, eventually } from '../../cluster/index.ts'

export interface HubPlaceholders {
  replicas(): Promise<number>
  /** Waits until it asks for so many. */
  reaches(replicas: number): Promise<void>
  /** What its owner wants: as `helm upgrade` of the hub writes it. */
  own(replicas: number): Promise<void>
}

const PRIORITY = 'jupyterhub-user-placeholder-priority'

/** zero-to-jupyterhub's StatefulSet of placeholders, as its chart writes it: each pod as large as a seat. */
export async function hubPlaceholders(cluster: Cluster, pool: string, replicas: number): Promise<HubPlaceholders> {
  const collection = '/apis/apps/v1/namespaces/hub/statefulsets'
  const path = `${collection}/user-placeholder`
  const labels = { app: 'jupyterhub', release: 'jupyterhub', component: 'user-placeholder' }
  const read = async () => ((await cluster.request('GET', path)) as { spec: { replicas: number } }).spec.replicas
  const manifest = (count: number) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'user-placeholder', namespace: 'hub', labels },
    spec: {
      podManagementPolicy: 'Parallel',
      replicas: count,
      serviceName: 'user-placeholder',
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: PRIORITY,
          terminationGracePeriodSeconds: 0,
          automountServiceAccountToken: false,
          nodeSelector: { 'hub.jupyter.org/pool-name': pool },
          tolerations: [{ key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' }],
          containers: [
            {
              name: 'pause',
              image: 'registry.k8s.io/pause:3.10',
              resources: { requests: { memory: '4Gi' } },
              securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 65534 },
            },
          ],
        },
      },
    },
  })
  // As z2jh has it: users take their place.
  await cluster.request('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
    metadata: { name: PRIORITY },
    value: -10,
  })
  await cluster.request('POST', `${collection}?fieldManager=helm`, manifest(replicas))
  return {
    replicas: read,
    reaches: (count) => eventually(`${count} in user-placeholder`, async () => (await read()) === count).then(() => {}),
    own: async (count) => {
      await cluster.request('PATCH', `${path}?fieldManager=helm`, { spec: { replicas: count } })
    },
  }
}

/** Waits until this count is stored as what it gets back. */
export const remembers = (cluster: Cluster, count: number) =>
  eventually(`${count} to be remembered`, async () => {
    const path = '/api/v1/namespaces/hub/configmaps/warmseats-state'
    const { data = {} } = (await cluster.request('GET', path)) as { data?: Record<string, string> }
    return JSON.parse(data['memory.json'] ?? '{}').lent?.['statefulset/user-placeholder']?.count === count
  })
