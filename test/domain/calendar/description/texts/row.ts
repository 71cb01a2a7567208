/** A text that somebody writes, what counts of it, and all that is said: `problem: …`, `remark: …`. */
export type Row = readonly [text: string, counts: string, ...says: readonly string[]]
