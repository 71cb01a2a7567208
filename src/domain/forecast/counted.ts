import { minuteOf } from '../cluster/arrivals.ts'
import type { World } from '../cluster/world.ts'
import { oncePerObject } from '../remembered.ts'
import { type Arrived, arrivedIn } from './arrived.ts'
import { type Minutes, minutesWithin, NO_MINUTES } from './minutes.ts'

/** So far back people are counted: the window of a class, and an hour in which its end may be learned. */
export const COUNTED_MINUTES = 150

/** Where people are counted, each in one: those of a pool that are of no class, or those of a class of the config in it. */
export const accountOf = (pool: string, who?: string): string => (who === undefined ? pool : `${pool} ${who}`)

/** How many came in the last hours, minute by minute, by `accountOf`. Costs the people of the minutes that changed. */
export function countArrivals(world: World, nowMs: number): (account: string) => Minutes {
  const to = minuteOf(nowMs) + 1
  const from = to - COUNTED_MINUTES
  const byAccount = new Map<string, number[]>()
  for (const [minute, one] of world.pods.arrivals) {
    if (minute < from || minute >= to) continue
    for (const [account, people] of accountsOf(arrivedIn(one, world))) {
      const counts = byAccount.get(account) ?? Array.from<number>({ length: COUNTED_MINUTES }).fill(0)
      counts[minute - from] = people
      byAccount.set(account, counts)
    }
  }
  return (account) => {
    const counts = byAccount.get(account)
    return counts ? minutesWithin({ from, counts }, from, to) : NO_MINUTES
  }
}

/** What was counted of a minute stands as long as who came does. */
const accountsOf = oncePerObject(({ byPool }: Arrived): ReadonlyMap<string, number> => {
  const accounts = new Map<string, number>()
  for (const [pool, pods] of byPool)
    for (const { ofClass } of pods) {
      const account = accountOf(pool, ofClass)
      accounts.set(account, (accounts.get(account) ?? 0) + 1)
    }
  return accounts
})
