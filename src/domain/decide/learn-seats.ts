import { MINUTE_MS } from '../duration.ts'
import { usersByPool } from '../room/pool-users.ts'
import { seatOf } from '../room/seat.ts'
import type { Decision } from './decision.ts'
import type { PoolMemory } from './memory.ts'
import type { Observed } from './observed.ts'

/** A pass over all nodes, for what changes from course to course. */
export const LEARN_SEATS_EVERY_MS = 10 * MINUTE_MS

/**
 * A decision that also remembers the seats of pools that have users now and needed none for it: the first class of the
 * morning, when nobody is there yet, is then counted in what yesterday's users had. Of pools whose seat the config
 * gives there is nothing to learn. O(nodes), every `LEARN_SEATS_EVERY_MS`; in between the decision is given back as it is.
 * @param learnedMs when they were last learned; undefined: never
 * @returns when they were last learned now
 */
export function learnSeats(
  observed: Observed,
  decision: Decision,
  learnedMs: number | undefined,
  nowMs: number,
): { readonly decision: Decision; readonly learnedMs: number } {
  if (learnedMs !== undefined && nowMs - learnedMs < LEARN_SEATS_EVERY_MS) return { decision, learnedMs }
  const pools = learnedPools(observed, decision)
  const { memory } = decision
  const known = { ...memory, pools: { ...memory.pools, ...pools } }
  return { decision: pools ? { ...decision, memory: known } : decision, learnedMs: nowMs }
}

/** @returns undefined where nothing is to be learned */
function learnedPools(
  observed: Observed,
  { memory, pools }: Decision,
): Readonly<Record<string, PoolMemory>> | undefined {
  const open = [...pools].filter(([name, { seat }]) => !seat && observed.config.pools.get(name)?.seat === undefined)
  if (open.length === 0) return undefined
  const users = usersByPool(observed, new Map([...pools].map(([name, { rooms }]) => [name, rooms])))
  const learned = open.flatMap(([name]): [string, PoolMemory][] => {
    const [seat, known] = [seatOf(undefined, users.get(name) ?? [], undefined), memory.pools[name]]
    return known && seat.from === 'users' ? [[name, { ...known, seat: seat.requests }]] : []
  })
  return learned.length > 0 ? Object.fromEntries(learned) : undefined
}
