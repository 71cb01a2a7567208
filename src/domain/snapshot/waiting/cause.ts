/** Why people wait, or will, in the fewest kinds that have something else to be done. */
export type CauseKind =
  | 'dry run'
  | 'paused'
  | 'refused'
  | 'quota'
  | 'cannot preempt'
  | 'more came'
  | 'not announced'
  | 'late'
  | 'booting'
  | 'too few'
  | 'silence'
  | 'image'
  | 'spawn limit'
  | 'does not fit'
  | 'trouble'

/** What can be done now. */
export interface Doing {
  readonly text: string
  /** A command or values, ready to copy. */
  readonly copy: string
}

/** One cause, and what mends it. */
export interface Cause {
  readonly kind: CauseKind
  /** Missing: it is not of one pool. */
  readonly pool?: string
  readonly text: string
  readonly doing: Doing
}
