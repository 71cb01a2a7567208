import type { CalendarPart } from '../calendar/merge-calendars.ts'
import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import type { KnownPool } from '../known/known.ts'
import { type Problem, problem } from '../problem.ts'
import { type CalendarView, calendarsOf } from './calendars.ts'
import { type ClassView, classesOf } from './classes.ts'
import { type EventsView, eventsOf } from './events.ts'
import { forecastsOf } from './forecasts.ts'
import { type ActionView, actionsOf } from './past-action.ts'
import { type PoolView, poolsOf } from './pools.ts'
import { type ProblemsInput, type ProblemView, problemsOf } from './problems.ts'
import { type ProfilesView, profilesOf } from './profiles.ts'
import { type UtilizationView, utilizationOf } from './utilization.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** Which of all programs this is. */
export interface Release {
  readonly namespace: string
  /** Of this process among its replicas. */
  readonly identity: string
  readonly version: string
}

/** All that the process knows of itself at one instant. */
export interface SnapshotInput extends ProblemsInput {
  readonly release: Release
  /** What the first decision waits for. */
  readonly missing: readonly string[]
  readonly dryRun: boolean
  /** Who holds the Lease; undefined: nobody, or there is none. */
  readonly leader: string | undefined
  readonly calendars: readonly CalendarPart[]
  /** When each calendar last answered, by name. Epoch ms. */
  readonly calendarsHeardMs: ReadonlyMap<string, number>
  /** Since the process started, by pool. */
  readonly nodeHoursSaved: Readonly<Record<string, number>>
}

/**
 * What the operator's status page shows, as JSON: instants are ISO 8601 texts in UTC. It has titles of events and counts
 * of users; it has no address of a calendar and no name of a user.
 */
export interface Snapshot {
  readonly at: string
  /** For times of day. */
  readonly zone: string
  readonly verdict: Verdict
  readonly release: Release
  readonly leading: boolean
  readonly leader?: string
  readonly dryRun: boolean
  /** When the latest decision was made; missing before the first. */
  readonly decidedAt?: string
  readonly waitingFor: readonly string[]
  readonly cluster: { readonly state: 'starting' | 'live' | 'stale'; readonly because?: string }
  readonly problems: readonly ProblemView[]
  readonly pools: readonly PoolView[]
  readonly calendars: readonly CalendarView[]
  readonly events: EventsView['events']
  /** How many more count now or soon than are listed here; missing: none. */
  readonly furtherEvents?: number
  /** How lines are read that are not written as documented, and what nobody knows to fit: no problems. Missing: there is none. */
  readonly remarks?: readonly Problem[]
  /** What is known of who comes, counts alone; missing: nothing. */
  readonly forecast?: readonly KnownPool[]
  /** What became of the last classes, the last one first. */
  readonly classes: readonly ClassView[]
  readonly profiles?: ProfilesView
  readonly utilization?: UtilizationView
  readonly actions: readonly ActionView[]
}

/** Pure. Costs a pass over all nodes, users and events: asked for when somebody looks, not when something is decided. */
export function snapshotOf(input: SnapshotInput): Snapshot {
  const { release, config, step, missing, dryRun, leader, nowMs } = input
  const sight = step?.observed.sight
  const problems = problemsOf(input)
  const pools = step ? poolsOf(step, nowMs) : []
  const utilization = step && utilizationOf(step, input.nodeHoursSaved)
  const profiles = config?.profiles.enabled ? profilesOf(input) : undefined
  const remarks = (step?.decision.remarks ?? []).map(({ where, text }) => problem(where, text))
  const forecast = step ? forecastsOf(step, nowMs) : []
  const { events, furtherEvents } = step
    ? eventsOf(step.decision.timeline, input.calendars, nowMs)
    : { events: [], furtherEvents: 0 }
  const zone = config?.calendar.timezone ?? 'utc'
  return {
    at: sayInstant(nowMs),
    zone,
    verdict: verdictOf({ step, missing, problems, pools, place: release, dryRun, zone, nowMs }),
    release,
    leading: step?.leading ?? false,
    ...given({ leader }),
    dryRun,
    ...given({ decidedAt: step && sayInstant(step.decision.atMs) }),
    waitingFor: step ? [] : missing,
    cluster: {
      state: sight?.at ?? 'starting',
      ...given({ because: sight?.at === 'stale' ? sight.because : undefined }),
    },
    problems,
    pools,
    calendars: calendarsOf(input.calendars, input.calendarsHeardMs),
    classes: classesOf(step),
    events,
    ...given({ furtherEvents: furtherEvents > 0 ? furtherEvents : undefined, profiles, utilization }),
    ...given({
      remarks: remarks.length > 0 ? remarks : undefined,
      forecast: forecast.length > 0 ? forecast : undefined,
    }),
    actions: actionsOf(input.actions),
  }
}
