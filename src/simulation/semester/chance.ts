import { type Random, seeded } from '../cluster/random.ts'

/** The dice of a semester. */
export interface Chance {
  /** From 0 to 1. */
  readonly share: Random
  between(least: number, most: number): number
  /** About 1, with this standard deviation of its logarithm. */
  noise(deviation: number): number
  poisson(mean: number): number
  pick<T>(all: readonly T[]): T
}

export function chanceOf(seed: number): Chance {
  const share = seeded(seed)
  const between = (least: number, most: number) => least + (most - least) * share()
  // Box and Muller's method.
  const normal = () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
  return {
    share,
    between,
    noise: (deviation) => Math.exp(deviation * normal()),
    pick: <T>(all: readonly T[]) => all[Math.floor(share() * all.length)] as T,
    poisson(mean) {
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
      let [count, left] = [0, share()]
      for (const least = Math.exp(-mean); left > least; count += 1) left *= share()
      return count
    },
  }
}
