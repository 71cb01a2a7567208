import type { Steps } from './steps.ts'

/** So many are sorted, or put in, at once; then others get the floor. */
const PIECE = 2048

/** Sorts a list of any length in steps: pieces by themselves, then always two sorted ones into one. Stable. */
export function* sortedInSteps<T>(items: readonly T[], order: (a: T, b: T) => number): Steps<T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += PIECE) {
    runs.push(items.slice(from, from + PIECE).sort(order))
    yield
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* mergedInSteps(runs[at] ?? [], runs[at + 1] ?? [], order))
    runs = merged
  }
  return runs[0] ?? []
}

function* mergedInSteps<T>(a: readonly T[], b: readonly T[], order: (a: T, b: T) => number): Steps<T[]> {
  const both: T[] = []
  let [left, right] = [0, 0]
  while (left < a.length || right < b.length) {
    const [one, other] = [a[left], b[right]]
    const isLeft = right >= b.length || (left < a.length && order(one as T, other as T) <= 0)
    both.push((isLeft ? one : other) as T)
    if (isLeft) left++
    else right++
    if (both.length % PIECE === 0) yield
  }
  return both
}
