import { SMALLER } from '../../src/domain/calendar/text/budget.ts'

/** What tells a server, or a file system, which version we have. */
export interface Validators {
  /** ETag; for a file a print of its inode, size and time. */
  readonly tag?: string
  /** Last-Modified, as it was sent. */
  readonly modified?: string
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
 * nodes makes it, by the worst calendars of 8 MB (dates, rules, zones, folds, titles, problems): 63 MB more for the
 * thread and its modules, 165 MB more at most while it reads, 465 MB in all; the text of two bytes a character and the
 * copy that goes on come to 20 to 30 MB more. At 16 MB lists of dates no longer fit into the thread's 128 MB.
 */
export const MAX_BYTES = 8 * 1024 * 1024

export const TOO_LARGE = `it is larger than ${MAX_BYTES / 1024 / 1024} MB: ${SMALLER}`
