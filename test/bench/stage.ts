/** The cluster that the bench plays on: one pool, full but for one node, and a second node for the placeholder. */
import { type Cluster, eventually, kwokNode } from '../cluster/index.ts'
import { type World, world } from '../e2e/support/world.ts'

/** Where the product's pool is, by name, and the user pods that a full node carries. */
export const POOL = 'user'
export const PODS_A_NODE = 7

/** The node that user pods fill and leave in the product's rounds, and the full one where the floor's pods come and go. */
export const ROOMY_NODE = 'roomy'
export const FLOOR_NODE = 'full-2'

/** Of what fills the roomy node: beside its one user nothing above the thresholds is left. */
export const FILLING = { cpu: '6', memory: '20Gi' }

const NODE = { cpu: '8', memory: '32Gi' }
/** 7 of them leave 12 % of a node, which is less than the thresholds. */
const USER = { cpu: '1', memory: '4Gi' }
const AT_ONCE = 24

export interface Stage {
  readonly hub: World
  readonly nodes: number
  readonly pods: number
  /** Adds full nodes until the pool has so many. */
  grow(nodes: number): Promise<void>
}

/**
 * The pool's nodes are tainted as JupyterHub's are, so that nothing else comes there; two core nodes take the rest. The
 * placeholder (28Gi) fits on the node `home` only.
 */
export async function setStage(cluster: Cluster, namespace: string): Promise<Stage> {
  const hub = world(cluster, namespace)
  const add = (name: string, isCore = false) =>
    cluster.request(
      'POST',
      '/api/v1/nodes',
      kwokNode({
        name,
        labels: isCore ? { 'hub.jupyter.org/node-purpose': 'core' } : { 'hub.jupyter.org/pool-name': POOL },
        taints: isCore ? [] : [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
        allocatable: NODE,
      }),
    )
  for (const name of ['core-0', 'core-1']) await add(name, true)
  for (const name of ['home', ROOMY_NODE]) await add(name)
  await hub.user('keeper', { on: ROOMY_NODE, ...USER })
  let nodes = 2
  let pods = 1
  return {
    hub,
    get nodes() {
      return nodes
    },
    get pods() {
      return pods
    },
    grow: async (count) => {
      const fresh = Array.from({ length: count - nodes }, (_, index) => `full-${nodes + index}`)
      await inParallel(fresh, (name) => add(name))
      const users = fresh.flatMap((node) => Array.from({ length: PODS_A_NODE }, (_, seat) => ({ node, seat })))
      await inParallel(users, ({ node, seat }) => hub.user(`${node}-${seat}`, { on: node, ...USER }))
      nodes = count
      pods += users.length
      await eventually(`${count} nodes at work`, () => isSettled(cluster), { withinMs: 180_000, everyMs: 500 })
    },
  }
}

async function isSettled(cluster: Cluster): Promise<boolean> {
  const waiting = '/api/v1/pods?limit=1&fieldSelector=status.phase%21%3DRunning'
  const pods = (await cluster.request('GET', waiting)) as { items: readonly object[] }
  if (pods.items.length > 0) return false
  const nodes = (await cluster.request('GET', '/api/v1/nodes')) as {
    items: readonly { spec: { taints?: readonly { key: string }[] } }[]
  }
  return nodes.items.every(({ spec }) => !spec.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/')))
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
