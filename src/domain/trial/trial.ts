import { sayEvent } from '../calendar/event-name.ts'
import type { Occurrence } from '../calendar/occurrence.ts'
import type { Decision } from '../decide/decision.ts'
import { type Observed, weekZoneOf } from '../decide/observed.ts'
import { withLearnedLeads } from '../demand/learned-leads.ts'
import { type Timeline, timelineFrom, timelineOf } from '../demand/timeline.ts'
import { withExpected } from '../forecast/with-expected.ts'
import { compare } from '../order.ts'
import type { Problem } from '../problem.ts'
import { sayNoPool } from '../say.ts'
import type { Config } from '../settings/config.ts'
import { type Draft, readDraft, type WrongFields } from './draft.ts'
import { sayChosen } from './say-chosen.ts'
import { type TriedPool, triedPool } from './tried-pool.ts'

/** What an event would do: how it is read, and what comes of it in each pool beside all that is there. */
export interface Tried {
  readonly at: 'tried'
  readonly title: string
  readonly startMs: number
  readonly endMs: number
  readonly allDay: boolean
  readonly pools: readonly TriedPool[]
  readonly problems: readonly string[]
  readonly remarks: readonly string[]
  /** An event of this title at this time is in the calendar: here the draft stands in its place. */
  readonly replaces: boolean
}

/** The newest decision, and what it was made of. */
export interface Surroundings {
  readonly observed: Pick<Observed, 'config' | 'calendarZone'>
  readonly decision: Decision
}

/** Tries a draft out. Nothing is kept of it. */
export function tryOut(
  draft: Draft,
  { observed, decision }: Surroundings,
): Tried | { readonly at: 'wrong'; readonly fields: WrongFields } {
  const { config } = observed
  if (draft.pool !== '' && !config.pools.has(draft.pool))
    return { at: 'wrong', fields: { pool: sayNoPool(draft.pool, config.pools.keys()) } }
  const read = readDraft(draft, config.calendar.timezone ?? 'utc')
  if (read.at === 'wrong') return read
  const { occurrence } = read
  const chosen = draft.pool === '' ? config : { ...config, defaultPool: draft.pool }
  const asIs = learned(timelineOf([occurrence], chosen), decision, chosen)
  const alone = withExpected(asIs, decision.memory.forecast.series, chosen, weekZoneOf(observed))
  const others = decision.timeline.intervals.filter((one) => !isSame(one, occurrence))
  const together = timelineFrom([...others, ...alone.intervals], config, [])
  const asked = [...new Set(alone.intervals.map(({ pool }) => pool))].toSorted(compare)
  const say = (one: Problem) => plainly(one, occurrence)
  return {
    at: 'tried',
    title: occurrence.summary,
    startMs: occurrence.startMs,
    endMs: occurrence.endMs,
    allDay: occurrence.allDay,
    pools: asked.flatMap((pool) => triedPool(pool, { alone, together, decision, observed }) ?? []),
    problems: [
      ...[...read.problems, ...alone.problems].map(say),
      ...sayChosen(occurrence.description, draft.pool, config),
    ],
    remarks: [...read.remarks, ...alone.remarks].map(say),
    replaces: others.length < decision.timeline.intervals.length,
  }
}

function learned(timeline: Timeline, decision: Decision, config: Config): Timeline {
  const leads = new Map([...decision.pools].map(([name, { leadTime }]) => [name, leadTime]))
  return withLearnedLeads(timeline, leads, config)
}

const isSame = (one: { readonly summary: string; readonly startMs: number }, { summary, startMs }: Occurrence) =>
  one.startMs === startMs && one.summary === summary

/** There is one event only: what is left of where it stands is where in it. */
function plainly({ where, text }: Problem, occurrence: Occurrence): string {
  const name = sayEvent(occurrence)
  const inside = where.startsWith(name) ? where.slice(name.length).replace(/^, /, '') : where
  return inside === '' ? text : `${inside}: ${text}`
}
