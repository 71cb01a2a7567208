/** A seeded source of chance: the same seed gives the same calendars everywhere. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(limit: number): number
  /** Whether something that has this chance happens. */
  happens(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** `count` of them, in their order; one at least. */
  some<T>(list: readonly T[], count: number): T[]
}

/** mulberry32 (T. Ettinger, public domain): 32 bits of state are enough for test data. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  return {
    next,
    below,
    happens: (share) => next() < share,
    pick,
    some: (list, count) => {
      const share = Math.min(1, count / list.length)
      const chosen = list.filter(() => next() < share)
      return chosen.length > 0 ? chosen : [pick(list)]
    },
  }
}
