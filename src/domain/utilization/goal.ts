import { sayCount } from '../say.ts'
import type { Band, NodeBounds } from '../settings/utilization-settings.ts'
import { figuresOf, ratio, type Scope } from './scope.ts'

/** How many nodes of a scope shall be schedulable, reserved ones not counted, and why. */
export interface Goal {
  readonly nodes: number
  /** How many of these only `minNodes` asks for, no workload. Default: none. */
  readonly forMinimum?: number
  readonly because: string
}

/**
 * The goal of a scope before the bounds. Within the band (both ends included) it is what is in service now. Outside it is
 * the number of nodes at which utilization is nearest to the optimum: nodes are taken in the order in which they stay
 * in service, each with its own capacity, then new ones like the median of those that are there.
 * Rounding may not leave the band where a number lies inside it, and never goes above the maximum.
 * @param scope with the cordons that end in any case taken back already (`withReturned`)
 */
export function goalOf(scope: Scope, band: Band & NodeBounds): Goal {
  const { minUtilization, optimalUtilization, maxUtilization } = band
  const { workloadBytes, utilization } = figuresOf([scope])
  const said = `utilization is ${sayShare(utilization)}`
  if (utilization >= minUtilization && utilization <= maxUtilization) {
    const nodes = scope.nodes.filter(({ standing }) => standing === 'open').length
    const because = `${said}, between ${sayShare(minUtilization)} and ${sayShare(maxUtilization)}: ${sayCount(nodes, 'node')} stay`
    return { nodes, because }
  }
  const capacities = scope.nodes
    .filter(({ standing }) => standing === 'open' || standing === 'ours')
    .map(({ node }) => node.memoryBytes)
  const each = median(scope.nodes.map(({ node }) => node.memoryBytes).filter((bytes) => bytes > 0))
  const nodes = nearest(workloadBytes, capacities, each, band)
  const side = utilization > maxUtilization ? `above ${sayShare(maxUtilization)}` : `below ${sayShare(minUtilization)}`
  return {
    nodes,
    because: `${said}, ${side}: ${sayCount(nodes, 'node')} would be nearest to ${sayShare(optimalUtilization)}`,
  }
}

/** @param each capacity of a further node; 0 when nobody knows: then there are no more than are there */
function nearest(workloadBytes: number, capacities: readonly number[], each: number, band: Band & NodeBounds): number {
  if (workloadBytes === 0) return 0
  const wanted = workloadBytes / band.optimalUtilization
  const capacityOf = (at: number) => capacities[at] ?? each
  const isMore = (at: number) => at < capacities.length || (each > 0 && at < band.maxNodes)
  let [count, capacity] = [0, 0]
  const take = () => {
    capacity += capacityOf(count)
    count += 1
  }
  while (isMore(count) && capacity + capacityOf(count) / 2 <= wanted) take()
  while (isMore(count) && ratio(workloadBytes, capacity) > band.maxUtilization) take()
  while (count > 0 && workloadBytes / capacity < band.minUtilization) {
    const fewer = capacity - capacityOf(count - 1)
    if (ratio(workloadBytes, fewer) > band.maxUtilization) break
    count -= 1
    capacity = fewer
  }
  return count
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? 0
}

export const sayShare = (share: number): string =>
  Number.isFinite(share) ? `${Math.round(share * 1000) / 10} %` : 'without bound'
