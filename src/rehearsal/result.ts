import { LONG_WAIT_MS } from '../domain/duration.ts'
import { given } from '../domain/given.ts'
import { nearestRank } from '../domain/order.ts'
import type { Boot, Story, Visit } from './ledger.ts'
import type { Plan } from './plan.ts'

/** What came of a rehearsal. All durations in seconds, instants as seconds since its begin. */
export interface Result {
  readonly run: string
  readonly pool: string
  readonly users: number
  readonly overSeconds: number
  /** Somebody ended it early. */
  readonly interrupted: boolean
  /** Who arrived; fewer than `users` when it was interrupted. */
  readonly arrived: number
  readonly seated: number
  readonly waits: {
    /** Of those who arrived and were let in; who got no seat counts with the time until the end. */
    readonly people: number
    readonly p50Seconds: number
    readonly p99Seconds: number
    readonly maxSeconds: number
    readonly beyond30Seconds: number
  }
  /** Whose pod the API server did not take, and why the first of them. */
  readonly refused: number
  readonly refusedBecause?: string
  /** Whose pod somebody removed before it ran. */
  readonly lost: number
  readonly nodes: readonly {
    readonly name: string
    readonly registeredAfterSeconds: number
    readonly readyAfterSeconds?: number
  }[]
  readonly placeholdersEvicted: number
}

/** @param end the instant of the end, or this one while it goes on */
export function resultOf(plan: Plan, story: Story, end: End): Result {
  const { beganMs, visits, boots, evicted } = story
  const refusals = visits.flatMap(({ refused }) => refused ?? [])
  const waits = visits
    .filter(({ refused }) => refused === undefined)
    .map(({ arrivedMs, seatedMs = end.atMs }) => seatedMs - arrivedMs)
    .toSorted((a, b) => a - b)
  return {
    run: plan.run,
    pool: plan.pool,
    users: plan.users,
    overSeconds: plan.overMs / 1000,
    interrupted: end.isInterrupted,
    arrived: visits.length,
    seated: visits.filter(isSeated).length,
    waits: {
      people: waits.length,
      p50Seconds: (nearestRank(waits, 0.5) ?? 0) / 1000,
      p99Seconds: (nearestRank(waits, 0.99) ?? 0) / 1000,
      maxSeconds: (waits.at(-1) ?? 0) / 1000,
      beyond30Seconds: waits.filter((ms) => ms > LONG_WAIT_MS).length,
    },
    refused: refusals.length,
    ...given({ refusedBecause: refusals[0] }),
    lost: visits.filter(({ isLost }) => isLost).length,
    nodes: boots.map((boot) => bootOf(boot, beganMs)),
    placeholdersEvicted: evicted,
  }
}

export interface End {
  readonly atMs: number
  readonly isInterrupted: boolean
}

const isSeated = ({ seatedMs }: Visit) => seatedMs !== undefined

const bootOf = ({ node, registeredMs, readyMs }: Boot, beganMs: number): Result['nodes'][number] => ({
  name: node,
  registeredAfterSeconds: (registeredMs - beganMs) / 1000,
  ...given({ readyAfterSeconds: readyMs === undefined ? undefined : (readyMs - beganMs) / 1000 }),
})

/**
 * 0: everybody came and got a seat, and nothing of it is left; 130, as shells have it, when somebody ended it; else 1.
 * @param isGone whether all that was made in the cluster is gone again
 */
export function exitCodeOf({ users, seated, interrupted }: Result, isGone: boolean): 0 | 1 | 130 {
  if (interrupted) return 130
  return users === seated && isGone ? 0 : 1
}
