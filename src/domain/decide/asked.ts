import { deploymentName } from '../cluster/deployment.ts'
import { type Hand, handOf } from '../cluster/hand.ts'
import { type Demand, demandAt } from '../demand/demand.ts'
import { type PeopleDemand, peopleDemands } from '../demand/people.ts'
import { activeAt, bridgesAt } from '../demand/timeline.ts'
import { sayTime } from '../instant.ts'
import type { AtLeast } from '../target/target.ts'
import type { Floor } from './memory.ts'
import type { PoolInput } from './pool-input.ts'

/** What is asked of a pool now: by the calendar, else by the config, by a person's hand, by the utilization policy. */
export interface Asked {
  readonly demand: Demand
  /** What events ask in people's units; empty mostly. */
  readonly people: readonly PeopleDemand[]
  readonly hand: Hand
  /** What the utilization policy asks for, while it is in force. */
  readonly floor: Floor | undefined
  /** The larger of what hand and policy hold the pool at. */
  readonly atLeast: AtLeast | undefined
}

export function askedOf(input: PoolInput): Asked {
  const { pool, observed, before, nowMs } = input
  const { timeline } = observed
  const hand = handOn(input)
  const floor = before?.floor && nowMs < before.floor.untilMs ? before.floor : undefined
  return {
    demand: demandAt(pool, timeline, nowMs),
    people: peopleDemands(activeAt(timeline, pool.name, nowMs), bridgesAt(timeline, pool.name, nowMs)),
    hand,
    floor,
    atLeast: atLeastOf(hand, floor, input),
  }
}

const handOn = ({ pool, deployment, zone, nowMs }: PoolInput): Hand =>
  handOf({
    where: `Deployment ${deploymentName(pool.name)}`,
    annotations: deployment?.annotations ?? {},
    writtenMs: deployment?.writtenMs ?? {},
    zone,
    nowMs,
  })

function atLeastOf(
  { atLeast: byHand }: Hand,
  floor: Floor | undefined,
  { zone, nowMs }: PoolInput,
): AtLeast | undefined {
  if (floor && floor.count > (byHand?.count ?? 0)) {
    const until = sayTime(floor.untilMs, nowMs, zone)
    return { count: floor.count, said: `until ${until}, so that nodes come (utilization)` }
  }
  return byHand && { count: byHand.count, said: `${byHand.said} by annotation` }
}
