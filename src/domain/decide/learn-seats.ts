import { MINUTE_MS } from '../duration.ts'
import { usersByPool } from '../room/pool-users.ts'
import { seatOf } from '../room/seat.ts'
import type { Decision } from './decision.ts'
import type { Memory, PoolMemory } from './memory.ts'
import type { Observed } from './observed.ts'

/** A pass over all users, for what changes from course to course. */
export const LEARN_SEATS_EVERY_MS = 10 * MINUTE_MS

/**
 * The memory of a decision with the seats of pools that have users now and needed none for it: the first class of the
 * morning, when nobody is there yet, is then counted in what yesterday's users had. Of pools whose seat the config
 * gives there is nothing to learn. O(users)
 */
export function learnSeats(observed: Observed, { memory, pools }: Pick<Decision, 'memory' | 'pools'>): Memory {
  const { config } = observed
  const open = [...pools].filter(([name, { seat }]) => !seat && config.pools.get(name)?.seat === undefined)
  if (open.length === 0) return memory
  const users = usersByPool(observed, new Map([...pools].map(([name, { rooms }]) => [name, rooms])))
  const learned = open.flatMap(([name]): [string, PoolMemory][] => {
    const [seat, known] = [seatOf(undefined, users.get(name) ?? [], undefined), memory.pools[name]]
    return known && seat.from === 'users' ? [[name, { ...known, seat: seat.requests }]] : []
  })
  return learned.length > 0 ? { ...memory, pools: { ...memory.pools, ...Object.fromEntries(learned) } } : memory
}
