import type { Freshness } from './freshness.ts'

/** What a source says now, and whether it may be trusted. `starting`: no complete list yet, so nothing is decided. */
export interface View<T> {
  readonly value: T
  readonly freshness: Freshness
}
