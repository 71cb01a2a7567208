import type { Owner } from '../../domain/decide/observed.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { AutoscalerOptions } from '../actors/autoscaler.ts'
import type { CalendarFeed } from '../actors/calendar-feed.ts'
import type { Placement } from '../actors/scheduler.ts'
import type { Visit } from '../actors/users.ts'
import type { PoolSpec } from '../cluster/cluster.ts'

/** A world and what happens in it. */
export interface Scenario {
  readonly seed: number
  /** When the world begins, with the policy in it, and when it ends. */
  readonly startMs: number
  readonly endMs: number
  /** When the product's process dies and comes back. */
  readonly restartsMs: readonly number[]
  readonly config: Config
  readonly calendar?: CalendarFeed
  /** The calendar as it was written for the predecessor; default: the same. */
  readonly pollingCalendar?: CalendarFeed
  readonly owner: Owner
  readonly pools: readonly PoolSpec[]
  /** The nodes that are there at the start. */
  readonly nodes: readonly { readonly name: string; readonly pool: PoolSpec; readonly readySinceMs: number }[]
  readonly visits: readonly Visit[]
  readonly podStartMs: number
  /** Default: packed. */
  readonly placement?: Placement
  readonly autoscaler: Omit<AutoscalerOptions, 'pools' | 'random'>
}
