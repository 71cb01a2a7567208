import type { Pod } from '../cluster/pod.ts'
import { type Problem, problem } from '../problem.ts'
import { keepingEach, oncePerObject } from '../remembered.ts'
import { amountOf, type Resources, sayResources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import type { PoolSeats } from './pool-seats.ts'
import { countUsers, type Users } from './pool-users.ts'
import type { NodeRoom } from './room.ts'
import { freeOf, type Seat, seatsIn } from './seat.ts'

/** What is wrong with the seats of a pool. Said only while somebody asks in seats. */
export function seatProblems(pool: PoolConfig, rooms: readonly NodeRoom[], inSeats: PoolSeats): Problem[] {
  const where = whereOf(pool)
  const { seat, seats, world } = inSeats
  const texts = [
    whyUnknown(pool, seat, world.users),
    whyNoNode(rooms, inSeats) ??
      (seats.perPlaceholder < 1 ? `a seat of ${say(seat.requests)} ${TOO_SMALL}` : whyNothingHeld(rooms, seat)),
  ]
  return texts.flatMap((text) => (text === undefined ? [] : [problem(where, text)]))
}

const whereOf = ({ name }: PoolConfig): string => `nodePools.${name}.seat.requests`

/** `{memory:2Gi}` */
export const say = (requests: Resources): string => JSON.stringify(sayResources(requests)).replaceAll('"', '')

const TOO_SMALL =
  'does not fit into a placeholder, which counts as one seat all the same: too little room is kept; let resources.requests be at least that'

const NOTHING_ASKED =
  'the scheduler puts them anywhere, as many as a node has pod slots, so they neither take the place of placeholders nor bring nodes; let their pods request memory (zero-to-jupyterhub: `singleuser.memory.guarantee`)'

function whyUnknown(pool: PoolConfig, seat: Seat, users: Users): string | undefined {
  const { from, requests } = seat
  if (areSilent(pool, users)) return sayUsersSilent(seat)
  if (from !== 'assumed') return undefined
  const why =
    countUsers(users) === 0 ? 'the pool has no users to learn it from' : 'its users request too different things'
  return `is not set and ${why}; ${say(requests)} is assumed`
}

/** Users who request nothing, which is wrong whatever somebody asks in. */
export const silentUsers = (pool: PoolConfig, seat: Seat, users: Users): Problem[] =>
  areSilent(pool, users) ? [problem(whereOf(pool), sayUsersSilent(seat))] : []

function areSilent(pool: PoolConfig, users: Users): boolean {
  const silent = silentIn(pool)(users).reduce((sum, count) => sum + count, 0)
  return silent > 0 && 2 * silent >= countUsers(users)
}

const silentIn = oncePerObject((_: PoolConfig) =>
  keepingEach((group: readonly Pod[]) => group.filter(asksNothing).length),
)

const sayUsersSilent = ({ from, requests }: Seat): string =>
  from === 'config'
    ? `is set, but users of the pool request nothing: ${NOTHING_ASKED}`
    : `is not set, and users of the pool, who could tell, request nothing: ${NOTHING_ASKED}; ${say(requests)} is assumed`

const asksNothing = ({ requests }: Pod): boolean => Object.values(requests).every((amount) => amount <= 0)

/** There are nodes, and not one of them has room for a seat, nor was there ever one. */
function whyNoNode(rooms: readonly NodeRoom[], { seat, seats, nodes }: PoolSeats): string | undefined {
  if (nodes.length > 0 || (seats.emptyNode ?? 0) > 0) return undefined
  const usable = rooms.filter((room) => room.usable)
  if (usable.length === 0) return undefined
  const lacking = Object.keys(seat.requests).filter((name) =>
    usable.every(({ node }) => amountOf(node.allocatable, name) === 0),
  )
  return lacking.length > 0
    ? `a seat of ${say(seat.requests)} fits on no node of the pool: none has ${lacking.join(' and ')} so far`
    : `a seat of ${say(seat.requests)} does not fit on any node of the pool, not even on an empty one`
}

/** Another placeholder may come to such a node again, so that none is added for it. Who waits for its GPUs may hold them yet. */
function whyNothingHeld(rooms: readonly NodeRoom[], { requests }: Seat): string | undefined {
  const isInVain = rooms.some(({ node, usable, occupancy: { daemons, daemonPods, ownPlaceholders } }) => {
    if (!usable || ownPlaceholders === 0) return false
    const isComplete = Object.keys(requests).every((name) => amountOf(node.allocatable, name) > 0)
    return isComplete && seatsIn(freeOf(node.allocatable, daemons, daemonPods), requests) === 0
  })
  return isInVain
    ? `a seat of ${say(requests)} does not fit on some nodes of the pool, and placeholders are there, which hold nothing: let resources.requests be at least that, or keep such nodes out of nodeSelector`
    : undefined
}
