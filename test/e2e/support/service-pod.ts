import { type Cluster, eventually } from '../../cluster/index.ts'
import { ownAddress } from './route.ts'

const PODS = '/api/v1/namespaces/hub/pods'
const ENDPOINTS = '/api/v1/namespaces/hub/endpoints'
const DEPLOYMENT = '/apis/apps/v1/namespaces/hub/deployments/warmseats'

interface Pods {
  readonly items: readonly { readonly metadata: { readonly name: string } }[]
}

/**
 * Lets a pod of the release's Deployment be ready at a port of this machine, and be the endpoint of its Service's port `http`,
 * as kubelet and endpoints controller would, which do not run here. The API server's proxy goes to nothing but addresses of pods.
 */
export async function serveAsPod(cluster: Cluster, port: number): Promise<void> {
  const ip = ownAddress()
  const query = encodeURIComponent('app.kubernetes.io/instance=warmseats')
  const name = await eventually('a pod of the release', async () => {
    const { items } = (await cluster.request('GET', `${PODS}?labelSelector=${query}`)) as Pods
    return items[0]?.metadata.name
  })
  const ready = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }))
  const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: ready }
  await cluster.request('PATCH', `${PODS}/${name}/status`, { status })
  await putEndpoints(cluster, [
    {
      addresses: [{ ip, targetRef: { kind: 'Pod', namespace: 'hub', name } }],
      ports: [{ name: 'http', port, protocol: 'TCP' }],
    },
  ])
  await eventually('the Deployment to have a ready pod', async () => {
    const { status: now } = (await cluster.request('GET', DEPLOYMENT)) as { status: { readyReplicas?: number } }
    return (now.readyReplicas ?? 0) > 0
  })
}

/** The Service as the endpoints controller keeps it while no pod is ready. */
export const serveNobody = (cluster: Cluster): Promise<void> => putEndpoints(cluster, [])

async function putEndpoints(cluster: Cluster, subsets: readonly object[]): Promise<void> {
  const object = { metadata: { name: 'warmseats' }, subsets }
  await cluster.request('PUT', `${ENDPOINTS}/warmseats`, object).catch(() => cluster.request('POST', ENDPOINTS, object))
}
