import { needsSeats, type PoolSeats, poolSeats } from '../room/pool-seats.ts'
import { type Size, sizeOf } from '../room/size.ts'
import { type Guard, guardOf, patienceOf } from '../target/guard.ts'
import { NO_PLACEHOLDERS, type Placeholders } from '../target/placeholders.ts'
import type { Asked } from './asked.ts'
import type { PoolInput } from './pool-input.ts'

/** What is there of a pool: its placeholders, and the room that users find without them. */
export interface There {
  readonly placeholders: Placeholders
  /** What its Deployment asks for. */
  readonly replicas: number
  /** What we last asked for, as far as it stands: a person who scaled up asked, not we. */
  readonly inForce: number
  readonly guard: Guard
  /** How long the guard waits for a node. */
  readonly patienceMs: number
  /** Names of the roomy nodes. */
  readonly roomy: readonly string[]
  /** Of a placeholder; undefined when nothing is known of it. */
  readonly size: Size | undefined
  /** Only where somebody asks in seats. */
  readonly inSeats: PoolSeats | undefined
}

/** @param asked decides what has to be looked at: users are counted only for who asks in seats */
export function thereIn(input: PoolInput, asked: Asked): There {
  const { pool, observed, rooms, before, deployment, placeholders = NO_PLACEHOLDERS, nowMs } = input
  const replicas = deployment?.replicas ?? (input.deploymentsUnknown ? asked.demand.integer : 0)
  const patienceMs = patienceOf(observed.config.pendingPatienceMs, input.leadTime)
  const size = sizeIn(input, asked)
  const { occupancy } = observed.pods
  return {
    placeholders,
    replicas,
    inForce: Math.min(replicas, before?.desired ?? replicas),
    guard: guardOf(placeholders, replicas, deployment?.cannotCreate !== undefined, patienceMs, nowMs),
    patienceMs,
    roomy: rooms.flatMap((room) => (room.judgement.at === 'roomy' ? [room.node.name] : [])),
    size,
    inSeats: needsSeats(pool, asked.people)
      ? poolSeats({ pool, rooms, occupancy, users: input.users(), size, before })
      : undefined,
  }
}

function sizeIn({ pool, observed, rooms, before, deployment }: PoolInput, { demand, people }: Asked): Size | undefined {
  // Only a Deployment of our making tells a size of ours.
  const standing = deployment?.poolLabel === undefined ? undefined : deployment.requests
  const eventCounts = demand.from === 'calendar' || people.length > 0
  return sizeOf(pool, rooms, observed.pods.occupancy, before?.size ?? standing, eventCounts)
}
