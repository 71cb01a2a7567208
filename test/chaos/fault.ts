/** What a kind of fault is, and the limits by which the product is judged when it is over. */
import { SECOND } from '../support/time.ts'
import type { Scene } from './scene.ts'

/** How long the product may take from the end of a fault until all is right; `because` says why it is not the common one. */
export interface Limit {
  readonly ms: number
  readonly because?: string
}

export const PROMPT: Limit = { ms: 5 * SECOND }
export const TAKEOVER: Limit = { ms: 17 * SECOND, because: 'lease duration and retry period' }
export const HALF_OPEN: Limit = { ms: 20 * SECOND, because: 'a watch that has died is missed when its end is due' }

export interface Fault {
  readonly name: string
  /** How long it goes on, while users and calendar change; then it ends, everything changes once more, and time is taken. */
  readonly lastsMs: number
  readonly limit?: Limit
  begin(scene: Scene): Promise<void> | void
  /** Without one it just stays: the product has to live with it. */
  end?(scene: Scene): Promise<void> | void
  /** Takes away what it left, when all is measured. */
  undo?(scene: Scene): Promise<void> | void
  /** How old what a write was decided on may be; by default 3 s, of which a calendar's refresh takes one. */
  readonly lagMs?: number
  /** Nobody edits the calendar meanwhile nor in the end: only users come and go. */
  readonly onlyUsers?: true
  /** When all is measured the calendar is edited, and has to be followed again within this. */
  readonly followsCalendar?: Limit
  /** A line of the log has to be about it: somebody can do something. */
  readonly says?: RegExp
  /** The API server is away, for good or off and on: each replica says once that it is lost. */
  readonly isOneOutage?: true
  /** A Deployment may be made anew: it does not look like ours any more. */
  readonly replaces?: true
  /** The API server changes the pod template of our Deployments. */
  readonly changesTemplate?: true
}

/** Faults of one kind, for the table. */
export type Group = readonly [name: string, faults: readonly Fault[]]
