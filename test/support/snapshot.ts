/** A decision on a test's world as the page is told of it, and what the page then knows. */

import { diff } from '../../src/domain/act/diff.ts'
import type { Step } from '../../src/domain/act/step.ts'
import { decide } from '../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../src/domain/decide/memory.ts'
import { longWaits } from '../../src/domain/room/long-waits.ts'
import { type Snapshot, type SnapshotInput, snapshotOf } from '../../src/domain/snapshot/snapshot.ts'
import { NO_STATE_TROUBLE } from '../../src/domain/snapshot/state-problems.ts'
import { steer } from '../../src/domain/utilization/steer.ts'
import { observed, type World } from './observed.ts'
import { at } from './time.ts'

export interface StepSpec {
  readonly leading?: boolean
  readonly memory?: Memory
}

/** What the pipeline makes of this world at a time of the tests' day. */
export function stepAt(time: string, world: World = {}, { leading = true, memory = NO_MEMORY }: StepSpec = {}): Step {
  const [sight, nowMs] = [observed(world), at(time)]
  const decision = decide(sight, memory, nowMs)
  const steering = steer({ observed: sight, decision, before: undefined, nowMs })
  return {
    observed: sight,
    leading,
    decision,
    difference: diff(decision, sight),
    waits: longWaits(sight, nowMs),
    steering,
  }
}

/** The snapshot at the instant of a step; everything else as on an ordinary day. */
export function snapshotAfter(step: Step | undefined, more: Partial<SnapshotInput> = {}): Snapshot {
  return snapshotOf({
    release: { namespace: 'hub', identity: 'warmseats-0', version: '0.1.0' },
    config: step?.observed.config,
    step,
    missing: [],
    dryRun: false,
    leader: 'warmseats-0',
    leaderlessSinceMs: undefined,
    calendars: [],
    calendarsHeardMs: new Map(),
    profiles: undefined,
    certificateValidUntilMs: undefined,
    certificateMissingSinceMs: undefined,
    certificateFailure: undefined,
    clockAheadMs: undefined,
    notificationFailures: {},
    failedAdmissions: 0,
    refusedCallers: new Map(),
    storeFailure: undefined,
    state: NO_STATE_TROUBLE,
    refusal: { errors: [], warnings: [] },
    troubles: [],
    actions: [],
    nodeHoursSaved: {},
    nowMs: step?.decision.atMs ?? at('09:00'),
    ...more,
  })
}

/** `snapshotAt('09:00', {nodes: [node()], …})` */
export const snapshotAt = (time: string, world: World = {}, more: Partial<SnapshotInput> = {}): Snapshot =>
  snapshotAfter(stepAt(time, world), more)
