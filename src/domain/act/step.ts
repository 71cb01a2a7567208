import type { Decision } from '../decide/decision.ts'
import type { Observed } from '../decide/observed.ts'
import type { Problem } from '../problem.ts'
import type { LongWaits } from '../room/long-waits.ts'
import type { Steering } from '../utilization/steer.ts'
import type { Difference } from './diff.ts'

/** One decision: what was seen, what is wanted, and what has to be done for it. */
export interface Step {
  readonly observed: Observed
  /** Whether this replica acts on it. */
  readonly leading: boolean
  readonly decision: Decision
  readonly difference: Difference
  /** Those for whom there is no room now. */
  readonly waits: LongWaits
  /** The utilization policy: its plan in force, and what of it is to be done to nodes. */
  readonly steering: Steering
  /** When the first of the events came that it answers. Epoch ms; missing: none did, only time has passed. */
  readonly heardMs?: number
  /** The earliest instant at which the same observation would be decided differently. Epoch ms; undefined: never. */
  readonly revisitAt?: number
}

/** Everything that a decision found to be wrong. */
export const problemsOfStep = ({ decision, difference, waits, steering }: Step): readonly Problem[] => [
  ...waits.problems,
  ...decision.problems,
  ...difference.problems,
  ...(steering.plan?.problems ?? []),
]
