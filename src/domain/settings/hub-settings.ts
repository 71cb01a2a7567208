/** What is asked of a hub, and what it is known to allow. */
export interface HubConfig {
  /** undefined: it is not asked, and only its limits count. */
  readonly api?: HubApi
  /** The pool of servers whose profile names none; undefined: `defaultPool`, or the only one. */
  readonly pool?: string
  /** Of a profile, by what the hub calls it (its slug), the pool. */
  readonly profiles: Readonly<Record<string, string>>
  /** Servers without activity for so long are taken away by the hub's culler; undefined: nobody says. */
  readonly cullIdleAfterMs?: number
  /** So many spawns at a time, and so many servers in all; undefined: nobody says, or there is no limit. */
  readonly concurrentSpawnLimit?: number
  readonly activeServerLimit?: number
  /** How long the hub waits for a server; undefined: nobody says. */
  readonly startTimeoutMs?: number
  /** How long a server takes that finds a warm seat. */
  readonly spawnTimeMs: number
}

export interface HubApi {
  /** Without `/hub/api`, and without a slash at its end. */
  readonly url: string
  readonly tokenSecret: { readonly name: string; readonly key: string }
  readonly refreshMs: number
}
