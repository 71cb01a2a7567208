import { type Hand, handOf } from '../cluster/hand.ts'
import { type Demand, demandAt } from '../demand/demand.ts'
import { eventSeat } from '../demand/event-seat.ts'
import { type PeopleDemand, peopleDemands } from '../demand/people.ts'
import { activeAt, bridgesAt } from '../demand/timeline.ts'
import { given } from '../given.ts'
import { sayTime } from '../instant.ts'
import { sayHolder } from '../lent/lent.ts'
import type { Resources } from '../scheduling/resources.ts'
import type { AtLeast } from '../target/target.ts'
import type { Floor } from './memory.ts'
import type { PoolInput } from './pool-input.ts'

/** What is asked of a pool now: by the calendar, else by the config, by a person's hand, by the utilization policy. */
export interface Asked {
  readonly demand: Demand
  /** What events ask in people's units; empty mostly. */
  readonly people: readonly PeopleDemand[]
  /** What a seat requests at least while these events count; undefined: none says. */
  readonly seat: Resources | undefined
  readonly hand: Hand
  /** What the utilization policy asks for, while it is in force. */
  readonly floor: Floor | undefined
  /** What a person's hand holds it at, and what the policy does, as they are said. */
  readonly atLeast: { readonly hand?: AtLeast; readonly policy?: AtLeast }
}

export function askedOf(input: PoolInput): Asked {
  const { pool, observed, before, nowMs } = input
  const { timeline } = observed
  const hand = handOn(input)
  const floor = before?.floor && nowMs < before.floor.untilMs ? before.floor : undefined
  return {
    demand: demandAt(pool, timeline, nowMs),
    people: peopleAsked(input),
    seat: eventSeat(activeAt(timeline, pool.name, nowMs)),
    hand,
    floor,
    atLeast: atLeastOf(hand, floor, input),
  }
}

/** Students as the forecast has them, where the pool reacts; of all other units what events say. */
function peopleAsked({ pool, observed: { timeline }, foreseen, nowMs }: PoolInput): readonly PeopleDemand[] {
  const active = activeAt(timeline, pool.name, nowMs)
  const bridged = bridgesAt(timeline, pool.name, nowMs)
  if (!foreseen) return peopleDemands(active, bridged)
  const others = peopleDemands(
    active.filter(({ unit }) => unit !== 'students'),
    bridged.filter(({ unit }) => unit !== 'students'),
  )
  return foreseen.students ? [foreseen.students, ...others] : others
}

const handOn = ({ pool, holder, zone, nowMs }: PoolInput): Hand =>
  handOf({
    where: sayHolder(pool),
    annotations: holder?.annotations ?? {},
    writtenMs: holder?.writtenMs ?? {},
    zone,
    nowMs,
  })

function atLeastOf({ atLeast: byHand }: Hand, floor: Floor | undefined, { zone, nowMs }: PoolInput): Asked['atLeast'] {
  return given({
    hand: byHand && { count: byHand.count, said: `${byHand.said} by annotation` },
    policy: floor && {
      count: floor.count,
      said: `until ${sayTime(floor.untilMs, nowMs, zone)}, so that nodes come (utilization)`,
    },
  })
}
