import type { Decision } from '../decision.ts'
import type { Difference } from '../diff.ts'
import type { Observed } from '../observed.ts'
import type { Steering } from '../utilization/steer.ts'

/** One decision with what it was made of. */
export interface SeenStep {
  readonly observed: Observed
  readonly leading: boolean
  readonly decision: Decision
  readonly difference: Difference
  readonly steering: Steering
}
