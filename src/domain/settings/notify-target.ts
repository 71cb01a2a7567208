/** What can be told. Of each a target may be told or not. */
export const NOTICE_KINDS = ['waits', 'doesNotFit', 'leader', 'events', 'verdicts'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A verdict comes after every class, and mostly there is nothing to be done: who wants them says so. */
export const TOLD_UNASKED: readonly NoticeKind[] = ['waits', 'doesNotFit', 'leader', 'events']

export const TARGET_TYPES = ['slack', 'teams', 'webhook', 'email'] as const

/** Whom the program tells, and of what. Where that is stands in a Secret, and nowhere else. */
export type NotifyTarget = Common &
  (
    | { readonly type: 'slack' | 'teams' }
    | {
        readonly type: 'webhook'
        /** The key of the same Secret with which bodies are signed; undefined: they are not. */
        readonly signingKey?: string
      }
    | {
        readonly type: 'email'
        readonly from: string
        readonly to: readonly string[]
        /** Whoever an event names as its organizer is told what is wrong with it, at these domains alone; undefined: nobody is. */
        readonly organizersAt?: readonly string[]
      }
  )

export type EmailTarget = NotifyTarget & { readonly type: 'email' }

interface Common {
  /** How messages call it. */
  readonly name: string
  /** A key of a Secret: an address, with all that it takes to write there. */
  readonly secret: { readonly name: string; readonly key: string }
  readonly kinds: readonly NoticeKind[]
  /** What concerns these pools, or none; undefined: all. */
  readonly pools?: readonly string[]
  /** At most so many messages an hour. */
  readonly perHour: number
}
