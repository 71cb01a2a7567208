import { HOUR_MS } from '../duration.ts'
import { forecastsUntil } from '../forecast/memory.ts'
import { given } from '../given.ts'
import { historyUntil } from '../history/memory.ts'
import { verdictsUntil } from '../verdict/memory.ts'
import type { Memory, PoolMemory } from './memory.ts'

/** A floor ends a boot after it was laid; one that would end later was laid by a clock that was ahead. */
const LONGEST_FLOOR_MS = HOUR_MS

/**
 * A memory in which nothing lies ahead of now. A clock that was an hour ahead for some seconds writes instants that are not
 * over for an hour; stored and merged by the later, they would hold for all replicas.
 */
export const clipped = (memory: Memory, nowMs: number): Memory => {
  const atMost = (ms: number) => Math.min(ms, nowMs)
  const all = <T, R>(record: Readonly<Record<string, T>>, clip: (one: T) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(record).map(([key, one]) => [key, clip(one)]))
  return {
    ...memory,
    nodes: all(memory.nodes, (node) => all(node as Record<string, number>, atMost)),
    pools: all(memory.pools, (pool) => clippedPool(pool, nowMs)),
    stranding: all(memory.stranding, atMost),
    leaving: all(memory.leaving, atMost),
    boots: all(memory.boots, (boots) => boots.map((boot) => ({ ...boot, endMs: atMost(boot.endMs) }))),
    pulling: all(memory.pulling, (one) => ({ ...one, runningMs: atMost(one.runningMs) })),
    forecast: forecastsUntil(memory.forecast, nowMs),
    verdicts: verdictsUntil(memory.verdicts, nowMs),
    history: historyUntil(memory.history, nowMs),
    ...given({
      calendarMissingSinceMs:
        memory.calendarMissingSinceMs === undefined ? undefined : atMost(memory.calendarMissingSinceMs),
    }),
  }
}

function clippedPool({ fall, floor, ...pool }: PoolMemory, nowMs: number): PoolMemory {
  const peaks = fall.peaks.map((peak) => ({ ...peak, endMs: Math.min(peak.endMs, nowMs) }))
  const laid = floor && { ...floor, untilMs: Math.min(floor.untilMs, nowMs + LONGEST_FLOOR_MS) }
  return { ...pool, fall: { ...fall, peaks }, ...given({ floor: laid }) }
}
