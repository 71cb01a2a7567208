import type { Interval } from '../demand/interval.ts'
import { eventsOf, planOf, type Segment } from '../demand/plan.ts'
import type { Timeline } from '../demand/timeline.ts'
import { oncePerObject } from '../remembered.ts'
import type { Config } from '../settings/config.ts'

/** A stretch in which events ask something of a pool, beside what the config does, with when the class itself begins. */
export interface Ahead extends Segment {
  /** Titles; never empty. */
  readonly events: readonly string[]
  /** Of the event that opened last. Epoch ms. */
  readonly startMs: number
}

type ByPool = ReadonlyMap<string, readonly Ahead[]>

const known = oncePerObject((_timeline: Timeline) => new WeakMap<Config, ByPool>())

/** All that events ask of each pool, by time; made once for a calendar as it was read. */
export function aheadOf(timeline: Timeline, config: Config): ByPool {
  const made = known(timeline).get(config) ?? make(timeline, config)
  known(timeline).set(config, made)
  return made
}

function make(timeline: Timeline, config: Config): ByPool {
  const { intervals } = timeline
  const fromMs = intervals.reduce((least, one) => Math.min(least, one.fromMs), Number.POSITIVE_INFINITY)
  const toMs = intervals.reduce((most, one) => Math.max(most, one.toMs), 0)
  if (fromMs >= toMs) return new Map()
  const own = Map.groupBy(intervals, ({ pool }) => pool)
  const plan = planOf(timeline, config, fromMs, toMs)
  return new Map([...plan].map(([pool, segments]) => [pool, askedAhead(segments, own.get(pool) ?? [])]))
}

/** @param opening the pool's intervals by when they open */
function askedAhead(segments: readonly Segment[], opening: readonly Interval[]): Ahead[] {
  const asked: Ahead[] = []
  let next = 0
  let startMs = 0
  for (const segment of segments) {
    for (; next < opening.length && (opening[next]?.fromMs ?? 0) <= segment.fromMs; next++)
      startMs = opening[next]?.startMs ?? startMs
    const events = eventsOf(segment)
    if (events.length > 0) asked.push({ ...segment, events, startMs })
  }
  return asked
}
