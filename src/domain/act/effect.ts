/** What became of an action. Errors are values here. */
export type Effect =
  /**
   * `unordered`: why other placeholders may go first than those that should. `isOnTheWay`: nothing was made, the nodes that
   * were asked for boot already.
   */
  | { readonly at: 'done'; readonly unordered?: string; readonly isOnTheWay?: true }
  | { readonly at: 'dry run' }
  /** Somebody else wrote first: look again. */
  | { readonly at: 'conflict'; readonly because: string }
  | { readonly at: 'failed'; readonly because: string; readonly retryAfterMs?: number }
