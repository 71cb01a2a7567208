import { arrivingUntil } from '../carried/arriving.ts'
import { bareImages } from '../carried/bare-images.ts'
import { type CarriedNow, carriedOf } from '../carried/carried.ts'
import { examPulls } from '../carried/exam-images.ts'
import { seatSizeOf } from '../cluster/deployment.ts'
import { given } from '../given.ts'
import { NO_PULLS, withPulls } from '../images/pulls.ts'
import { once } from '../remembered.ts'
import { type EmptyNode, emptyNodes, tellingNodes } from '../room/empty-nodes.ts'
import { filledNodes } from '../room/filled-nodes.ts'
import { emptyNodeOf, type KnownNode, placeholdersPerNode } from '../room/known-node.ts'
import { needsSeats, type PoolSeats, poolSeats } from '../room/pool-seats.ts'
import { type Seat, seatForEvents, seatOf } from '../room/seat.ts'
import { type KnownSize, type Size, sizeOf } from '../room/size.ts'
import { isSameList } from '../scheduling/resources.ts'
import { type Guard, guardOf, patienceOf } from '../target/guard.ts'
import { heldIn } from '../target/held.ts'
import { MOST_UNLESS_SAID, type MostPlaceholders, mostPlaceholders } from '../target/placeholder-limits.ts'
import type { Placeholders } from '../target/placeholders.ts'
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
  /** Its nodes that tell what one is. */
  readonly nodes: readonly EmptyNode[]
  /** Of a placeholder. */
  readonly size: Size
  /** Those that stand were as large as a seat and are now to be nodes: their number says nothing of these. */
  readonly isRecounted: boolean
  /** The most nodes that it ever had at once; those of now count when none is waited for, not one by one as it grows. */
  readonly mostNodes: number
  /** The most nodes that its users ever filled. */
  readonly filledNodes: number
  /** The most placeholders that it gets. */
  readonly most: MostPlaceholders
  /** Only where somebody asks in seats. */
  readonly inSeats: PoolSeats | undefined
  /** What a seat is on other days, where somebody asks in seats. */
  readonly ordinarySeat?: Seat
  /** What an empty node holds, to be remembered: also where nobody asks in seats now, once it is known what one is. */
  readonly emptied: KnownNode | undefined
  /** What its placeholders bring to their nodes. */
  readonly carrying: CarriedNow
}

/** @param asked decides what has to be looked at: users are counted only for who asks in seats */
export function thereIn(input: PoolInput, asked: Asked): There {
  const { pool, observed, rooms, before, holder, nowMs } = input
  const { placeholders, roomy } = heldIn(input)
  const replicas = holder?.replicas ?? (input.deploymentsUnknown ? asked.demand.integer : 0)
  const patienceMs = patienceOf(observed.config.pendingPatienceMs, input.leadTime)
  const guard = guardOf(placeholders, replicas, holder?.cannotCreate !== undefined, patienceMs, nowMs)
  const own = once(() => seatOf(pool.seat, input.users(), before?.seat))
  const seat = once(() => seatForEvents(own(), asked.seat))
  const isAsked = needsSeats(pool, asked.people) || input.hub.coming > 0
  const knownSeat = isAsked ? seat().requests : (pool.seat ?? before?.seat)
  const nodes = emptyNodes(pool, rooms, knownSeat)
  const telling = tellingNodes(pool, rooms, knownSeat)
  const last = knownSize(input)
  const eventCounts = someEventCounts(input, asked)
  const inSeats = asked.people.filter(({ unit }) => unit !== 'nodes')
  const size = sizeOf({
    pool,
    nodes: telling,
    eventCounts,
    known: last,
    seat: () => seat().requests,
    inSeats: inSeats.length > 0 || (input.calendarHolds && last.seatSize !== undefined),
    tooMany: inSeats.some(({ amount }) => amount > (pool.maxPlaceholders ?? MOST_UNLESS_SAID)),
    inVain: guard.at === 'lapsed' && guard.because === 'unschedulable',
  })
  const known = knownNode(input, size)
  const emptied = knownSeat ? emptyNodeOf({ nodes: telling, size, seat: knownSeat, known, eventCounts }) : known
  return {
    placeholders,
    replicas,
    inForce: Math.min(replicas, before?.desired ?? replicas),
    guard,
    patienceMs,
    roomy,
    nodes,
    size,
    isRecounted: last.seatSize !== undefined && !size.packed,
    emptied,
    mostNodes: Math.max(before?.mostNodes ?? 0, placeholders.unbound === 0 ? rooms.length : 0),
    carrying: carryingOf(input, asked, replicas),
    ...mostIn(input, size, emptied),
    ...given({ ordinarySeat: isAsked ? own() : undefined }),
    inSeats: isAsked ? poolSeats({ pool, rooms, seat: seat(), nodes, users: input.users(), size, emptied }) : undefined,
  }
}

/** Where nobody knows what the calendar says the event that was may go on. */
const someEventCounts = ({ calendarHolds }: PoolInput, { demand, people }: Asked): boolean =>
  demand.from === 'calendar' || people.some(({ events }) => events.length > 0) || calendarHolds

function carryingOf({ pool, spawned, before, observed, nowMs }: PoolInput, asked: Asked, replicas: number) {
  const exams = examPulls(observed.exams ?? [], observed.timeline, pool.name, nowMs)
  return carriedOf({
    rule: pool.userImages,
    spawned,
    announced: withPulls(asked.hand.bring?.pulls ?? NO_PULLS, exams),
    before: before?.carried,
    changedMs: before?.carriedMs,
    isIdle: replicas === 0,
    arrivingUntilMs: arrivingUntil(observed.timeline, pool.name, nowMs),
    bare: bareImages(pool.name, observed.pods),
    nowMs,
  })
}

function mostIn(
  { pool, rooms, before }: PoolInput,
  size: Size,
  emptied: KnownNode | undefined,
): Pick<There, 'filledNodes' | 'most'> {
  const filled = Math.max(before?.filledNodes ?? 0, filledNodes(pool, rooms))
  const perNode = placeholdersPerNode(pool, size, emptied)
  const isPacked = size.packed === true
  return { filledNodes: filled, most: mostPlaceholders(pool, { filledNodes: filled, perNode, isPacked }) }
}

/** Not what another kind of node held than placeholders are made after now. */
function knownNode({ pool, before }: PoolInput, { requests }: Size): KnownNode | undefined {
  const isOfOther = !pool.requests && before?.size !== undefined && !isSameList(before.size, requests)
  return isOfOther ? undefined : before?.emptied
}

/** Only a Deployment of our making tells a size of ours. */
function knownSize({ before, holder }: PoolInput): KnownSize {
  if (before?.size || before?.seatSize) return given({ size: before.size, seatSize: before.seatSize })
  if (holder?.poolLabel === undefined) return {}
  const { requests } = holder
  switch (seatSizeOf(holder)) {
    case 'seats':
      return { seatSize: requests }
    case 'seat':
      return {}
    default:
      return { size: requests }
  }
}
