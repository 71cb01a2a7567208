/** The label of the pool's nodes, by which its pods select them. */
export const POOL_NAME = 'hub.jupyter.org/pool-name'

/** How many there are of each: what a simulated and a real world must agree on. */
export interface Standing {
  /** Ready ones. */
  readonly nodes: number
  /** Placeholders that the Deployment asks for, and those that hold a node. */
  readonly desired: number
  readonly bound: number
  /** People with a server, and those of them whose server runs. */
  readonly users: number
  readonly running: number
}

export type Standings = Readonly<Record<string, Standing>>

/** What happened in a world. */
export interface Diary {
  /** By pool, at each change, the oldest first; `atMs` counts from the start of the scenario. */
  readonly entries: readonly { readonly atMs: number; readonly standings: Standings }[]
  /** From the creation of each user's pod until it ran, by user. */
  readonly waitsMs: ReadonlyMap<string, number>
  /** Nodes that were ever there, by uid. */
  readonly nodes: ReadonlySet<string>
}

/** A diary to write in. @param nowMs since the start of the scenario */
export function openDiary(nowMs: () => number) {
  const entries: { atMs: number; standings: Standings }[] = []
  const arrivalsMs = new Map<string, number>()
  const waitsMs = new Map<string, number>()
  const nodes = new Set<string>()
  return {
    entries,
    waitsMs,
    nodes,
    /** Nothing new is not written down. */
    note(standings: Standings): void {
      const last = entries.at(-1)?.standings
      if (JSON.stringify(last) !== JSON.stringify(standings)) entries.push({ atMs: nowMs(), standings })
    },
    seeUser(name: string, isRunning: boolean): void {
      if (!arrivalsMs.has(name)) arrivalsMs.set(name, nowMs())
      if (isRunning && !waitsMs.has(name)) waitsMs.set(name, nowMs() - (arrivalsMs.get(name) ?? 0))
    },
  }
}

/** How things stood as the last change before the instant has left them, and when that was. */
export const entryAt = ({ entries }: Diary, atMs: number) => entries.findLast((entry) => entry.atMs <= atMs)

/** Whether nothing is on its way: all placeholders hold a node, all servers run. */
export const isAtRest = (standings: Standings): boolean =>
  Object.values(standings).every(({ desired, bound, users, running }) => bound === desired && running === users)
