import { SMALLER } from '../../src/domain/calendar/text/budget.ts'

/** What tells a server, or a file system, which version we have. */
export interface Validators {
  /** ETag; for a file a print of its inode, size and time. */
  readonly tag?: string
  /** Last-Modified, as it was sent. */
  readonly modified?: string
  /** Whose they are, after redirects; nobody else is sent them. */
  readonly origin?: string
}

/** What one try to read a calendar's text gave. */
export type Fetched =
  | { readonly at: 'unchanged' }
  | { readonly at: 'text'; readonly text: string; readonly validators: Validators }
  | Failed

export interface Failed {
  readonly at: 'failed'
  readonly because: string
  /** The server asks not to be asked again before. */
  readonly retryAfterMs?: number
}

export const failed = (because: string, retryAfterMs?: number): Failed => ({
  at: 'failed',
  because,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

/**
 * A body longer than this is cut off: a calendar of 2,000 events has about 1 MB.
 *
 * It is what a pod of 512 MiB takes. Measured in a cgroup of that size, beside a process of 340 MB as a cluster of 500
 * nodes makes it at most, with the worst calendars (dates, rules, zones, folds, titles, problems), twenty of each one
 * after the other, each new: of 6 MB they took 470 to 490 MB in all, of 8 MB the process was killed. 20,000 events with a
 * rule each are read within the thread's 96 MB.
 */
export const MAX_BYTES = 6 * 1024 * 1024

export const TOO_LARGE = `it is larger than ${MAX_BYTES / 1024 / 1024} MB: ${SMALLER}`
