/** What became of an action. Errors are values here. */
export type Effect =
  /** `unordered`: why other placeholders may go first than those that should. */
  | { readonly at: 'done'; readonly unordered?: string }
  | { readonly at: 'dry run' }
  /** Somebody else wrote first: look again. */
  | { readonly at: 'conflict'; readonly because: string }
  | { readonly at: 'failed'; readonly because: string; readonly retryAfterMs?: number }
