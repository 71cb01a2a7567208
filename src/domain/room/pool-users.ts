import type { Pod } from '../cluster/pod.ts'
import { poolOfPending } from '../cluster/pool.ts'
import { byLatest } from '../cluster/sums.ts'
import type { World } from '../cluster/world.ts'
import { keepingEach, oncePerObject } from '../remembered.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { NodeRoom } from './room.ts'

/**
 * The user pods of a pool: a group for each of its nodes, and one of those that wait and can only land there. Each has the latest
 * first, and is the same object as long as it is the same.
 */
export type Users = readonly (readonly Pod[])[]

/** The users of each pool. O(nodes + waiting users), however many have a node. */
export function usersByPool(
  { config, pods }: Pick<World, 'config' | 'pods'>,
  rooms: ReadonlyMap<string, readonly NodeRoom[]>,
): ReadonlyMap<string, Users> {
  const waiting = new Map<string, Pod[]>()
  for (const pod of pods.pendingUsers.values()) {
    const pool = poolOfPending(pod, config)
    if (pool === undefined) continue
    const own = waiting.get(pool)
    if (own) own.push(pod)
    else waiting.set(pool, [pod])
  }
  return new Map(
    [...config.pools].map(([name, pool]) => {
      const [seated, own] = [seatedIn(pool)(rooms.get(name) ?? []), waiting.get(name)]
      return [name, own ? [...seated, own.sort(byLatest)] : seated]
    }),
  )
}

const seatedIn = oncePerObject((_: PoolConfig) => keepingEach(({ occupancy }: NodeRoom) => occupancy.userPods))

export const countUsers = oncePerObject((users: Users): number => users.reduce((sum, { length }) => sum + length, 0))

/** Those that have no node yet. */
export const waitingIn = (users: Users): readonly Pod[] =>
  users.filter(([first]) => first && first.nodeName === undefined).flat()

/** How many were created at an instant or later. Epoch ms. */
export function countSince(users: Users, sinceMs: number, isOne?: (pod: Pod) => boolean): number {
  let count = 0
  for (const group of users) {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || first.createdMs < sinceMs) continue
    if (!isOne && last && last.createdMs >= sinceMs) count += group.length
    else count += group.filter((pod) => pod.createdMs >= sinceMs && (isOne?.(pod) ?? true)).length
  }
  return count
}

/** The latest of them, at most so many. O(groups + those that were the latest until later ones were found) */
export function latestOf(users: Users, most: number, isOne: (pod: Pod) => boolean): readonly Pod[] {
  const found: Pod[] = []
  for (const group of users)
    for (const pod of group) {
      const worst = found.length < most ? undefined : found[most - 1]
      if (worst && byLatest(pod, worst) > 0) break
      if (isOne(pod)) put(found, pod, most)
    }
  return found
}

function put(found: Pod[], pod: Pod, most: number): void {
  let [low, high] = [0, found.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (byLatest(pod, found[middle] ?? pod) < 0) high = middle
    else low = middle + 1
  }
  found.splice(low, 0, pod)
  if (found.length > most) found.pop()
}
