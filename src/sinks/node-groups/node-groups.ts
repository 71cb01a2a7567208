import type { Node } from '../../domain/cluster/node.ts'

/** A scope of the policy (a pool; the empty name: the whole cluster) with those of its nodes that are there to stay. */
export interface GroupScope {
  readonly name: string
  /** Ready or not; without those on their way out. */
  readonly nodes: readonly Node[]
  /** A machine that was made earlier and is no node yet will be none. Epoch ms; undefined: wait for each. */
  readonly lateBeforeMs?: number
}

export const sayPool = (pool: string): string => (pool === '' ? 'the cluster' : `pool ${pool}`)

/** Why something was not done. `retryAfterMs`: the provider asks to be left alone for so long. */
export interface NotDone {
  readonly because: string
  readonly retryAfterMs?: number
}

/** What became of a wish for nodes. The numbers are sizes of the scope's groups, booting nodes included. */
export type Creation =
  /** With `to` equal to `from` they were on their way already. */
  | { readonly at: 'done'; readonly from: number; readonly to: number }
  /** Some are coming, the others not: the next cycle asks again for what is still missing. */
  | ({ readonly at: 'in part'; readonly from: number; readonly to: number } & NotDone)
  /** Somebody else makes nodes. */
  | { readonly at: 'left'; readonly because: string }
  | ({ readonly at: 'failed' } & NotDone)

/** What became of one node that was to go. */
export type Removal = { readonly node: string } & (
  | { readonly at: 'done' }
  | { readonly at: 'left'; readonly because: string }
  | ({ readonly at: 'failed' } & NotDone)
)

/** How many nodes the groups of a scope are set to; undefined: only somebody else knows. */
export type Size = { readonly at: 'known'; readonly nodes: number | undefined } | ({ readonly at: 'failed' } & NotDone)

/**
 * Who makes and removes nodes. None of its methods rejects: what goes wrong is a value with a sentence, and nothing is
 * remembered here: the next cycle sees from the cluster and from the group's size what is still to be done.
 */
export interface NodeGroups {
  /** What log lines call it. */
  readonly name: string
  size(scope: GroupScope): Promise<Size>
  /** So many nodes beyond those that are there; the ones that boot already count, so asking twice brings no more. */
  create(scope: GroupScope, count: number): Promise<Creation>
  /** Removes these nodes, and makes the groups so much smaller. Gone already is done. The answer has one entry for each. */
  remove(nodes: readonly Node[]): Promise<readonly Removal[]>
}
