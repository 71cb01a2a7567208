import type { SpawnMemory } from '../carried/spawned.ts'
import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import type { Timeline } from '../demand/timeline.ts'
import type { PoolHub } from '../hub/pool-hub.ts'
import type { Users } from '../room/pool-users.ts'
import type { NodeRoom } from '../room/room.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { Placeholders } from '../target/placeholders.ts'
import type { Foreseen } from './foreseen.ts'
import type { PoolMemory } from './memory.ts'
import type { Observed } from './observed.ts'

/** What one pool is decided by. */
export interface PoolInput {
  readonly pool: PoolConfig
  readonly observed: Observed
  /** The timeline as the calendar was read, before lead times were learned: the same one until it is read anew. */
  readonly read: Timeline
  readonly rooms: readonly NodeRoom[]
  readonly placeholders: Placeholders | undefined
  /** What holds its room; undefined when there is nothing. */
  readonly holder: PlaceholderDeployment | undefined
  readonly before: PoolMemory | undefined
  readonly zone: string
  /** The calendar was never read and may still forbid falls. */
  readonly calendarHolds: boolean
  /** The pool's user pods; costs a pass over all nodes, so only who needs them asks. */
  readonly users: () => Users
  readonly leadTime: LeadTime
  /** What its people's servers run, as far as it is known. */
  readonly spawned: SpawnMemory | undefined
  readonly deploymentsUnknown: boolean
  /** What the forecast says; undefined: the pool does not react. */
  readonly foreseen: Foreseen | undefined
  /** What the hub says of it. */
  readonly hub: PoolHub
  readonly nowMs: number
}
