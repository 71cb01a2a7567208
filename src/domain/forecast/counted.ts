import { type MinuteOfArrivals, minuteOf } from '../cluster/arrivals.ts'
import type { Pod } from '../cluster/pod.ts'
import { poolOfLabels, poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import type { Config } from '../settings/config.ts'
import { type Minutes, minutesWithin, NO_MINUTES } from './minutes.ts'

/** So far back people are counted: the window of a class, and an hour in which its end may be learned. */
export const COUNTED_MINUTES = 150

interface Counted {
  readonly version: number
  readonly config: Config
  /** People by `accountOf`. */
  readonly accounts: ReadonlyMap<string, number>
}

/** What a minute was counted to be. It changes in place, so its version belongs to the answer. */
const countedOf = new WeakMap<MinuteOfArrivals, Counted>()

/** Where people are counted, each in one: those of a pool that are of no class, or those of a class of the config in it. */
export const accountOf = (pool: string, who?: string): string => (who === undefined ? pool : `${pool} ${who}`)

/** How many came in the last hours, minute by minute, by `accountOf`. Costs the people of the minutes that changed. */
export function countArrivals(world: World, nowMs: number): (account: string) => Minutes {
  const to = minuteOf(nowMs) + 1
  const from = to - COUNTED_MINUTES
  const byAccount = new Map<string, number[]>()
  for (const [minute, one] of world.pods.arrivals) {
    if (minute < from || minute >= to) continue
    for (const [account, people] of countMinute(one, world)) {
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

function countMinute(minute: MinuteOfArrivals, { config, nodes, pods }: World): Counted['accounts'] {
  const before = countedOf.get(minute)
  if (before?.version === minute.version && before.config === config) return before.accounts
  const accounts = new Map<string, number>()
  let isComplete = true
  for (const pod of minute.pods.values()) {
    const pool = poolOfUser(pod, { config, nodes })
    if (pool !== undefined) {
      const account = accountOf(pool, pod.ofClass)
      accounts.set(account, (accounts.get(account) ?? 0) + 1)
    }
    // Its node is not known yet; one that is gone with its node never will be.
    else if (pods.users.has(pod.uid)) isComplete = false
  }
  if (isComplete) countedOf.set(minute, { version: minute.version, config, accounts })
  return accounts
}

/** The pool of somebody who came; undefined: it is not known yet, or not any more. */
export function poolOfUser(pod: Pod, { config, nodes }: Pick<World, 'config' | 'nodes'>): string | undefined {
  if (pod.nodeName === undefined) return poolOfPending(pod, config)
  const node = nodes.get(pod.nodeName)
  return node && poolOfLabels(node.labels, config)?.pool
}
