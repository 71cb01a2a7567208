import { learnSpawned } from '../carried/spawned.ts'
import type { MinuteOfArrivals } from '../cluster/arrivals.ts'
import { announcementsAt, nextAnnouncement } from '../demand/announcement.ts'
import { UNLEARNED } from '../demand/lead-time.ts'
import { learnBoots } from '../demand/learn-boots.ts'
import { leadTimesOf, withLearnedLeads } from '../demand/learned-leads.ts'
import { keepWindows, openWindows } from '../demand/open-windows.ts'
import { nextBoundary, type Timeline } from '../demand/timeline.ts'
import { earliest } from '../earliest.ts'
import { withExpected } from '../forecast/with-expected.ts'
import { given } from '../given.ts'
import { hubNow } from '../hub/hub-now.ts'
import { asHeld } from '../lent/as-held.ts'
import { holderOf } from '../lent/lent.ts'
import { lentMemory } from '../lent/memory.ts'
import type { Problem } from '../problem.ts'
import { once, oncePerObject } from '../remembered.ts'
import { usersByPool } from '../room/pool-users.ts'
import { survey } from '../room/survey.ts'
import { leaving } from '../target/leaving.ts'
import { STRANDED_AFTER_MS, sortPlaceholders } from '../target/placeholders.ts'
import { judge } from '../verdict/judge.ts'
import type { PoolLife } from '../verdict/life.ts'
import { withVerdicts } from '../verdict/memory.ts'
import type { NamedVerdict } from '../verdict/verdict.ts'
import { waitsIn } from '../verdict/waits.ts'
import { astray } from './astray.ts'
import { decidePool } from './decide-pool.ts'
import type { Decision, PoolDecision } from './decision.ts'
import { foresee } from './foreseen.ts'
import type { Memory, PoolMemory } from './memory.ts'
import { type Observed, weekZoneOf } from './observed.ts'

export interface DecideOptions {
  /** Treat every grace period as over (`explain --assume-settled`). */
  readonly assumeSettled?: boolean
  /** Without knowledge of Deployments the guard takes the demand for `replicas` (`explain` without `--deployments`). */
  readonly deploymentsUnknown?: boolean
  /** Until when is known who came, where somebody looks ahead of it; default: until now. */
  readonly livedMs?: number
}

/**
 * The product's decision: what each pool should have, from whole state, never from one event.
 * Pure: the same observation, memory and instant give the same decision.
 */
export function decide(seen: Observed, before: Memory, nowMs: number, options: DecideOptions = {}): Decision {
  const { config, pods, nodes } = seen
  const { boots, pulling } = learnBoots(before, pods, nodes, config)
  const leads = leadTimesOf(boots, config)
  const learned = withLearnedLeads(seen.timeline, leads, config)
  const timeline = keepWindows(learned, before.windows, config, nowMs)
  const observed = timeline === seen.timeline ? seen : { ...seen, timeline }
  const surveyed = survey(observed, before.nodes, nowMs, options.assumeSettled, (pool) => before.pools[pool]?.carried)
  const sorted = sortPlaceholders(
    pods.placeholders.values(),
    nodes,
    surveyed.usable,
    config,
    before.stranding,
    nowMs,
    options.assumeSettled ? 0 : STRANDED_AFTER_MS,
  )
  const lent = lentMemory(observed.lent ?? NOTHING_LENT, config, before.lent, observed.buffers)
  const left = leaving(observed.deployments, config, before.leaving, nowMs, Object.keys(lent))
  const missingSinceMs = calendarMissingSince(observed, before, nowMs)
  const holdEndsMs = missingSinceMs === undefined ? undefined : missingSinceMs + config.calendar.holdMs
  const zone = config.calendar.timezone ?? 'utc'
  const weekZone = weekZoneOf(seen)
  const counted = (all: Timeline) => withExpected(all, before.forecast.series, config, weekZone)
  const read = counted(seen.timeline)

  const pools = new Map<string, PoolDecision>()
  const memories: Record<string, PoolMemory> = {}
  const lost = astray(observed)
  const hub = hubNow({ world: observed, hub: seen.hub, timeline: read, leads, nowMs })
  const remarks: Problem[] = [...timeline.remarks, ...lost.remarks]
  const problems: Problem[] = [...timeline.problems, ...surveyed.problems, ...lost.problems, ...hub.problems]
  const spawned = learnSpawned(before.pools, observed, nowMs)
  const revisits = [
    spawned.revisitAt,
    surveyed.revisitAt,
    sorted.revisitAt,
    left.revisitAt,
    nextBoundary(timeline, nowMs),
    nextAnnouncement(timeline, nowMs),
    hub.revisitAt,
  ]
  const users = once(() => usersByPool(observed, surveyed.byPool))
  const { livedMs = nowMs } = options
  const foresight = foresee({ world: observed, timeline, before: before.forecast, zone, nowMs, livedMs })
  const waits = oncePerObject((minute: MinuteOfArrivals) => waitsIn(minute, observed, nowMs))
  const lives: Record<string, PoolLife> = {}
  const verdicts: NamedVerdict[] = []
  for (const configured of config.pools.values()) {
    const holder = holderOf(observed, configured)
    const pool = asHeld(configured, holder)
    const leadTime = leads.get(pool.name) ?? UNLEARNED
    const foreseen = foresight.of(pool, leadTime)
    const rooms = surveyed.byPool.get(pool.name) ?? []
    const usersOf = () => users().get(pool.name) ?? []
    const ofHub = hub.of(pool, { rooms, users: usersOf, leadMs: leadTime.ms })
    const decided = decidePool({
      pool,
      observed,
      read,
      zone,
      nowMs,
      rooms,
      leadTime,
      foreseen,
      users: usersOf,
      hub: ofHub,
      placeholders: sorted.byPool.get(pool.name),
      holder,
      before: before.pools[pool.name],
      spawned: spawned.byPool.get(pool.name),
      calendarHolds: holdEndsMs !== undefined && nowMs < holdEndsMs,
      deploymentsUnknown: options.deploymentsUnknown ?? false,
    })
    pools.set(pool.name, decided.decision)
    memories[pool.name] = decided.memory
    problems.push(...decided.problems)
    remarks.push(...decided.remarks)
    const judged = judge({
      ...{ pool, rooms, waits, zone: weekZone, nowMs, world: observed, leadMs: leadTime.ms, fit: decided.decision },
      ...foresight.livedIn(pool),
      before: before.verdicts.lives[pool.name],
      isJudged: (key) => key in before.verdicts.verdicts,
    })
    if (judged.life) lives[pool.name] = judged.life
    verdicts.push(...judged.verdicts)
    revisits.push(decided.revisitAt, foreseen?.revisitAt, judged.revisitAt, ofHub.revisitAt)
  }
  if (holdEndsMs !== undefined && nowMs < holdEndsMs) revisits.push(holdEndsMs)
  return {
    atMs: nowMs,
    pools,
    problems,
    remarks,
    leaving: left.dueMs,
    timeline: counted(timeline),
    hubLimits: hub.classes,
    verdicts,
    announcements: announcementsAt(timeline, nowMs, zone),
    memory: {
      nodes: surveyed.memory,
      pools: memories,
      stranding: sorted.stranding,
      leaving: left.memory,
      lent,
      windows: openWindows(timeline, learned, before.windows, nowMs),
      boots,
      pulling,
      forecast: foresight.memory(),
      verdicts: { lives, verdicts: withVerdicts(before.verdicts.verdicts, verdicts) },
      history: before.history,
      ...given({ calendarMissingSinceMs: missingSinceMs }),
    },
    ...earliest(revisits),
  }
}

const NOTHING_LENT = new Map<string, never>()

/** Since when there should be a calendar and no good copy of it was ever had. */
function calendarMissingSince({ calendar }: Observed, before: Memory, nowMs: number): number | undefined {
  const missing = calendar.at === 'loading' || (calendar.at === 'failing' && calendar.lastGoodMs === undefined)
  return missing ? (before.calendarMissingSinceMs ?? nowMs) : undefined
}
