import type { PoolFit } from '../fit/pool-fit.ts'
import type { Limit, LimitBy } from '../fit/pool-limits.ts'
import type { PoolScale } from '../fit/pool-scale.ts'

/** What says how many nodes a pool can have. `seen`: nobody does, so many were there at once; `default`: nobody, and it is what is sane. */
export type CapacitySource = LimitBy | 'default'

export interface Capacity {
  readonly source: CapacitySource
  /** The most nodes, rounded down. */
  readonly nodes: number
}

/** Each limit of a pool as whole nodes, the least of each source; what nobody can count in nodes is left out. */
export function capacities({ limits, scale }: PoolFit): Capacity[] {
  const bySource = new Map<CapacitySource, number>()
  for (const { by, of, most, isDefault } of limits) {
    const each = perNode(of, scale)
    if (each === undefined) continue
    const source = isDefault ? 'default' : by
    const nodes = Math.floor(most / each)
    bySource.set(source, Math.min(bySource.get(source) ?? nodes, nodes))
  }
  return [...bySource].map(([source, nodes]) => ({ source, nodes }))
}

function perNode(of: Limit['of'], scale: PoolScale): number | undefined {
  switch (of) {
    case 'nodes':
      return 1
    case 'placeholders':
      return scale.placeholdersPerNode
    case 'seats':
      return scale.perNode
  }
}
