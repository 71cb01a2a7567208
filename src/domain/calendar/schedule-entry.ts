import type { Resources } from '../scheduling/resources.ts'
import type { Ask, GivenLead } from './ask.ts'

/** One event of the config's `schedule`, as it is written there. */
export interface ScheduleEntry {
  readonly name: string
  /** `2026-03-24T09:00`, `2026-03-24` for whole days; with `Z` or an offset an instant. */
  readonly start: string
  readonly end?: string
  readonly durationMs?: number
  readonly rrule?: string
  readonly timezone?: string
  readonly exdates: readonly string[]
  /** By pool, `ANY_POOL` for what names none. */
  readonly pools: Readonly<Record<string, Ask>>
  /** What a seat requests, likewise. */
  readonly seats?: Readonly<Record<string, Resources>>
  readonly leadTimeMs?: GivenLead
  readonly trailTimeMs?: number
  /** One of `classes`. */
  readonly who?: string
}
