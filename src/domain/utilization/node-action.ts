import type { Node } from '../cluster/node.ts'

/** What is to be done to nodes: the utilization policy's part of the actions. */
export type NodeAction = NodeWrite | NodeRemoval | NodeCreation

/** Cordons, takes back or tidies up one node. Conditional on the node as it was seen: one that changed is decided anew. */
export interface NodeWrite {
  readonly type: 'write node'
  readonly pool: string
  readonly reason: NodeWriteReason
  readonly name: string
  readonly uid: string
  readonly resourceVersion?: string
  /** undefined: as it is. */
  readonly unschedulable?: boolean
  /** `null` removes one. */
  readonly annotations: Readonly<Record<string, string | null>>
  readonly because: string
}

/** `unmark`: a person has uncordoned it, only our annotations go. */
export type NodeWriteReason = 'cordon' | 'uncordon' | 'unmark'

/** Removes an empty node that we cordoned; whoever does it looks once more whether it is empty. */
export interface NodeRemoval {
  readonly type: 'remove node'
  readonly pool: string
  readonly name: string
  readonly uid: string
  readonly node: Node
  readonly because: string
  /** Of the plan: done once for each. Epoch ms. */
  readonly atMs: number
}

export interface NodeCreation {
  readonly type: 'create nodes'
  readonly pool: string
  readonly count: number
  /** The pool's nodes that are there to stay. */
  readonly nodes: readonly Node[]
  /** A machine that was made earlier and is no node yet will be none. Epoch ms. */
  readonly lateBeforeMs: number
  readonly because: string
  readonly atMs: number
}

/** Actions on one node happen one after another. */
export const objectOfNodeAction = (action: NodeAction): string =>
  action.type === 'create nodes' ? `nodes of ${action.pool}` : `${NODE}${action.name}`

/** No Deployment has such a name. */
export const NODE = 'node '

/** Two actions with the same identity are the same wish. */
export function identityOfNodeAction(action: NodeAction): string {
  switch (action.type) {
    case 'write node':
      return `${action.reason} ${action.uid}`
    case 'remove node':
      return `remove ${action.uid} at ${action.atMs}`
    case 'create nodes':
      return `create ${action.count} of ${action.pool} at ${action.atMs}`
  }
}
