/**
 * The product, as a picture:
 *
 *   config ──────┐
 *   calendar ────┤ combineLatest   settle       Observed     decide          diff
 *   nodes ───────┼───────────────> a burst ───> the whole ─> demand, room ─> only what ──> Step
 *   pods ────────┤   of all        of events    state, once  target          differs
 *   placeholders ┤                 is one       ^ all synced desired
 *   state ───────┤                              ├── steer: once a cycle, which nodes to cordon and give back
 *   leading ─────┘                              └── revisit: a timer for when only time has passed
 *
 * Pure wiring: the real cluster and a simulated one on a virtual clock drive this same function.
 */
import { asyncScheduler, combineLatest, filter, map, type Observable, type SchedulerLike } from 'rxjs'
import { diff } from '../src/domain/act/diff.ts'
import type { Step } from '../src/domain/act/step.ts'
import type { CalendarState } from '../src/domain/calendar/occurrence.ts'
import type { PlaceholderDeployment } from '../src/domain/cluster/deployment.ts'
import type { Node } from '../src/domain/cluster/node.ts'
import type { PodsView } from '../src/domain/cluster/occupancy.ts'
import { decide } from '../src/domain/decide/decide.ts'
import { LEARN_SEATS_EVERY_MS, learnSeats } from '../src/domain/decide/learn-seats.ts'
import { laterOf, type Memory, NO_MEMORY } from '../src/domain/decide/memory.ts'
import type { Config } from '../src/domain/settings/config.ts'
import { withFloors } from '../src/domain/utilization/floor.ts'
import { type Steering, type SteeringMemory, steer } from '../src/domain/utilization/steer.ts'
import { isSynced, observer, type Seen } from './observe.ts'
import { revisit } from './operators/revisit.ts'
import { settle } from './operators/settle.ts'
import type { State } from './sources/state.ts'
import type { View } from './watch/view.ts'

export interface Sources {
  readonly config$: Observable<Config>
  readonly calendar$: Observable<CalendarState>
  readonly nodes$: Observable<View<ReadonlyMap<string, Node>>>
  readonly pods$: Observable<View<PodsView>>
  readonly deployments$: Observable<View<ReadonlyMap<string, PlaceholderDeployment>>>
  readonly state$: Observable<View<State | undefined>>
  /** Whether this replica acts. Every replica decides and remembers. */
  readonly leading$: Observable<boolean>
}

/** Long enough for the events of one cause to come together, short enough that nobody notices. */
export const SETTLE = { idleMs: 5, maxMs: 25 }

export function pipeline(sources: Sources, scheduler: SchedulerLike = asyncScheduler): Observable<Step> {
  return combineLatest({
    config: sources.config$,
    calendar: sources.calendar$,
    nodes: sources.nodes$,
    pods: sources.pods$,
    deployments: sources.deployments$,
    state: sources.state$,
    leading: sources.leading$,
  }).pipe(settle(SETTLE, scheduler), filter(isSynced), map(observer()), revisit(step, scheduler))
}

/** Decides and remembers. A restart and a takeover go on from what was stored. */
function step(
  { observed, leading, stored }: Seen,
  before: Remembered | undefined,
  nowMs: number,
): Step & { memory: Remembered } {
  const takesOver = leading && !before?.leading && stored !== undefined
  const remembered = before && takesOver ? laterOf(before, stored) : (before ?? stored ?? NO_MEMORY)
  const placeholders = decide(observed, remembered, nowMs)
  const steering = steer({ observed, decision: placeholders, before: before?.steering, nowMs })
  // Nodes are asked for by placeholders: then these are decided once more.
  const decided = asksForNodes(steering)
    ? decide(observed, withFloors(placeholders.memory, steering.floors), nowMs)
    : placeholders
  const seatsAtMs = before && nowMs - before.seatsAtMs < LEARN_SEATS_EVERY_MS ? before.seatsAtMs : nowMs
  const decision = seatsAtMs === nowMs ? { ...decided, memory: learnSeats(observed, decided) } : decided
  const revisitAt = earlierOf(decision.revisitAt, steering.revisitAt)
  return {
    observed,
    leading,
    decision,
    difference: diff(decision, observed),
    steering,
    memory: { ...decision.memory, leading, steering: steering.memory, seatsAtMs },
    ...(revisitAt === undefined ? {} : { revisitAt }),
  }
}

const asksForNodes = ({ floors }: Steering) => Object.keys(floors).length > 0

const earlierOf = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

interface Remembered extends Memory {
  readonly leading: boolean
  readonly steering: SteeringMemory
  /** When seats were last learned from those who are there. Epoch ms. */
  readonly seatsAtMs: number
}
