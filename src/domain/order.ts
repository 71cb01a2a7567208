/** Texts by their code units: the same order on every machine, whatever its locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The percentile of sorted values by nearest rank: of n values the one at position ⌈share × n⌉, so always one that was seen.
 * @param share 0.9 for the 90th percentile
 * @returns undefined without values
 */
export const nearestRank = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
