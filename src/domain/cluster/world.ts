import type { Config } from '../settings/config.ts'
import type { Node } from './node.ts'
import type { PodsView } from './occupancy.ts'

/** Whether the watches are heard: by a stale view room lowers no count, a demand that ended still does. */
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
