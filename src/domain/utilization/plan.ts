import type { Problem } from '../problem.ts'
import type { ScopeBand } from './band.ts'
import type { Goal } from './goal.ts'
import type { Progress } from './progress.ts'
import type { Figures } from './scope.ts'

/** One node, and why. */
export interface PlannedNode {
  readonly node: string
  readonly uid: string
  /** The pool; the empty text where the config has none. */
  readonly scope: string
  readonly because: string
}

/** A node to take back into service. */
export interface Uncordon extends PlannedNode {
  /** Not to be cordoned again before: written onto the node. Epoch ms. */
  readonly notBeforeMs?: number
}

/** Nodes to create in a pool. */
export interface Creation {
  readonly scope: string
  readonly count: number
  readonly because: string
}

export interface ScopePlan extends Figures {
  readonly goal: Goal
  readonly band: ScopeBand
  /** Schedulable now, without reserved ones; those that only placeholders hold; cordoned by us. */
  readonly open: number
  readonly reserved: number
  readonly ours: number
}

/** What the policy would do now, as data; execution is elsewhere. Applied twice it is the same. */
export interface UtilizationPlan {
  readonly atMs: number
  /** Of all scopes together. */
  readonly figures: Figures
  readonly goal: number
  /** By pool, in the order of the config; one with the empty name where it has none. */
  readonly scopes: ReadonlyMap<string, ScopePlan>
  readonly criticalNodes: readonly string[]
  readonly cordon: readonly PlannedNode[]
  readonly uncordon: readonly Uncordon[]
  readonly shutdown: readonly PlannedNode[]
  readonly create: readonly Creation[]
  /** Nodes that a person uncordoned: our marks are to be removed from them. */
  readonly unmark: readonly PlannedNode[]
  /** What the goal asks for and safety forbids now, and why. */
  readonly staying: readonly PlannedNode[]
  readonly problems: readonly Problem[]
  /** For the next plan. Losing it costs no more than an earlier end of patience with a cordon. */
  readonly memory: Progress
}
