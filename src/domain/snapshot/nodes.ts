import { isCordoned, isLeaving, isReady, type Node } from '../cluster/node.ts'
import { NO_OCCUPANCY, type Occupancy } from '../cluster/occupancy.ts'
import { MINUTE_MS } from '../duration.ts'
import { compare } from '../order.ts'
import type { NodeRoom } from '../room/room.ts'
import { sayJudgement } from '../room/say-judgement.ts'
import { ownCordonOf } from '../utilization/marks.ts'

export type NodeState = 'usable' | 'booting' | 'cordoned' | 'cordoned by us' | 'not ready' | 'leaving' | 'reserved'

export interface NodeView {
  readonly name: string
  readonly state: NodeState
  readonly users: number
  readonly placeholders: number
  /** Follows the name: `has room: …`. */
  readonly because: string
}

/** How many of a pool's nodes are what; cordoned ones whoever did it. */
export interface NodeCounts {
  readonly usable: number
  readonly booting: number
  readonly cordoned: number
  /** Not ready, leaving, or with a taint that users do not tolerate. */
  readonly otherwise: number
}

export function nodesOf(
  rooms: readonly NodeRoom[],
  occupancy: ReadonlyMap<string, Occupancy>,
  zone: string,
  nowMs: number,
): NodeView[] {
  const views = rooms.map((room): NodeView => {
    const { users, ownPlaceholders } = occupancy.get(room.node.name) ?? NO_OCCUPANCY
    const because = sayJudgement(room.judgement, nowMs, zone)
    return { name: room.node.name, state: stateOf(room), users, placeholders: ownPlaceholders, because }
  })
  return views.toSorted((a, b) => compare(a.name, b.name))
}

export function countNodes(nodes: readonly NodeView[]): NodeCounts {
  const count = (...states: readonly NodeState[]) => nodes.filter(({ state }) => states.includes(state)).length
  return {
    usable: count('usable'),
    booting: count('booting'),
    cordoned: count('cordoned', 'cordoned by us'),
    otherwise: count('not ready', 'leaving', 'reserved'),
  }
}

function stateOf({ node, usable }: NodeRoom): NodeState {
  if (usable) return 'usable'
  if (node.deleting) return 'leaving'
  if (isBooting(node)) return 'booting'
  if (isCordoned(node)) return ownCordonOf(node) ? 'cordoned by us' : 'cordoned'
  if (isLeaving(node)) return 'leaving'
  return isReady(node) ? 'reserved' : 'not ready'
}

/** The kubelet reports its first Ready condition when the node registers. */
const REGISTERS_WITHIN_MS = MINUTE_MS
const STARTS = new Set(['node.cloudprovider.kubernetes.io/uninitialized', 'karpenter.sh/unregistered'])

/** It has never been ready: its condition has not changed since it registered, or a taint says that it is not done. */
const isBooting = (node: Node) =>
  node.taints.some(({ key }) => STARTS.has(key)) ||
  (!node.ready && node.readyChangedMs - node.createdMs < REGISTERS_WITHIN_MS)
