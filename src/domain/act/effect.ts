/** What became of an action. Errors are values here. */
export type Effect =
  /**
   * `unordered`: why other placeholders may go first than those that should. `isOnTheWay`: nothing was made, the nodes that
   * were asked for boot already. `version`: the resourceVersion that the watch will show. `uid`: of the Deployment, which may be new.
   */
  | {
      readonly at: 'done'
      readonly unordered?: string
      readonly isOnTheWay?: true
      readonly version?: string
      readonly uid?: string
    }
  | { readonly at: 'dry run' }
  /** Somebody else wrote first: look again. */
  | { readonly at: 'conflict'; readonly because: string }
  /** `isUnreachable`: no answer came; the first one that does, to whatever, says that it is worth another try. */
  | {
      readonly at: 'failed'
      readonly because: string
      readonly retryAfterMs?: number
      readonly isUnreachable?: true
    }
