import type { Span } from './plot.ts'

/** How high something stood for a stretch of time: from `low`, which is 0 where it is not said, up to `high`. */
export interface Level extends Span {
  readonly low?: number
  readonly high: number
}

/** From here on it stands between these, until the next corner. */
export interface Corner {
  readonly ms: number
  readonly low: number
  readonly high: number
}

/** The corners that steps are drawn by, a run for each stretch without a hole. Levels are in order of time. */
export function runsOf(levels: readonly Level[]): Corner[][] {
  const runs: Corner[][] = []
  for (const [index, { fromMs, toMs, low = 0, high }] of levels.entries()) {
    if (levels[index - 1]?.toMs !== fromMs) runs.push([])
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (last?.low !== low || last.high !== high) run?.push({ ms: fromMs, low, high })
    if (levels[index + 1]?.fromMs !== toMs) run?.push({ ms: toMs, low, high })
  }
  return runs
}
