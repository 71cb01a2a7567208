import type { Difference } from '../act/diff.ts'
import type { Decision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import type { Steering } from '../utilization/steer.ts'

/** One decision with what it was made of. */
export interface SeenStep {
  readonly observed: Observed
  readonly leading: boolean
  readonly decision: Decision
  readonly difference: Difference
  readonly steering: Steering
}
