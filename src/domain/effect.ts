/** What became of an action. Errors are values here. */
export type Effect =
  | { readonly at: 'done' }
  | { readonly at: 'dry run' }
  /** Somebody else wrote first: look again. */
  | { readonly at: 'conflict'; readonly because: string }
  | { readonly at: 'failed'; readonly because: string; readonly retryAfterMs?: number }
