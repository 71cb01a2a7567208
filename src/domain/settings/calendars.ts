export interface CalendarConfig {
  /** An address, `file://` or a path; undefined: no calendar, config counts only. */
  readonly url?: string
  readonly timezone?: string
  readonly refreshMs: number
  /** How long a calendar that was never read may forbid falls. */
  readonly holdMs: number
  /** Patterns of the hosts that may be on a private network; `*` is all. */
  readonly privateHosts: readonly string[]
}

/** What a calendar's server wants to see, from keys of a Secret. */
export type CalendarAuth =
  | { readonly type: 'bearer'; readonly secretName: string; readonly tokenKey: string }
  | { readonly type: 'basic'; readonly secretName: string; readonly usernameKey: string; readonly passwordKey: string }

/** One of `calendars`, beside that of `calendarUrl`. */
export interface CalendarEntry {
  /** How messages call it. */
  readonly name: string
  /** Its address, or the Secret that holds it: one of the two. */
  readonly url?: string
  readonly secret?: { readonly name: string; readonly key: string }
  readonly auth?: CalendarAuth
  readonly timezone?: string
  readonly refreshMs: number
  /** The pools that it may ask for; undefined: all. */
  readonly pools?: readonly string[]
  /** One of `classes`: whom its events mean that do not say. */
  readonly who?: string
}
