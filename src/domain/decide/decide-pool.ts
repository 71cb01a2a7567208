/**
 * One pool's decision in five steps: what is asked, what is there, what is wanted, what lies ahead, what is said of it. Each is a file of
 * its own and reads only those before it; what is remembered for the next decision is gathered here.
 */

import { shortfallProblem } from '../fit/say-shortfall.ts'
import { given } from '../given.ts'
import type { Problem } from '../problem.ts'
import type { SeatMemory } from '../room/pool-seats.ts'
import type { KnownSize, Size } from '../room/size.ts'
import type { PoolConfig } from '../settings/config.ts'
import { type Ahead, aheadIn } from './ahead.ts'
import { type Asked, askedOf } from './asked.ts'
import type { PoolDecision } from './decision.ts'
import type { PoolMemory } from './memory.ts'
import type { PoolInput } from './pool-input.ts'
import { decisionOf, problemsOf } from './said.ts'
import { type There, thereIn } from './there.ts'
import { type Wanted, wantedOf } from './wanted.ts'

export interface DecidedPool {
  readonly decision: PoolDecision
  readonly memory: PoolMemory
  readonly problems: readonly Problem[]
  readonly remarks: readonly Problem[]
  readonly revisitAt: number
}

/** One pool's demand, room, target and desired count, each with its because. */
export function decidePool(input: PoolInput): DecidedPool {
  const asked = askedOf(input)
  const there = thereIn(input, asked)
  const wanted = wantedOf(input, asked, there)
  const ahead = aheadIn(input, there)
  return {
    decision: decisionOf(input, asked, there, wanted, ahead),
    memory: memoryOf(input, asked, there, wanted),
    problems: problemsOf(input, asked, there, wanted, ahead),
    remarks: ahead.unseen.map((one) => shortfallProblem(input.pool.name, one, input.zone)),
    revisitAt: revisitOf(asked, there, wanted, ahead),
  }
}

function memoryOf(
  { pool, before, spawned }: PoolInput,
  { floor }: Asked,
  there: There,
  { fallen }: Wanted,
): PoolMemory {
  const { carried, changedMs } = there.carrying
  return {
    fall: fallen.memory,
    desired: fallen.desired,
    ...sizeMemory(pool, there.size),
    ...seatMemory(there, before),
    ...(floor ? { floor } : {}),
    ...(there.filledNodes > 0 ? { filledNodes: there.filledNodes } : {}),
    ...(there.mostNodes > 0 ? { mostNodes: there.mostNodes } : {}),
    ...given({ spawned, carried: carried.images.length > 0 ? carried : undefined, carriedMs: changedMs }),
  }
}

function sizeMemory({ requests: configured }: PoolConfig, { requests, from, packed }: Size): KnownSize {
  if (configured) return {}
  if (packed) return { seatSize: requests }
  return from === 'seat' ? {} : { size: requests }
}

/** What seats were last, so that a night without users and nodes does not forget them. */
function seatMemory({ ordinarySeat, emptied }: There, before: PoolMemory | undefined): SeatMemory {
  const seat = ordinarySeat?.from === 'users' ? ordinarySeat.requests : before?.seat
  return given({ seat, emptied })
}

/** When the same observation would be decided differently. */
function revisitOf({ hand, floor }: Asked, { guard, carrying }: There, { fallen }: Wanted, ahead: Ahead): number {
  const lapsesAtMs = guard.at === 'holding' ? guard.lapsesAtMs : undefined
  const revisits = [fallen.revisitAt, hand.revisitAt, lapsesAtMs, floor?.untilMs, ahead.revisitAt, carrying.revisitAt]
  return Math.min(...revisits.map((at) => at ?? Number.POSITIVE_INFINITY))
}
