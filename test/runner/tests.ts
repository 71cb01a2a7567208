/** What is to be run. */
export interface Tests {
  /** All paths are below it. */
  readonly folder: string
  /** All files of tests. */
  readonly files: readonly string[]
  /** What processes are started with, in the order in which they begin: such a file, or one that calls `together`. */
  readonly entries: readonly string[]
}
