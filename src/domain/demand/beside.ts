import { NAMED, titleOf } from '../calendar/event-name.ts'

/** What asks for an amount in a stretch of time, half-open [fromMs, toMs). */
interface Asking {
  readonly fromMs: number
  readonly toMs: number
  readonly amount: number
  readonly summary: string
}

/** Of more neighbours than these it is only said that there are others. */
const MOST_TITLES = NAMED + 1
const MOST_LOOKED = 1000

/** The titles of those on both sides that ask so much, by their start. */
export function titlesBeside<T extends Asking>(least: number, ...sides: readonly ReadonlySet<T>[]): string[] {
  const titles = new Set<string>()
  for (const side of sides) {
    let looked = 0
    for (const one of side) {
      if (titles.size >= MOST_TITLES || ++looked > MOST_LOOKED) break
      if (one.amount >= least) titles.add(titleOf(one))
    }
  }
  return [...titles]
}

/** Which of these, sorted by start, are active: asked at one instant after the other. */
export function sweep<T extends Asking>(sorted: readonly T[]): (atMs: number) => ReadonlySet<T> {
  const byEnd = sorted.toSorted((a, b) => a.toMs - b.toMs)
  const active = new Set<T>()
  let [begun, ended] = [0, 0]
  return (atMs) => {
    for (let one = sorted[begun]; one && one.fromMs <= atMs; one = sorted[begun]) {
      active.add(one)
      begun++
    }
    for (let one = byEnd[ended]; one && one.toMs <= atMs; one = byEnd[ended]) {
      active.delete(one)
      ended++
    }
    return active
  }
}
