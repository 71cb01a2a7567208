import type { PlannedEvent } from '../planned-event.ts'
import { seatsIn } from '../room/seat.ts'
import type { PoolScale } from './pool-scale.ts'

/**
 * The events with those of their seats that a node of the pool is known to hold: a pod that no node takes would lock its user
 * out, whoever wrote the event.
 */
export const withHeldSeats = (
  events: readonly PlannedEvent[],
  pools: ReadonlyMap<string, { readonly scale: PoolScale }>,
): readonly PlannedEvent[] =>
  events.map(({ seats, ...event }) => {
    const held = [...(seats ?? [])].filter(([pool, seat]) => {
      const empty = pools.get(pool)?.scale.onNode?.empty
      return empty !== undefined && seatsIn(empty, seat) > 0
    })
    return held.length > 0 ? { ...event, seats: new Map(held) } : event
  })
