import { type Minutes, mergeMinutes, minutesWithin, NO_MINUTES } from '../forecast/minutes.ts'
import { given } from '../given.ts'

/** What a pool was like while classes came, minute by minute: counts alone, plain JSON. */
export interface PoolLife {
  /** The last minute that was looked at, since the epoch. */
  readonly sampled: number
  /** Of the people who came in a minute those who waited for their server for more than 30 s. */
  readonly late: Minutes
  /** The longest that one of them waited, in seconds. */
  readonly longest: Minutes
  /** Seats that were open on nodes that serve, and seats of nodes that do not serve yet: the most within the minute. */
  readonly open: Minutes
  readonly coming: Minutes
}

export const NO_LIFE: PoolLife = {
  sampled: 0,
  late: NO_MINUTES,
  longest: NO_MINUTES,
  open: NO_MINUTES,
  coming: NO_MINUTES,
}

/** Of each minute the larger: idempotent, commutative and associative, so that replicas and restarts agree. */
export const mergeLives = (a: PoolLife, b: PoolLife): PoolLife =>
  each(Math.max(a.sampled, b.sampled), (of) => mergeMinutes(of(a), of(b)))

/** The minutes [from, to). */
export const lifeWithin = (life: PoolLife, from: number, to: number): PoolLife =>
  each(Math.min(life.sampled, to - 1), (of) => minutesWithin(of(life), from, to))

/** One minute, of which nothing is said of who came in it. */
export const sampleOf = (
  minute: number,
  { open, coming }: { readonly open: number; readonly coming: number },
): PoolLife => ({
  ...NO_LIFE,
  sampled: minute,
  open: { from: minute, counts: [open] },
  coming: { from: minute, counts: [coming] },
})

export const isEmptyLife = (life: PoolLife): boolean =>
  [life.late, life.longest, life.open, life.coming].every(({ counts }) => counts.length === 0)

/** The count of a minute; undefined: it lies outside of all that was counted. */
export const countAt = ({ from, counts }: Minutes, minute: number): number | undefined =>
  given({ count: counts[minute - from] }).count

function each(sampled: number, make: (of: (life: PoolLife) => Minutes) => Minutes): PoolLife {
  return {
    sampled,
    late: make(({ late }) => late),
    longest: make(({ longest }) => longest),
    open: make(({ open }) => open),
    coming: make(({ coming }) => coming),
  }
}
