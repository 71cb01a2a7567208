import type { Pod } from '../cluster/pod.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import { amountOf, isSameList, larger, type Resources, subtract } from '../scheduling/resources.ts'
import { latestOf, type Users } from './pool-users.ts'

/** What one user's pod requests in a pool, and how we know. */
export interface Seat {
  readonly requests: Resources
  readonly from: 'config' | 'users' | 'last known' | 'assumed' | 'event'
  /** Of how many pods it is the median. */
  readonly samples?: number
}

/** The most recent user pods that are asked: last year's course must not outweigh this one's. */
const SAMPLES = 200

/** KubeSpawner's customary guarantee: better a rough number than a cold node, and it is said as a problem. */
const ASSUMED: Resources = { memory: 2 ** 30 }

/**
 * The seat of a pool: as the config says; else the median request, resource by resource, of its most recent user pods;
 * else the last one known; else an assumption.
 */
export function seatOf(configured: Resources | undefined, users: Users, known: Resources | undefined): Seat {
  if (configured) return { requests: configured, from: 'config' }
  const learned = learnedFrom(users)(known !== undefined)
  if (learned) return learned
  return known ? { requests: known, from: 'last known' } : { requests: ASSUMED, from: 'assumed' }
}

const learnedFrom = oncePerObject((users: Users) =>
  keepingLast((isKnown: boolean): Seat | undefined => {
    const recent = ordinary(users, isKnown)
    const requests = medianOf(recent.map((pod) => pod.requests))
    return requests && { requests, from: 'users', samples: recent.length }
  }),
)

/** The latest; what people of an exam have tells nothing of other days. */
function ordinary(users: Users, isKnown: boolean): readonly Pod[] {
  const others = latestOf(users, SAMPLES, ({ isExam }) => !isExam)
  return others.length > 0 || isKnown ? others : latestOf(users, SAMPLES, () => true)
}

/** At least what events ask that are in force: who comes then is to find that much, whoever it is. */
export function seatForEvents(seat: Seat, asked: Resources | undefined): Seat {
  if (!asked) return seat
  const requests = larger(seat.requests, asked)
  return isSameList(requests, seat.requests) ? seat : { requests, from: 'event' }
}

/** The lower median: an amount that a real pod requests. Nothing for pods that request nothing at all. */
function medianOf(samples: readonly Resources[]): Resources | undefined {
  const names = new Set(samples.flatMap((sample) => Object.keys(sample)))
  const median: Record<string, number> = {}
  for (const name of names) {
    const sorted = samples.map((sample) => amountOf(sample, name)).toSorted((a, b) => a - b)
    const middle = sorted[(sorted.length - 1) >> 1] ?? 0
    if (middle > 0) median[name] = middle
  }
  return Object.keys(median).length > 0 ? median : undefined
}

/** How many seats fit into these free resources; a pod slot belongs to every seat, where slots are counted. */
export function seatsIn(free: Resources, seat: Resources): number {
  let seats = 'pods' in free ? Math.floor(amountOf(free, 'pods')) : Number.POSITIVE_INFINITY
  for (const name in seat) {
    const each = amountOf(seat, name)
    if (each > 0) seats = Math.min(seats, Math.floor(amountOf(free, name) / each))
  }
  return Number.isFinite(seats) ? Math.max(0, seats) : 0
}

/** Pod slots are counted where the node says how many it has. */
export function freeOf(allocatable: Resources, taken: Resources, pods: number): Resources {
  const free = subtract(allocatable, taken)
  return allocatable.pods === undefined ? free : { ...free, pods: allocatable.pods - pods }
}
