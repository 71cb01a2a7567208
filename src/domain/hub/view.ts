/** What a hub says of itself through its REST API, reduced to what decisions read. No name of a user leaves here for a page or a log. */

/** A server that is being started. */
export interface Spawn {
  /** `user/server`; the default server has no name: `ada/`. */
  readonly key: string
  /** What the user chose of the hub's profiles. */
  readonly profile?: string
  /** Epoch ms. */
  readonly startedMs: number
}

/** All servers of a hub at one time. */
export interface HubServers {
  /** When it was asked. Epoch ms. */
  readonly readMs: number
  readonly active: number
  /** Of these those that have a name: a user may have several. */
  readonly named: number
  readonly spawning: readonly Spawn[]
  /** When each server that is ready was last used, by `user/server`. Epoch ms. */
  readonly usedMs: ReadonlyMap<string, number>
}

export type HubHealth =
  /** Nobody asks one. */
  | { readonly at: 'none' }
  | { readonly at: 'asking' }
  | { readonly at: 'good'; readonly version?: string }
  | { readonly at: 'failing'; readonly because: string }

export interface HubView {
  readonly health: HubHealth
  /** As it answered last; missing: it did not, or so long ago that it says nothing of now. */
  readonly servers?: HubServers
}

export const NO_HUB: HubView = { health: { at: 'none' } }
