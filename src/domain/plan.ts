import type { Unit } from './ask.ts'
import type { Config, PoolConfig } from './config.ts'
import { demandAt } from './demand.ts'
import { peopleDemands } from './people.ts'
import { activeAt, bridgesAt, nextBoundary, type Timeline } from './timeline.ts'

/** How much of a unit is asked, and by which events; by none where the config asks. */
export interface PlannedDemand {
  readonly unit: Unit
  readonly amount: number
  readonly events: readonly string[]
}

/** What is asked of a pool in a stretch of time, half-open [fromMs, toMs), in which it does not change. */
export interface Segment {
  readonly fromMs: number
  readonly toMs: number
  /** Placeholders (`integer`) always, people's units while an event asks in them. */
  readonly demands: readonly PlannedDemand[]
}

export type Plan = ReadonlyMap<string, readonly Segment[]>

/** The demand of each pool over [fromMs, toMs): segments that cover it, one for each time that something changes. */
export function planOf(timeline: Timeline, config: Config, fromMs: number, toMs: number): Plan {
  const instants: number[] = []
  let next: number | undefined = fromMs
  while (next !== undefined && next < toMs) {
    instants.push(next)
    next = nextBoundary(timeline, next)
  }
  const segmentsOf = (pool: PoolConfig): Segment[] => {
    const segments: Segment[] = []
    for (const [index, at] of instants.entries()) {
      const demands = demandsAt(pool, timeline, at)
      const endMs = instants[index + 1] ?? toMs
      const last = segments.at(-1)
      const goesOn = last && JSON.stringify(last.demands) === JSON.stringify(demands)
      if (goesOn) segments.splice(-1, 1, { ...last, toMs: endMs })
      else segments.push({ fromMs: at, toMs: endMs, demands })
    }
    return segments
  }
  return new Map([...config.pools.values()].map((pool) => [pool.name, segmentsOf(pool)]))
}

/** What is asked of a pool at an instant. */
export function demandsAt(pool: PoolConfig, timeline: Timeline, nowMs: number): PlannedDemand[] {
  const { integer, events } = demandAt(pool, timeline, nowMs)
  const people = peopleDemands(activeAt(timeline, pool.name, nowMs), bridgesAt(timeline, pool.name, nowMs))
  return [
    { unit: 'integer', amount: integer, events },
    ...people.map(({ unit, amount, events }) => ({ unit, amount, events })),
  ]
}

/** Titles of the events that ask in any unit. */
export const eventsOf = ({ demands }: Segment): string[] => [...new Set(demands.flatMap(({ events }) => events))]
