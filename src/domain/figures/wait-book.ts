import type { Pod } from '../cluster/pod.ts'
import { poolOfPending } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import { SECOND_MS } from '../duration.ts'
import { poolOfUser } from '../forecast/arrived.ts'
import { NO_POOL } from './sample.ts'

/** A person's wait for a node that is over: they have one, or their server went before it had. */
export interface WaitOver {
  /** `''`: nobody can tell. */
  readonly pool: string
  readonly outcome: 'seated' | 'gave up'
  /** From the server's creation on. The API tells whole seconds. */
  readonly waitedMs: number
}

/** Hears of each server's wait once, when it is over. */
export interface WaitBook {
  /**
   * To be asked at each Step and when somebody wants to know.
   * @returns the waits that are over since the last look. O(waiting users), and O(users) every few seconds
   */
  look(world: World, nowMs: number): readonly WaitOver[]
}

/** Who was given a node before anybody saw them wait is looked for so seldom: for that all users have to be looked at. */
const ALL_EVERY_MS = 5 * SECOND_MS

/**
 * Waits that were over before the first look are another process's: it has told them. A server that came, got its node and
 * went, all within five seconds, may be missed.
 */
export function createWaitBook(): WaitBook {
  let sinceMs: number | undefined
  let allLookedAtMs = Number.NEGATIVE_INFINITY
  const waiting = new Map<string, Pod>()
  const told = new Set<string>()

  const ended = function* ({ pods, config, nodes }: World, nowMs: number): Generator<WaitOver> {
    for (const [uid, pod] of waiting) {
      if (pods.pendingUsers.has(uid)) continue
      waiting.delete(uid)
      const now = pods.users.get(uid)
      if (now) yield seated(now, { config, nodes }, nowMs)
      else yield { pool: poolOfPending(pod, config) ?? NO_POOL, outcome: 'gave up', waitedMs: nowMs - pod.createdMs }
      if (now) told.add(uid)
    }
    for (const [uid, pod] of pods.pendingUsers) waiting.set(uid, pod)
  }
  const unseen = function* (world: World, fromMs: number, nowMs: number): Generator<WaitOver> {
    const { users } = world.pods
    for (const uid of told) if (!users.has(uid)) told.delete(uid)
    for (const [uid, pod] of users) {
      if (pod.nodeName === undefined || pod.createdMs < fromMs || told.has(uid)) continue
      told.add(uid)
      yield seated(pod, world, nowMs)
    }
  }
  return {
    look(world, nowMs) {
      sinceMs ??= nowMs
      const over = [...ended(world, nowMs)]
      if (Math.abs(nowMs - allLookedAtMs) < ALL_EVERY_MS) return over
      allLookedAtMs = nowMs
      return [...over, ...unseen(world, sinceMs, nowMs)]
    },
  }
}

const seated = (pod: Pod, world: Pick<World, 'config' | 'nodes'>, nowMs: number): WaitOver => ({
  pool: poolOfUser(pod, world) ?? NO_POOL,
  outcome: 'seated',
  waitedMs: Math.max(0, (pod.boundMs ?? nowMs) - pod.createdMs),
})
