/** What is said of one class to who wrote it into a calendar. */
export interface Answer {
  /** Names the occurrence: the same as long as it is the same one. */
  readonly key: string
  /** The event's own start and end. Epoch ms. */
  readonly startMs: number
  readonly endMs: number
  /** Of an event of whole days the first of them, and the first after them: `2026-03-24`. */
  readonly days?: { readonly from: string; readonly to: string }
  /** `✓ Data 8: 350 seats, 13 nodes, ready 08:50`: one line, nothing in it that steers a screen. */
  readonly title: string
  /** The rest, each on a line of its own. */
  readonly lines: readonly string[]
}

/**
 * `✓` there is enough for it, `⚠` it needs a hand, `?` it asks for nothing although it may have been meant to, `·` it is
 * over and nobody says how it went.
 */
export type Mark = '✓' | '⚠' | '?' | '·'
