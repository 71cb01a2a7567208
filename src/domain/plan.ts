import type { Config } from './config.ts'
import { demandAt } from './demand.ts'
import { nextBoundary, type Timeline } from './timeline.ts'

/** What is asked of a pool in a stretch of time, half-open [fromMs, toMs), in which it does not change. */
export interface Segment {
  readonly fromMs: number
  readonly toMs: number
  readonly integer: number
  /** Titles of the events that ask it; none where the config does. */
  readonly events: readonly string[]
}

/** The demand of each pool over [fromMs, toMs): segments that cover it, one for each time that something changes. */
export function planOf(timeline: Timeline, config: Config, fromMs: number, toMs: number): Map<string, Segment[]> {
  const instants: number[] = []
  for (let at: number | undefined = fromMs; at !== undefined && at < toMs; at = nextBoundary(timeline, at))
    instants.push(at)
  return new Map(
    [...config.pools.values()].map((pool) => {
      const segments: Segment[] = []
      for (const [index, at] of instants.entries()) {
        const { integer, events } = demandAt(pool, timeline, at)
        const next: Segment = { fromMs: at, toMs: instants[index + 1] ?? toMs, integer, events }
        const last = segments.at(-1)
        if (last && last.integer === integer && last.events.join('\n') === events.join('\n'))
          segments.splice(-1, 1, { ...last, toMs: next.toMs })
        else segments.push(next)
      }
      return [pool.name, segments] as const
    }),
  )
}
