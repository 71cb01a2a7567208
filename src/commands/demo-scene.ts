import type { Step } from '../../streams/pipeline.ts'
import type { Node } from '../domain/node.ts'
import type { Observed } from '../domain/observed.ts'
import { isPending } from '../domain/pod.ts'
import { shortNode } from './demo-words.ts'

/** What the demo shows of a cluster, as the product itself sees it. */
export interface Scene {
  readonly nowMs: number
  readonly nodes: readonly SceneNode[]
  /** The longest waiting first, users before placeholders. */
  readonly pending: readonly ScenePod[]
  /** Placeholders: what the product wants. */
  readonly desired: number
}

export interface SceneNode {
  readonly name: string
  readonly state: 'Ready' | 'NotReady' | 'leaving' | 'booting'
  /** Epoch ms since when it is Ready; of a booting one, when it will be. */
  readonly readyMs: number
  readonly users: number
  readonly placeholders: number
}

export interface ScenePod {
  readonly name: string
  readonly kind: 'user' | 'placeholder'
  readonly sinceMs: number
}

/** A machine that is on its way and no node yet; nobody but the cloud provider knows of it. */
export interface Booting {
  readonly name: string
  readonly readyMs: number
}

export function sceneOf({ observed, decision }: Step, booting: readonly Booting[], nowMs: number): Scene {
  const coming = booting
    .filter(({ name }) => !observed.nodes.get(name)?.ready)
    .map((machine) => ({ ...machine, state: 'booting' as const, users: 0, placeholders: 0 }))
  const known = new Set(coming.map(({ name }) => name))
  const nodes = [...observed.nodes.values()].filter(({ name }) => !known.has(name))
  return {
    nowMs,
    nodes: [...nodes.map((node) => nodeIn(observed, node)), ...coming].sort(byName),
    pending: pendingIn(observed),
    desired: [...decision.pools.values()].reduce((sum, pool) => sum + pool.desired, 0),
  }
}

/** `user-10` after `user-9`. */
const byName = (a: SceneNode, b: SceneNode) => a.name.localeCompare(b.name, 'en', { numeric: true })

function nodeIn({ pods }: Observed, node: Node): SceneNode {
  const { users = 0, placeholders = 0 } = pods.occupancy.get(node.name) ?? {}
  return { name: shortNode(node.name), state: stateOf(node), readyMs: node.readyChangedMs, users, placeholders }
}

function stateOf(node: Node): SceneNode['state'] {
  if (node.deleting || node.taints.some(({ key }) => LEAVING.has(key))) return 'leaving'
  return node.ready ? 'Ready' : 'NotReady'
}

const LEAVING = new Set(['ToBeDeletedByClusterAutoscaler', 'karpenter.sh/disrupted'])

function pendingIn({ pods }: Observed): ScenePod[] {
  const users = [...pods.pendingUsers.values()]
  const placeholders = [...pods.placeholders.values()].filter(isPending)
  const shown = (kind: ScenePod['kind']) => (pod: { readonly name: string; readonly createdMs: number }) => ({
    kind,
    name: pod.name,
    sinceMs: pod.createdMs,
  })
  const byAge = (a: ScenePod, b: ScenePod) => a.sinceMs - b.sinceMs
  return [...users.map(shown('user')).sort(byAge), ...placeholders.map(shown('placeholder')).sort(byAge)]
}
