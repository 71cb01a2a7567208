import { sayDuration } from '../duration.ts'
import { given } from '../given.ts'
import { floorFor, sparing } from '../hub/pool-hub.ts'
import { nodesHeldWhilePulling } from '../room/pulling-nodes.ts'
import { say } from '../room/seat-problems.ts'
import type { Seats } from '../room/seats.ts'
import type { Size } from '../room/size.ts'
import { type Fallen, fall } from '../target/fall-window.ts'
import { peopleTarget } from '../target/people-target.ts'
import { type AtLeast, type Target, targetOf } from '../target/target.ts'
import type { Asked } from './asked.ts'
import type { PoolInput } from './pool-input.ts'
import type { There } from './there.ts'

/** What is wanted of a pool: by the rules now, and after the fall window. */
export interface Wanted {
  /** By the rules, but not lowered by what nobody sees. */
  readonly target: Target
  readonly fallen: Fallen
  /** Why `fallen.desired`. */
  readonly because: string
}

export function wantedOf(input: PoolInput, asked: Asked, there: There): Wanted {
  const { before, observed, nowMs } = input
  const { fallWindowMs: windowMs } = observed.config
  const { replicas, placeholders } = there
  const rules = heldWhilePulling(withCulled(input, asked, there), input, asked, there)
  const target = sized(forSeat(beCareful(rules, there.inForce, input), there), there.size)
  // So many seats are not so many nodes, not even for the fall window.
  const last = there.isRecounted ? { target: target.target, peaks: [] } : before?.fall
  const fallen = fall(target.target, last, { windowMs, bound: placeholders.bound, replicas, nowMs })
  const falling =
    fallen.desired > target.target ? `; ${fallen.desired} stay for up to ${sayDuration(windowMs)} (fallWindow)` : ''
  return { target, fallen, because: target.because + falling }
}

/** The rules, and the same with the seats that the hub's culler is about to free. */
function withCulled(input: PoolInput, asked: Asked, there: There): Target {
  const target = byRules(input, asked, there)
  const { inSeats, inForce } = there
  const { hub } = input
  if (!inSeats || hub.going === 0 || target.target <= inForce) return target
  const openSeats = inSeats.world.openSeats + hub.going
  const eased = byRules(input, asked, { ...there, inSeats: { ...inSeats, world: { ...inSeats.world, openSeats } } })
  return sparing(target, eased, inForce, hub)
}

function byRules({ pool, hub }: PoolInput, { demand, people, atLeast }: Asked, there: There): Target {
  const { most, guard, roomy, inForce, inSeats } = there
  const floor = higherOf(atLeast.policy, floorFor(hub, inSeats?.world))
  return targetOf({
    pool,
    most,
    demand,
    guard,
    roomy,
    inForce,
    ...given({ atLeast: atLeast.hand, floor }),
    ...(inSeats ? { people: (taken) => people.map((one) => peopleTarget(one, inSeats.world, taken)) } : {}),
    ...(inSeats ? { seatsOn: (name) => seatsOn(name, inSeats.seats) } : {}),
    ...(inSeats && pool.scalingStrategy === 'fit' ? { fit: { ...inSeats.world, ...inSeats.seats } } : {}),
  })
}

const higherOf = (a: AtLeast | undefined, b: AtLeast | undefined): AtLeast | undefined =>
  a && b ? (a.count >= b.count ? a : b) : (a ?? b)

const seatsOn = (node: string, { byNode, perPlaceholder }: Seats): number =>
  Math.min(byNode.get(node) ?? 0, perPlaceholder)

/** While people come, a node that just came keeps its placeholder until users' images are there, though it is not needed any more. */
function heldWhilePulling(
  target: Target,
  { rooms, observed, nowMs }: PoolInput,
  { people }: Asked,
  { inSeats, most }: There,
): Target {
  if (!people.some(({ forecast }) => forecast) || !isNodeSized(inSeats?.seats)) return target
  const held = Math.min(nodesHeldWhilePulling(rooms, observed.pods, nowMs), most.count)
  if (held <= target.target) return target
  return { ...target, target: held, because: `${target.because}; ${held} stay until new nodes have users' images` }
}

/** One placeholder holds more than half of a node. */
const isNodeSized = (seats: Seats | undefined): boolean =>
  seats?.emptyNode !== undefined && 2 * seats.perPlaceholder > seats.emptyNode

/** A seat that events made larger is told, since the number follows from it. */
const forSeat = (target: Target, { inSeats }: There): Target =>
  inSeats?.seat.from === 'event'
    ? { ...target, because: `${target.because}; a seat is ${say(inSeats.seat.requests)} for the event` }
    : target

/** A count is understood only with the size that it is of, where that is not a node's. */
const sized = (target: Target, { from, requests }: Size): Target =>
  from === 'seat' && target.target > 0
    ? { ...target, because: `${target.because}; each as large as a seat, ${say(requests)}: no node had told a size` }
    : target

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
