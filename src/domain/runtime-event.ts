import type { Problem } from './problem.ts'

/** What happens around decisions and has to be told: one kind for each line of `docs/log.md` that is no decision. */
export type RuntimeEvent =
  | {
      readonly type: 'config loaded'
      readonly pools: readonly string[]
      readonly warnings: readonly Problem[]
      /** The copy of the last good one: the file is refused still. */
      readonly isStored?: true
    }
  | { readonly type: 'config refused'; readonly errors: readonly Problem[] }
  | { readonly type: 'leading' }
  | { readonly type: 'following' }
  | {
      readonly type: 'watch failed'
      readonly resource: string
      readonly kind: string
      readonly because: string
      readonly retryInMs: number
    }
  | { readonly type: 'watch recovered'; readonly resource: string }
  /** The API server as a whole: what depends on it, and for how long already. Said again while it lasts. */
  | {
      readonly type: 'cluster lost'
      readonly because: string
      readonly resources: readonly string[]
      readonly forMs: number
    }
  | { readonly type: 'cluster found'; readonly forMs: number }
  /** How the lists of nodes and pods are read, once that is known. */
  | { readonly type: 'lists read'; readonly as: 'streams' }
  | { readonly type: 'lists read'; readonly as: 'pages'; readonly because: string }
  /** Our clock and the API server's differ; `aheadMs`: by how much ours is ahead, negative: behind. */
  | { readonly type: 'clock wrong'; readonly aheadMs: number }
  | { readonly type: 'clock right' }
  /** A fault of ours in a part of the program; the others go on, and it begins anew. */
  | { readonly type: 'part failed'; readonly part: string; readonly because: string; readonly retryInMs: number }
  /** Connections to a port are closed to bound them. Said once of each port and reason, until there were none for a while. */
  | { readonly type: 'connections refused'; readonly port: string; readonly because: string }
  /** Somebody asked for the feed, and it has no token that is usable. Said once, until it has. */
  | { readonly type: 'feed closed'; readonly because: string }
  /** Not all occurrences fit into what survives a restart: those from an instant on are left out. */
  | { readonly type: 'calendar store full'; readonly kept: number; readonly of: number; readonly fromMs: number }
  | { readonly type: 'calendar store failed'; readonly because: string }
  /** What could not be kept is kept now. */
  | { readonly type: 'calendar store recovered' }
  /** How much is remembered for a restart, and how much of that the state ConfigMap has room for. */
  | { readonly type: 'state measured'; readonly bytes: number; readonly mostBytes: number }
  /** More is remembered than there is room for; `because` says what is left out. */
  | { readonly type: 'state cut'; readonly because: string }
  | { readonly type: 'state whole' }
  /** What a restart needs could not be written. Said once, until it is. */
  | { readonly type: 'state not kept'; readonly part: StatePart; readonly because: string }
  | { readonly type: 'state kept again'; readonly part: StatePart }
  /** A target of `notify` was told something. */
  | {
      readonly type: 'notified'
      readonly target: string
      readonly kind: string
      readonly state: string
      readonly headline: string
    }
  /** It could not be told. Said once, until it can be, or is not in the config any more. */
  | { readonly type: 'notification failed'; readonly target: string; readonly because: string }
  | { readonly type: 'notification works again'; readonly target: string }
  /** It could not be told for so long that it is no news. */
  | { readonly type: 'notification given up'; readonly target: string; readonly headline: string }
  /** It was told as often in an hour as it may be. Said once, until an hour has fewer. */
  | { readonly type: 'notifications held back'; readonly target: string; readonly perHour: number }
  /** What was told could not be written down: a restart may tell it again. */
  | { readonly type: 'notifications not kept'; readonly because: string }
  /** The state ConfigMap was gone, and is there again by our hand. */
  | { readonly type: 'state made anew' }

/** The state ConfigMap itself, and what is in it: what decisions remember, and the copy of the last good config. */
export type StatePart = 'ConfigMap' | 'memory' | 'config'
