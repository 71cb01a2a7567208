/** One fault that was played, with all that witnesses have to say of it. Instants are epoch ms. */
import type { Converged } from './converge.ts'
import type { Fault } from './fault.ts'
import type { Right } from './judge/right.ts'
import type { ProcessSize } from './process.ts'
import type { Heard } from './replica.ts'
import type { Holding, SeenWrite } from './witness.ts'

export interface Played extends Converged {
  readonly fault: Fault
  readonly beganMs: number
  /** When the last thing was changed: time is taken from there. */
  readonly endedMs: number
  readonly overMs: number
  readonly right: Right
  readonly writesBefore: readonly SeenWrite[]
  readonly writes: readonly SeenWrite[]
  readonly holdings: readonly Holding[]
  readonly replicas: readonly PlayedReplica[]
  /** What `explain` says otherwise of the objects in the end. */
  readonly otherwise: readonly string[]
  /** Of a fault after which the calendar has to be followed again. */
  readonly followed?: Converged
}

export interface PlayedReplica {
  readonly identity: string
  readonly lines: readonly Heard[]
  readonly stderr: readonly string[]
  /** What befell the process that nobody had ordered. */
  readonly mishaps: readonly string[]
  /** Of the process that ran in the end, if one did. */
  readonly pid?: number
  readonly size?: ProcessSize | undefined
}
