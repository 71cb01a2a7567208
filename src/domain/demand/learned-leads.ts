import { keepingLast, oncePerObject } from '../remembered.ts'
import type { Config } from '../settings/config.ts'
import type { Boots } from './boots.ts'
import type { Interval } from './interval.ts'
import { type LeadTime, leadTimeOf } from './lead-time.ts'
import { type Timeline, timelineFrom } from './timeline.ts'

/** What the lead time `auto` stands for in each pool of the config. */
export type LeadTimes = ReadonlyMap<string, LeadTime>

/** @param boots by pool */
export const leadTimesOf = (boots: Readonly<Record<string, Boots>>, config: Config): LeadTimes =>
  new Map([...config.pools.keys()].map((pool) => [pool, leadTimeOf(boots[pool] ?? [])]))

/** The timeline with what `auto` stands for now; the same object when that changes nothing. */
export function withLearnedLeads(timeline: Timeline, leads: LeadTimes, config: Config): Timeline {
  const learned = [...leads].flatMap(([pool, { ms, learned: isKnown }]) => (isKnown ? [`${pool} ${ms}`] : [])).join()
  return learned === '' ? timeline : applied(timeline)(learned, leads, config)
}

/**
 * A timeline is the same object until calendar or config change; decisions are made far more often, each with lead
 * times of its own that mostly say the same.
 */
const applied = oncePerObject((timeline: Timeline) =>
  keepingLast(
    (_learned: string, leads: LeadTimes, config: Config) => apply(timeline, leads, config),
    ([learnedA, , configA], [learned, , config]) => learnedA === learned && configA === config,
  ),
)

function apply(timeline: Timeline, leads: LeadTimes, config: Config): Timeline {
  let changed = false
  const intervals = timeline.intervals.map((interval): Interval => {
    const { pool, startMs, given, isLeadAuto } = interval
    const leadMs = isLeadAuto ? leads.get(pool)?.ms : undefined
    if (leadMs === undefined || leadMs === given.leadMs) return interval
    changed = true
    return { ...interval, fromMs: startMs - leadMs, given: { ...given, leadMs } }
  })
  return changed ? timelineFrom(intervals, config, timeline.problems, timeline.remarks) : timeline
}
