import type { CalendarHealth } from '../calendar/occurrence.ts'
import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Node } from '../cluster/node.ts'
import type { PodsView } from '../cluster/occupancy.ts'
import type { Timeline } from '../demand/timeline.ts'
import type { Config } from '../settings/config.ts'

/** Whether a watch is heard: a stale view may raise, never lower. */
export type Freshness = { readonly at: 'live' } | { readonly at: 'stale'; readonly because: string }

export const LIVE: Freshness = { at: 'live' }

/** What the watches, the calendar and the config say at one instant, all of it, never one event. */
export interface Observed {
  readonly config: Config
  readonly timeline: Timeline
  readonly calendar: CalendarHealth
  /** By name. */
  readonly nodes: ReadonlyMap<string, Node>
  readonly pods: PodsView
  /** Placeholder Deployments of the namespace, by name. */
  readonly deployments: ReadonlyMap<string, PlaceholderDeployment>
  readonly freshness: Freshness
  /** The object that owns what we create; undefined when it is gone (uninstalled) or not known: nothing is created then. */
  readonly owner?: Owner
  /** The utilization policy is switched off for the whole release, by annotation. */
  readonly isPolicyOff?: boolean
}

export interface Owner {
  readonly name: string
  readonly uid: string
  readonly namespace: string
}
