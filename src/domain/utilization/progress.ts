import type { NodeLoad } from './node-load.ts'
import { NOT_WATCHED, type Watched } from './placing.ts'

/** What a plan remembers of the ones before. Losing it costs patience with a cordon, or a cordon that is taken back. */
export interface Progress {
  /** By uid of a node that we cordoned: the fewest workload pods it has had since, and since when (epoch ms). */
  readonly cordons: Readonly<Record<string, { readonly workloadPods: number; readonly sinceMs: number }>>
  /** By scope: when a node was last taken back because it was needed (epoch ms). */
  readonly needed: Readonly<Record<string, number>>
  /** How users came to their nodes. Losing it costs the careful band until enough have come. */
  readonly watched: Watched
}

export const NO_PROGRESS: Progress = { cordons: {}, needed: {}, watched: NOT_WATCHED }

/** A cordon makes progress when pods leave. On first sight it is counted from the cordon. */
export function progressOf(ours: readonly NodeLoad[], { cordons }: Progress, nowMs: number): Progress['cordons'] {
  return Object.fromEntries(
    ours.flatMap(({ node, workloadPods, cordon }) => {
      if (!cordon) return []
      const known = cordons[node.uid]
      if (!known || known.sinceMs < cordon.atMs) return [[node.uid, { workloadPods, sinceMs: cordon.atMs }]]
      return [[node.uid, workloadPods < known.workloadPods ? { workloadPods, sinceMs: nowMs } : known]]
    }),
  )
}
