import { type Cluster, eventually, kwokNode, type NodeOptions } from '../../cluster/index.ts'
import { USERS_IMAGE } from './release.ts'

/** What a test reads of the cluster, and does to it, as the people and controllers around the product would. */
export interface World {
  deployment(pool: string): Promise<PlaceholderDeployment | undefined>
  replicas(pool: string): Promise<number | undefined>
  /** Waits until the pool's Deployment asks for so many; resolves with the epoch ms at which that was seen. */
  reaches(pool: string, replicas: number, withinMs?: number): Promise<number>
  placeholders(pool: string): Promise<readonly PodObject[]>
  nodes(): Promise<readonly NodeObject[]>
  /** Posts a node of the pool, which becomes Ready: by default with 8 cores and 32Gi. */
  node(name: string, pool?: string, more?: Omit<NodeOptions, 'name'>): Promise<void>
  user(name: string, spec?: UserSpec): Promise<void>
  /** Takes the user's pod away as a hub does. */
  leave(name: string): Promise<void>
  annotate(pool: string, annotation: string): Promise<void>
}

export interface PlaceholderDeployment {
  readonly metadata: {
    readonly resourceVersion: string
    readonly uid: string
    readonly generation: number
    readonly annotations: Readonly<Record<string, string>>
    readonly labels: Readonly<Record<string, string>>
  }
  readonly status: { readonly readyReplicas?: number; readonly observedGeneration?: number }
  readonly spec: { readonly replicas: number; readonly template: { readonly spec: Readonly<Record<string, unknown>> } }
}

export interface PodObject {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly resourceVersion?: string
    readonly annotations?: Readonly<Record<string, string>>
    readonly labels?: Readonly<Record<string, string>>
  }
  readonly spec: { readonly nodeName?: string }
  readonly status: { readonly phase: string }
}

export interface NodeObject {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels: Readonly<Record<string, string>> }
}

export interface UserSpec {
  /** A node to sit on without asking the scheduler. */
  readonly on?: string
  readonly pool?: string
  readonly cpu?: string
  readonly memory?: string
  readonly priorityClass?: string
  /** Beside those of every user. */
  readonly labels?: Readonly<Record<string, string>>
}

export function world(cluster: Cluster, namespace = 'hub'): World {
  const deploymentPath = (pool: string) => `/apis/apps/v1/namespaces/${namespace}/deployments/${pool}-placeholder`
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const deployment = async (pool: string) => {
    try {
      return (await cluster.request('GET', deploymentPath(pool))) as PlaceholderDeployment
    } catch (error) {
      if ((error as { status?: number }).status === 404) return undefined
      throw error
    }
  }
  const list = async <T>(path: string) => ((await cluster.request('GET', path)) as { items: readonly T[] }).items
  return {
    deployment,
    replicas: async (pool) => (await deployment(pool))?.spec.replicas,
    reaches: async (pool, replicas, withinMs = 20_000) => {
      await eventually(
        `${replicas} placeholders wanted in ${pool}`,
        async () => (await deployment(pool))?.spec.replicas === replicas,
        { everyMs: 15, withinMs },
      )
      return Date.now()
    },
    placeholders: (pool) => list<PodObject>(`${pods}?labelSelector=${encodeURIComponent(`warmseats.io/pool=${pool}`)}`),
    nodes: () => list<NodeObject>('/api/v1/nodes'),
    node: async (name, pool = 'user', { labels, ...more } = {}) => {
      const node = kwokNode({ name, labels: { 'hub.jupyter.org/pool-name': pool, ...labels }, ...more })
      await cluster.request('POST', '/api/v1/nodes', node)
    },
    user: async (name, spec) => {
      await cluster.request('POST', pods, userPod(name, spec))
    },
    leave: async (name) => {
      await cluster.request('DELETE', `${pods}/jupyter-${name}?gracePeriodSeconds=0`)
    },
    annotate: async (pool, annotation) => {
      await cluster.kubectl([
        'annotate',
        '--overwrite',
        '--namespace',
        namespace,
        `deployment/${pool}-placeholder`,
        annotation,
      ])
    },
  }
}

/** A user's pod as KubeSpawner makes it under zero-to-jupyterhub. */
const userPod = (
  name: string,
  { on, pool = 'user', cpu = '100m', memory = '1Gi', priorityClass, labels }: UserSpec = {},
) => ({
  metadata: {
    name: `jupyter-${name}`,
    labels: { app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': name, ...labels },
  },
  spec: {
    ...(on === undefined ? {} : { nodeName: on }),
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
    terminationGracePeriodSeconds: 0,
    nodeSelector: { 'hub.jupyter.org/pool-name': pool },
    tolerations: [{ key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' }],
    containers: [{ name: 'notebook', image: USERS_IMAGE, resources: { requests: { cpu, memory } } }],
  },
})
