import { userTolerations } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { PoolDecision } from '../decide/decision.ts'
import type { PoolConfig } from '../settings/config.ts'
import { type SeatsThere, seatsThere } from '../verdict/seats-there.ts'

/**
 * The seats that people find now, whoever holds them, and those of nodes that do not serve yet, as verdicts count them. O(nodes of
 * the pool) @returns undefined: nobody knows how large a seat is
 */
export function seatFigures(
  { rooms, scale }: Pick<PoolDecision, 'rooms' | 'scale'>,
  pool: PoolConfig,
  { pods }: Pick<World, 'pods'>,
  nowMs: number,
): SeatsThere | undefined {
  const { seat } = scale
  return seat && seatsThere(rooms, { pods, seat, tolerations: userTolerations(pool), nowMs })
}
