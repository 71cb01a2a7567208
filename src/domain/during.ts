import { MINUTE_MS } from './duration.ts'
import { isLike } from './like.ts'
import type { PlannedEvent } from './planned-event.ts'

/** The events during which something counts. */
export interface During {
  /** Titles, in which `*` stands for anything; any of them will do. */
  readonly titles: readonly string[]
  /** Only events that ask for one of these pools; empty: of any. */
  readonly pools: readonly string[]
  /** It counts from so long before the event begins: people log in early. */
  readonly earlyMs: number
}

export const EARLY_MS = 10 * MINUTE_MS

/** Whether it means this event. Capitals and spaces of titles do not matter: people write them. */
export const isMeant = ({ titles, pools }: During, event: PlannedEvent): boolean =>
  titles.some((pattern) => isLike(plain(pattern), plain(event.title))) &&
  (pools.length === 0 || event.pools.some((pool) => pools.includes(pool)))

const plain = (title: string): string => title.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Whether an event is in force: from so long before its beginning to its end. */
export const isInForce = ({ startMs, endMs }: PlannedEvent, earlyMs: number, atMs: number): boolean =>
  startMs - earlyMs <= atMs && atMs < endMs
