import { deploymentName } from '../cluster/deployment.ts'
import { type Hand, handOf } from '../cluster/hand.ts'
import type { Pod } from '../cluster/pod.ts'
import { demandAt } from '../demand/demand.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import { peopleDemands } from '../demand/people.ts'
import { activeAt, bridgesAt } from '../demand/timeline.ts'
import { sayDuration } from '../duration.ts'
import { sayTime } from '../instant.ts'
import { type Problem, problem } from '../problem.ts'
import { nodesUnitProblems } from '../room/nodes-unit.ts'
import { needsSeats, type PoolSeats, poolSeats } from '../room/pool-seats.ts'
import type { NodeRoom } from '../room/room.ts'
import { besideProblems } from '../room/room-beside.ts'
import type { Seats } from '../room/seats.ts'
import { sizeOf } from '../room/size.ts'
import type { PoolConfig } from '../settings/config.ts'
import { fall } from '../target/fall-window.ts'
import { type Guard, guardOf, patienceOf } from '../target/guard.ts'
import { peopleTarget } from '../target/people-target.ts'
import { limitProblems } from '../target/placeholder-limits.ts'
import { NO_PLACEHOLDERS, type Placeholders } from '../target/placeholders.ts'
import { type AtLeast, type Target, targetOf } from '../target/target.ts'
import type { PoolDecision } from './decision.ts'
import type { Floor, PoolMemory } from './memory.ts'
import type { Observed } from './observed.ts'

export interface PoolInput {
  readonly pool: PoolConfig
  readonly observed: Observed
  readonly rooms: readonly NodeRoom[]
  readonly placeholders: Placeholders | undefined
  readonly before: PoolMemory | undefined
  readonly zone: string
  /** The calendar was never read and may still forbid falls. */
  readonly calendarHolds: boolean
  /** The pool's user pods; costs a pass over all users, so only who needs them asks. */
  readonly users: () => readonly Pod[]
  readonly leadTime: LeadTime
  readonly deploymentsUnknown: boolean
  readonly nowMs: number
}

export interface DecidedPool {
  readonly decision: PoolDecision
  readonly memory: PoolMemory
  readonly problems: readonly Problem[]
  readonly revisitAt: number
}

/** One pool's demand, room, target and desired count, each with its because. */
export function decidePool(input: PoolInput): DecidedPool {
  const { pool, observed, rooms, before, nowMs, placeholders = NO_PLACEHOLDERS } = input
  const { config, pods } = observed
  const where = `nodePools.${pool.name}`
  const deployment = observed.deployments.get(deploymentName(pool.name))
  const demand = demandAt(pool, observed.timeline, nowMs)
  const hand = handOf({
    where: `Deployment ${deploymentName(pool.name)}`,
    annotations: deployment?.annotations ?? {},
    writtenMs: deployment?.writtenMs ?? {},
    zone: input.zone,
    nowMs,
  })
  const replicas = deployment?.replicas ?? (input.deploymentsUnknown ? demand.integer : 0)
  const patienceMs = patienceOf(config.pendingPatienceMs, input.leadTime)
  const guard = guardOf(placeholders, replicas, deployment?.cannotCreate !== undefined, patienceMs, nowMs)
  const roomy = rooms.flatMap((room) => (room.judgement.at === 'roomy' ? [room.node.name] : []))
  const inForce = Math.min(replicas, before?.desired ?? replicas)
  const people = peopleDemands(
    activeAt(observed.timeline, pool.name, nowMs),
    bridgesAt(observed.timeline, pool.name, nowMs),
  )
  // Only a Deployment of our making tells a size of ours.
  const known = before?.size ?? (deployment?.poolLabel === undefined ? undefined : deployment.requests)
  const size = sizeOf(pool, rooms, pods.occupancy, known, demand.from === 'calendar' || people.length > 0)
  const inSeats = needsSeats(pool, people)
    ? poolSeats({ pool, rooms, occupancy: pods.occupancy, users: input.users(), size, before })
    : undefined
  const seat = inSeats?.seat.requests ?? pool.seat
  const floor = before?.floor && nowMs < before.floor.untilMs ? before.floor : undefined
  const atLeast = atLeastOf(hand, floor, input)
  const target = targetOf({
    pool,
    demand,
    guard,
    roomy,
    inForce,
    ...(atLeast ? { atLeast } : {}),
    ...(inSeats ? { people: people.map((one) => peopleTarget(one, inSeats.world)) } : {}),
    ...(inSeats && pool.scalingStrategy === 'fit' ? { fit: { ...inSeats.world, ...inSeats.seats } } : {}),
  })
  const careful = beCareful(target, inForce, input)
  const { bound } = placeholders
  const fallen = fall(careful.target, before?.fall, { windowMs: config.fallWindowMs, bound, replicas, nowMs })
  const falling =
    fallen.desired > careful.target
      ? `; ${fallen.desired} stay for up to ${sayDuration(config.fallWindowMs)} (fallWindow)`
      : ''
  const revisits = [
    fallen.revisitAt,
    hand.revisitAt,
    guard.at === 'holding' ? guard.lapsesAtMs : undefined,
    floor?.untilMs,
  ]
  return {
    decision: {
      pool: pool.name,
      demand,
      target: careful.target,
      desired: fallen.desired,
      targetBecause: careful.because,
      because: careful.because + falling,
      people,
      leadTime: input.leadTime,
      rooms: inSeats && pool.scalingStrategy === 'fit' ? inFreeSeats(rooms, inSeats.seats) : rooms,
      placeholders,
      ...(inSeats ? { seat: inSeats.seat, seats: inSeats.seats } : {}),
      ...(size ? { size } : {}),
      ...(hand.pause ? { paused: hand.pause.said } : {}),
    },
    memory: {
      fall: fallen.memory,
      desired: fallen.desired,
      ...(size && !pool.requests ? { size: size.requests } : {}),
      ...seatMemory(inSeats, before),
      ...(floor ? { floor } : {}),
    },
    problems: [
      ...hand.problems,
      ...(inSeats?.problems ?? []),
      ...limitProblems(pool, target.asked),
      ...(size ? nodesUnitProblems(pool, people, rooms, pods.occupancy, size.requests) : []),
      ...(seat && pool.requests ? besideProblems(pool, rooms, pods.occupancy, seat, pool.requests) : []),
      ...problemsOf(where, guard, deployment?.cannotCreate, patienceMs, size === undefined),
    ],
    revisitAt: Math.min(...revisits.map((at) => at ?? Number.POSITIVE_INFINITY)),
  }
}

/** The larger of what a person and what the utilization policy holds the pool at. */
function atLeastOf({ atLeast: asked }: Hand, floor: Floor | undefined, input: PoolInput): AtLeast | undefined {
  if (floor && floor.count > (asked?.count ?? 0)) {
    const until = sayTime(floor.untilMs, input.nowMs, input.zone)
    return { count: floor.count, said: `until ${until}, so that nodes come (utilization)` }
  }
  return asked && { count: asked.count, said: `${asked.said} by annotation` }
}

/** What seats were last, so that a night without users and nodes does not forget them. */
function seatMemory(
  inSeats: PoolSeats | undefined,
  before: PoolMemory | undefined,
): Pick<PoolMemory, 'seat' | 'emptied'> {
  const seat = inSeats?.seat.from === 'users' ? inSeats.seat.requests : before?.seat
  const seats = inSeats?.seats.emptyNode
  const emptied = inSeats && seats !== undefined ? { seats, seat: inSeats.seat.requests } : before?.emptied
  return { ...(seat ? { seat } : {}), ...(emptied ? { emptied } : {}) }
}

/** Under the strategy fit a node's judgement is its free seats. */
const inFreeSeats = (rooms: readonly NodeRoom[], { byNode }: Seats): NodeRoom[] =>
  rooms.map((room) =>
    room.usable
      ? { ...room, judgement: { at: 'seats', free: byNode.get(room.node.name) ?? 0, kept: room.kept } }
      : room,
  )

/** Room that cannot be seen may not lower, a demand that ended may; a calendar that was never read lowers nothing. */
function beCareful(target: Target, inForce: number, { observed, calendarHolds }: PoolInput): Target {
  const { sight } = observed
  if (calendarHolds && inForce > target.target)
    return {
      ...target,
      target: inForce,
      because: `${target.because}; ${inForce} stay, the calendar could not be read yet`,
    }
  if (sight.at === 'live') return target
  const careful = Math.min(Math.max(inForce, target.target), target.withoutRoom)
  return careful === target.target
    ? target
    : { ...target, target: careful, because: `${target.because}; room does not lower it while ${sight.because}` }
}

function problemsOf(
  where: string,
  guard: Guard,
  cannotCreate: string | undefined,
  patienceMs: number,
  sizeless: boolean,
): Problem[] {
  const problems: Problem[] = []
  if (cannotCreate !== undefined)
    problems.push(problem(where, `its placeholder pods cannot be created: ${cannotCreate}`))
  else if (guard.at === 'lapsed')
    problems.push(problem(where, `no node came in ${sayDuration(patienceMs)}: is the pool at its maximum?`))
  if (sizeless)
    problems.push(
      problem(
        where,
        'the size of a placeholder is not known: the pool has no node to derive it from; set resources.requests',
      ),
    )
  return problems
}
