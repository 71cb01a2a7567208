import { sayEvent } from '../calendar/event-name.ts'
import type { Interval } from '../demand/interval.ts'
import type { LeadTime } from '../demand/lead-time.ts'
import type { Timeline } from '../demand/timeline.ts'
import { MINUTE_MS, SECOND_MS, sayDuration } from '../duration.ts'
import { CHECKED_AHEAD_MS } from '../fit/shortfalls.ts'
import { FROM_MS, TO_MS } from '../forecast/bins.ts'
import { PRIOR, shareBy } from '../forecast/curve.ts'
import { type Problem, problem } from '../problem.ts'
import { sayPlainly } from '../say.ts'
import type { Config } from '../settings/config.ts'
import type { HubConfig } from '../settings/hub-settings.ts'

export interface LimitsInput {
  /** As the calendar has it. */
  readonly timeline: Timeline
  readonly config: Config
  readonly nowMs: number
  /** How far it looks. Default: a week. */
  readonly aheadMs?: number
}

/**
 * Classes, of now and of the days to come, of which the hub sends people away: each event once, in the same words on each of
 * its days. Those that begin at one time share the hub, in whatever pools.
 */
export function classLimits({ timeline, config, nowMs, aheadMs = CHECKED_AHEAD_MS }: LimitsInput): Problem[] {
  const { hub } = config
  if (hub?.concurrentSpawnLimit === undefined && hub?.activeServerLimit === undefined) return []
  const soon = timeline.intervals.filter((one) => isOfPeople(one) && one.toMs > nowMs && one.fromMs < nowMs + aheadMs)
  const problems = [...Map.groupBy(soon, ({ startMs }) => startMs).values()].flatMap((together) => {
    const people = peopleIn(together)
    const texts = [...startsTooMany(people, hub), ...runsTooMany(people, hub)]
    return together.flatMap((one) => texts.map((text) => problem(sayPlainly(sayEvent(one)), text)))
  })
  return [...new Map(problems.map((one) => [`${one.where}\n${one.text}`, one])).values()]
}

const isOfPeople = ({ unit, amount }: Interval): boolean => (unit === 'students' || unit === 'seats') && amount > 0

/** An event may ask one pool for students and for seats: they are the same people. */
function peopleIn(together: readonly Interval[]): number {
  const asked = Map.groupBy(together, ({ pool, uid }) => JSON.stringify([pool, uid]))
  return [...asked.values()].reduce((sum, own) => sum + Math.max(...own.map(({ amount }) => amount)), 0)
}

/**
 * How many servers are starting at one time at most, of a class that comes as classes do (docs/forecast.md): the share that
 * comes while one starts, and by two deviations more than that on average, as people come each by themselves (Poisson).
 */
export function startingAtOnce(people: number, spawnTimeMs: number): number {
  let share = 0
  for (let ms = FROM_MS; ms < TO_MS; ms += MINUTE_MS)
    share = Math.max(share, shareBy(PRIOR, ms + spawnTimeMs) - shareBy(PRIOR, ms))
  const mean = people * share
  return Math.min(people, Math.ceil(mean + 2 * Math.sqrt(mean)))
}

function startsTooMany(people: number, { concurrentSpawnLimit: limit, spawnTimeMs }: HubConfig): string[] {
  const atOnce = startingAtOnce(people, spawnTimeMs)
  if (limit === undefined || atOnce <= limit) return []
  return [
    `about ${atOnce} of ${people} people start a server at one time (one takes ${sayDuration(spawnTimeMs)}), and the hub starts ${limit} at a time and sends the others away: raise its concurrent_spawn_limit (zero-to-jupyterhub: hub.concurrentSpawnLimit: ${atOnce}) and hub.concurrentSpawnLimit here`,
  ]
}

function runsTooMany(people: number, { activeServerLimit: limit }: HubConfig): string[] {
  if (limit === undefined || people <= limit) return []
  return [
    `the hub runs no more than ${limit} servers, and ${people} people are announced: ${people - limit} get none, though seats are warm; raise its active_server_limit (zero-to-jupyterhub: hub.activeServerLimit) and hub.activeServerLimit here`,
  ]
}

/** Pools whose nodes take longer than the hub waits for a server, once that was learned. */
export function startTimeoutProblems(leads: ReadonlyMap<string, LeadTime>, hub: HubConfig | undefined): Problem[] {
  const waitsMs = hub?.startTimeoutMs
  if (waitsMs === undefined) return []
  return [...leads].flatMap(([pool, { ms, learned }]) => {
    if (!learned || ms <= waitsMs) return []
    const enough = (Math.ceil((1.5 * ms) / MINUTE_MS) * MINUTE_MS) / SECOND_MS
    const text = `the hub gives a server up after ${sayDuration(waitsMs)}, and a node of ${pool} takes ${sayDuration(ms)}: who finds no warm seat gets an error instead of a node; raise its start_timeout (zero-to-jupyterhub: singleuser.startTimeout: ${enough}) and hub.startTimeout here`
    return [problem('hub.startTimeout', text)]
  })
}
