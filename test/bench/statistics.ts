/** What is told of many measurements of one thing. */
export interface Summary {
  readonly count: number
  readonly median: number
  readonly p99: number
}

/** The smallest value that at least this share of the values does not exceed (nearest rank). `share` in (0, 1]. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const summarize = (values: readonly number[]): Summary => ({
  count: values.length,
  median: median(values),
  p99: quantile(values, 0.99),
})
