import type { Config } from '../settings/config.ts'
import type { Node } from './node.ts'
import type { PodsView } from './occupancy.ts'

/** Whether a watch is heard: a stale view may raise, never lower. */
export type Sight = { readonly at: 'live' } | { readonly at: 'stale'; readonly because: string }

export const LIVE: Sight = { at: 'live' }

/** The cluster under a config: what questions of room read. */
export interface World {
  readonly config: Config
  /** By name. */
  readonly nodes: ReadonlyMap<string, Node>
  readonly pods: PodsView
  readonly sight: Sight
}
