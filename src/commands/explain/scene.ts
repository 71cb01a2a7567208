import type { CalendarState } from '../../domain/calendar/occurrence.ts'
import type { Memory } from '../../domain/decide/memory.ts'
import type { Observed } from '../../domain/decide/observed.ts'
import type { Problem } from '../../domain/problem.ts'

/** What a decision is explained by. */
export interface Scene {
  readonly observed: Observed
  readonly memory: Memory
  readonly calendar: CalendarState
  readonly warnings: readonly Problem[]
  /** What was taken where nothing was said. */
  readonly assumed: readonly string[]
  /** What was not asked for, and what is not in the answer therefore. */
  readonly unasked: readonly string[]
  readonly deploymentsUnknown?: boolean
}

/** A scene, and the instant that it is decided at. */
export interface Read {
  readonly scene: Scene
  readonly atMs: number
}

/** The instant, by the config's zone. */
export type AtMs = (zone: string | undefined) => number
