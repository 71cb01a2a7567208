import { type ClusterLimits, NO_LIMITS } from './cluster-limits.ts'
import type { SchedulingEvent } from './scheduling-event.ts'

/** What a cluster may say beside: nothing is counted by it, and where it is missing decisions are what they are. */
export interface Hints {
  readonly limits: ClusterLimits
  /** Whatever was said of placeholders within the hour that Events last; by their own uid. */
  readonly schedulingEvents: ReadonlyMap<string, SchedulingEvent>
}

export const NO_HINTS: Hints = { limits: NO_LIMITS, schedulingEvents: new Map() }
