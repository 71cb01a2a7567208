import type { Random } from './random.ts'

/** How long something takes, each time anew: exactly so long, evenly between two bounds, or with a long tail. */
export type Spread =
  | { readonly at: 'exactly'; readonly ms: number }
  | { readonly at: 'between'; readonly minMs: number; readonly maxMs: number }
  /** Log-normal: half of the times are shorter than the median, nine of ten shorter than `p90Ms`. */
  | { readonly at: 'tailed'; readonly medianMs: number; readonly p90Ms: number }
  /** Exponential: as likely to end now as a minute ago. */
  | { readonly at: 'memoryless'; readonly meanMs: number }

export const exactly = (ms: number): Spread => ({ at: 'exactly', ms })
export const about = (ms: number, share: number): Spread => ({
  at: 'between',
  minMs: ms * (1 - share),
  maxMs: ms * (1 + share),
})

export const isNothing = (spread: Spread): boolean => spread.at === 'exactly' && spread.ms === 0

/** What it is in the middle of many. */
export function meanOf(spread: Spread): number {
  switch (spread.at) {
    case 'exactly':
      return spread.ms
    case 'between':
      return (spread.minMs + spread.maxMs) / 2
    case 'tailed':
      return spread.medianMs
    case 'memoryless':
      return spread.meanMs
  }
}

/** 90 % of a normal distribution lie below so many standard deviations. */
const Z90 = 1.2815515655446004

/** Whole milliseconds. Draws from `random` only where there is chance in it. */
export function draw(spread: Spread, random: Random): number {
  switch (spread.at) {
    case 'exactly':
      return Math.round(spread.ms)
    case 'between':
      return Math.round(spread.minMs + (spread.maxMs - spread.minMs) * random())
    case 'tailed':
      return Math.round(spread.medianMs * Math.exp((Math.log(spread.p90Ms / spread.medianMs) / Z90) * normal(random)))
    case 'memoryless':
      return Math.round(-spread.meanMs * Math.log(1 - random()))
  }
}

/** Box and Muller's method. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
