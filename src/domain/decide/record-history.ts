import { minuteOf } from '../cluster/arrivals.ts'
import { isOnlyNotReady } from '../cluster/node.ts'
import { userTolerations } from '../cluster/pool.ts'
import { MINUTE_MS } from '../duration.ts'
import type { Point } from '../history/lines.ts'
import { record } from '../history/record.ts'
import { countUsers, type Users, usersByPool, waitingIn } from '../room/pool-users.ts'
import { seatsThere } from '../verdict/seats-there.ts'
import type { Decision, PoolDecision } from './decision.ts'
import type { Observed } from './observed.ts'

/**
 * A decision that also remembers what its pools are like now, for people to see: once a minute a pass over users and nodes, else
 * the decision as it is. Nothing is ever decided by it.
 * @returns when somebody should look again though nothing happens. Epoch ms
 */
export function recordHistory(
  observed: Observed,
  decision: Decision,
  nowMs: number,
): { readonly decision: Decision; readonly revisitAt: number } {
  const before = decision.memory.history
  const look = () => pointsOf(observed, decision, nowMs)
  const { history, lookAgainAt } = record({ before, minute: minuteOf(nowMs), look })
  const known = history === before ? decision : { ...decision, memory: { ...decision.memory, history } }
  return { decision: known, revisitAt: lookAgainAt * MINUTE_MS }
}

function pointsOf(observed: Observed, { pools }: Decision, nowMs: number): Record<string, Point> {
  const users = usersByPool(observed, new Map([...pools].map(([name, { rooms }]) => [name, rooms])))
  return Object.fromEntries(
    [...pools].map(([name, decided]) => [name, pointOf(observed, decided, users.get(name) ?? [], nowMs)]),
  )
}

function pointOf({ config, pods }: Observed, decided: PoolDecision, users: Users, nowMs: number): Point {
  const { rooms, scale, people, desired, placeholders } = decided
  const pool = config.pools.get(decided.pool)
  const tolerations = pool ? userTolerations(pool) : []
  const waiting = waitingIn(users)
  const sinceMs = waiting.reduce((least, { createdMs }) => Math.min(least, createdMs), nowMs)
  return {
    seated: countUsers(users) - waiting.length,
    waiting: waiting.length,
    longest: Math.round((nowMs - sinceMs) / 1000),
    seats: scale.seat ? seatsThere(rooms, { pods, seat: scale.seat, tolerations, nowMs }).open : 0,
    ready: rooms.filter(({ usable }) => usable).length,
    booting: rooms.filter(({ node }) => isOnlyNotReady(node, tolerations)).length,
    announced: people.reduce((most, { unit, amount }) => (unit === 'nodes' ? most : Math.max(most, amount)), 0),
    wanted: desired,
    held: placeholders.bound,
  }
}
