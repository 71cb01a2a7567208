import type { NodeLoad } from './node-load.ts'

/** By uid of a node that we cordoned: the fewest kept pods it has had since, and since when (epoch ms). */
export type Progress = Readonly<Record<string, { readonly kept: number; readonly sinceMs: number }>>

export const NO_PROGRESS: Progress = {}

/** A cordon makes progress when pods leave. On first sight it is counted from the cordon. */
export function progressOf(ours: readonly NodeLoad[], before: Progress, nowMs: number): Progress {
  return Object.fromEntries(
    ours.flatMap(({ node, kept, cordon }) => {
      if (!cordon) return []
      const known = before[node.uid]
      if (!known || known.sinceMs < cordon.atMs) return [[node.uid, { kept, sinceMs: cordon.atMs }]]
      return [[node.uid, kept < known.kept ? { kept, sinceMs: nowMs } : known]]
    }),
  )
}
