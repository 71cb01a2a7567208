import { imageProblems } from '../carried/problems.ts'
import { largestNumber } from '../demand/timeline.ts'
import { sayDuration } from '../duration.ts'
import { type Refusal, sayRefusal } from '../fit/refused.ts'
import { shortfallProblem } from '../fit/say-shortfall.ts'
import type { Shortfall } from '../fit/shortfalls.ts'
import { given } from '../given.ts'
import { type Problem, problem } from '../problem.ts'
import { barredNodes, barredProblem } from '../room/barred.ts'
import { nodesUnitProblems } from '../room/nodes-unit.ts'
import type { NodeRoom } from '../room/room.ts'
import { besideProblems } from '../room/room-beside.ts'
import { seatProblems } from '../room/seat-problems.ts'
import type { Seats } from '../room/seats.ts'
import { CLUSTER_USER, isOwnUserRefused } from '../settings/own-user.ts'
import { givingWayProblems } from '../target/giving-way.ts'
import { limitProblems } from '../target/placeholder-limits.ts'
import type { Ahead } from './ahead.ts'
import type { Asked } from './asked.ts'
import type { PoolDecision } from './decision.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'
import type { Wanted } from './wanted.ts'

/** The decision on a pool, with what it was made of: whoever shows it asks nothing again. */
export function decisionOf(
  input: PoolInput,
  asked: Asked,
  there: There,
  wanted: Wanted,
  { fit, shortfalls, refusal }: Ahead,
): PoolDecision {
  const { pool, rooms, leadTime } = input
  const { target, fallen, because } = wanted
  const { placeholders, most, size, inSeats, carrying } = there
  return {
    pool: pool.name,
    demand: asked.demand,
    target: target.target,
    desired: fallen.desired,
    most,
    targetBecause: target.because,
    because,
    people: asked.people,
    ...(Object.keys(asked.atLeast).length > 0 ? { atLeast: asked.atLeast } : {}),
    leadTime,
    rooms: inSeats && pool.scalingStrategy === 'fit' ? inFreeSeats(rooms, inSeats.seats) : rooms,
    placeholders,
    ...(inSeats ? { seat: inSeats.seat, seats: inSeats.seats } : {}),
    size,
    carried: carrying.carried,
    ...fit,
    shortfalls,
    ...given({ refusal, hub: input.hub.coming + input.hub.going > 0 ? input.hub : undefined }),
    ...(asked.hand.pause ? { paused: asked.hand.pause.said } : {}),
  }
}

/** Under the strategy fit a node's judgement is its free seats. */
const inFreeSeats = (rooms: readonly NodeRoom[], { byNode }: Seats): NodeRoom[] =>
  rooms.map((room) =>
    room.usable
      ? { ...room, judgement: { at: 'seats', free: byNode.get(room.node.name) ?? 0, kept: room.kept } }
      : room,
  )

/** All that is wrong with a pool, in the order in which it is told. */
export const problemsOf = (
  input: PoolInput,
  asked: Asked,
  there: There,
  wanted: Wanted,
  { shortfalls, refusal, largeSeats }: Ahead,
): Problem[] => [
  ...asked.hand.problems,
  ...seatProblemsOf(input, there),
  ...limitProblems(input.pool, there.most, wanted.target.asked, isToldOf(asked, shortfalls)),
  ...sizeProblems(input, asked, there),
  ...nodeProblems(input, there, refusal),
  ...imageProblems(input.pool.name, input.observed.pods, input.before?.carried),
  ...sizelessProblems(input, there),
  ...givingWay(input, there),
  ...shortfalls.map((one) => shortfallProblem(input.pool.name, one, input.zone)),
  ...largeSeats,
]

/** An event that counts now is one of those of which it is said that they do not fit. */
function isToldOf({ demand, people }: Asked, shortfalls: readonly Shortfall[]): boolean {
  const now = new Set([...demand.events, ...people.flatMap(({ events }) => events)])
  return shortfalls.some(({ ahead }) => ahead.events.some((title) => now.has(title)))
}

const seatProblemsOf = ({ pool, rooms }: PoolInput, { inSeats }: There): Problem[] =>
  inSeats ? seatProblems(pool, rooms, inSeats) : []

function sizeProblems(
  { pool, observed, nowMs }: PoolInput,
  { demand, people }: Asked,
  { nodes, size, inSeats }: There,
): Problem[] {
  const seat = inSeats?.seat.requests ?? pool.seat
  const number = Math.max(demand.integer, largestNumber(observed.timeline, pool.name, nowMs))
  return [
    ...nodesUnitProblems(pool, { number, people }, nodes, size),
    ...(seat && pool.requests ? besideProblems(pool, nodes, seat, pool.requests) : []),
  ]
}

const mendOf = (cannotCreate: string): string =>
  isOwnUserRefused(cannotCreate) ? `; on OpenShift write ${CLUSTER_USER}` : ''

/** Why placeholders do not find a node. */
function nodeProblems(
  { pool, rooms, observed, holder }: PoolInput,
  { guard, patienceMs }: There,
  refusal: Refusal | undefined,
): Problem[] {
  const cannotCreate = holder?.cannotCreate
  if (cannotCreate !== undefined)
    return [problem(whereOf(pool), `its placeholder pods cannot be created: ${cannotCreate}${mendOf(cannotCreate)}`)]
  const hasLapsed = guard.at === 'lapsed'
  // Many a taint goes when a node is ready, so nothing is said of those of nodes beside others.
  const barred =
    hasLapsed || !rooms.some(({ usable }) => usable) ? barredNodes(pool, rooms, observed.pods.occupancy) : undefined
  const told = barred && (hasLapsed || barred.hasUsers) ? [barredProblem(pool, barred)] : []
  if (refusal?.isFinal)
    return [problem(whereOf(pool), `no node comes for its placeholders: ${sayRefusal(refusal)}`), ...told]
  if (!hasLapsed || barred?.isAll) return told
  const why = refusal ? `; ${sayRefusal(refusal)}` : ''
  const text = `no node came in ${sayDuration(patienceMs)}: is the pool at its maximum?${why}`
  return [problem(whereOf(pool), text), ...told]
}

const SIZELESS =
  'the size of a placeholder is not known: the pool has no node to derive it from, and those of node-placeholder-scaler stay until then; set resources.requests'

/** What another program made is not replaced by what is as large as a seat. */
const sizelessProblems = ({ pool, holder }: PoolInput, { size }: There): Problem[] =>
  size.from === 'seat' && holder && holder.poolLabel === undefined ? [problem(whereOf(pool), SIZELESS)] : []

const givingWay = ({ pool, observed, users }: PoolInput, { placeholders }: There): Problem[] =>
  givingWayProblems({
    pool: pool.name,
    priority: placeholders.priority ?? observed.config.placeholder.priority,
    ranks: observed.pods.ranks.values(),
    users: () => users().flat(),
  })

const whereOf = ({ name }: PoolInput['pool']) => `nodePools.${name}`
