import { sayDuration } from '../duration.ts'
import { say } from '../room/seat-problems.ts'
import type { Size } from '../room/size.ts'
import { type Fallen, fall } from '../target/fall-window.ts'
import { peopleTarget } from '../target/people-target.ts'
import { type Target, targetOf } from '../target/target.ts'
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
  const target = sized(beCareful(byRules(input, asked, there), there.inForce, input), there.size)
  // So many seats are not so many nodes, not even for the fall window.
  const last = there.isRecounted ? { target: target.target, peaks: [] } : before?.fall
  const fallen = fall(target.target, last, { windowMs, bound: placeholders.bound, replicas, nowMs })
  const falling =
    fallen.desired > target.target ? `; ${fallen.desired} stay for up to ${sayDuration(windowMs)} (fallWindow)` : ''
  return { target, fallen, because: target.because + falling }
}

function byRules({ pool }: PoolInput, { demand, people, atLeast }: Asked, there: There): Target {
  const { guard, roomy, inForce, inSeats } = there
  return targetOf({
    pool,
    demand,
    guard,
    roomy,
    inForce,
    ...(atLeast ? { atLeast } : {}),
    ...(inSeats ? { people: people.map((one) => peopleTarget(one, inSeats.world)) } : {}),
    ...(inSeats && pool.scalingStrategy === 'fit' ? { fit: { ...inSeats.world, ...inSeats.seats } } : {}),
  })
}

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
