/**
 * From what is seen to what has to be done, as a picture:
 *
 *   config ──────┐
 *   calendar ────┤ combineLatest   settle       Observed     decide            steer        learn        diff
 *   nodes ───────┼───────────────> a burst ───> the whole ─> demand, room ───> nodes to ──> what a ────> only what ──> Step
 *   pods ────────┤   of all        of events    state, once  target, desired   give back    seat takes   differs
 *   deployments ─┤                 is one       ^ all synced  ^                 │
 *   lent ────────┤                              │             │                 │
 *   buffers ─────┤                              │             │                 │
 *   state ───────┤                              │             └── once more, ───┘
 *   hints ───────┤                              │                 where it asks for nodes
 *   hub ─────────┤                              │
 *   exams ───────┤                              │
 *   leading ─────┘                              │
 *                                               └── revisit: a timer for when only time has passed
 *
 * Pure wiring: the real cluster and a simulated one on a virtual clock drive this same function. What becomes of a Step is
 * in product.ts.
 */
import { asyncScheduler, combineLatest, filter, map, type Observable, type SchedulerLike } from 'rxjs'
import { diff } from '../src/domain/act/diff.ts'
import type { Step } from '../src/domain/act/step.ts'
import type { Buffers } from '../src/domain/buffer/buffer.ts'
import type { CalendarState } from '../src/domain/calendar/occurrence.ts'
import type { ExamImage } from '../src/domain/carried/exam-images.ts'
import type { PlaceholderDeployment } from '../src/domain/cluster/deployment.ts'
import type { Hints } from '../src/domain/cluster/hints.ts'
import type { Node } from '../src/domain/cluster/node.ts'
import type { PodsView } from '../src/domain/cluster/occupancy.ts'
import { clipped } from '../src/domain/decide/clipped.ts'
import { decide } from '../src/domain/decide/decide.ts'
import type { Decision } from '../src/domain/decide/decision.ts'
import { learnSeats } from '../src/domain/decide/learn-seats.ts'
import { laterOf, type Memory, NO_MEMORY } from '../src/domain/decide/memory.ts'
import type { Observed } from '../src/domain/decide/observed.ts'
import { recordHistory } from '../src/domain/decide/record-history.ts'
import { earliest } from '../src/domain/earliest.ts'
import type { HubView } from '../src/domain/hub/view.ts'
import type { Lent } from '../src/domain/lent/lent.ts'
import { longWaits } from '../src/domain/room/long-waits.ts'
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
  /** Objects of others whose count is lent to us, by key. */
  readonly lent$: Observable<View<ReadonlyMap<string, Lent>>>
  /** CapacityBuffers of our making. */
  readonly buffers$: Observable<View<Buffers>>
  readonly state$: Observable<View<State | undefined>>
  /** Emits at once, with what is known so far: nothing waits for it. */
  readonly hints$: Observable<Hints>
  /** What a hub says of itself, likewise. */
  readonly hub$: Observable<HubView>
  /** Images that profiles give for an event's time, likewise. */
  readonly exams$: Observable<readonly ExamImage[]>
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
    lent: sources.lent$,
    buffers: sources.buffers$,
    state: sources.state$,
    hints: sources.hints$,
    hub: sources.hub$,
    exams: sources.exams$,
    leading: sources.leading$,
  }).pipe(
    map((inputs) => ({ ...inputs, heardMs: scheduler.now() })),
    settle(SETTLE, scheduler, ({ heardMs }, later) => ({ ...later, heardMs })),
    filter(isSynced),
    map(observer()),
    revisit(step, scheduler),
  )
}

/** Decides and remembers. A restart and a takeover go on from what was stored. */
function step(
  { observed, leading, stored, heardMs }: Seen,
  last: Remembered | undefined,
  nowMs: number,
): Step & { memory: Remembered } {
  const before = inTime(last, nowMs)
  const first = decide(observed, rememberedOf(before, stored, leading, nowMs), nowMs)
  const steering = steer({ observed, decision: first, before: before?.steering, nowMs })
  const wanted = withNodesAskedFor(first, steering, observed, nowMs)
  const { decision: learned, learnedMs } = learnSeats(observed, wanted, before?.seatsLearnedMs, nowMs)
  const { decision, revisitAt: lookAgainAt } = recordHistory(observed, learned, nowMs)
  const difference = diff(decision, observed)
  const waits = longWaits(observed, nowMs)
  return {
    observed,
    leading,
    decision,
    difference,
    waits,
    steering,
    ...(last?.heardMs === heardMs ? {} : { heardMs }),
    memory: { ...decision.memory, leading, steering: steering.memory, seatsLearnedMs: learnedMs, atMs: nowMs, heardMs },
    ...earliest([...[decision, difference, waits, steering].map((one) => one.revisitAt), lookAgainAt]),
  }
}

/** A clock that was set back has left instants that lie ahead, and a plan that would not be due for long. */
function inTime(last: Remembered | undefined, nowMs: number): Remembered | undefined {
  if (!last || last.atMs <= nowMs) return last
  return { ...last, ...clipped(last, nowMs), steering: {}, seatsLearnedMs: Math.min(last.seatsLearnedMs, nowMs) }
}

/** A new leader takes the later of its own memory and of what was stored. */
function rememberedOf(
  before: Remembered | undefined,
  stored: Memory | undefined,
  leading: boolean,
  nowMs: number,
): Memory {
  const takesOver = leading && !before?.leading
  if (!stored || (before && !takesOver)) return before ?? NO_MEMORY
  const known = clipped(stored, nowMs)
  return before ? laterOf(before, known) : known
}

/** Nodes are asked for by placeholders: then these are decided once more. */
function withNodesAskedFor(first: Decision, { floors }: Steering, observed: Observed, nowMs: number): Decision {
  const asks = Object.keys(floors).length > 0
  return asks ? decide(observed, withFloors(first.memory, floors), nowMs) : first
}

/** What one step hands to the next: what decisions remember, and what only the pipeline does. */
interface Remembered extends Memory {
  readonly leading: boolean
  readonly steering: SteeringMemory
  readonly seatsLearnedMs: number
  /** When it was decided, and when the first event came of what was seen. Epoch ms. */
  readonly atMs: number
  readonly heardMs: number
}
