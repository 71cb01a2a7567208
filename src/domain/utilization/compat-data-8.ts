import type { Node } from '../cluster/node.ts'
import type { Pod } from '../cluster/pod.ts'
import { amountOf } from '../scheduling/resources.ts'
import type { Band, NodeBounds } from '../settings/utilization-settings.ts'
import { finite, type UtilizationReport } from './report.ts'
import { ratio } from './scope.ts'

/**
 * The arithmetic of the data-8 autoscaler (`scale.py`), to the letter, to compare with: every pod that is not omitted is
 * kept, placeholders and DaemonSets too; the memory of the first node stands for all; MIN_NODES and MAX_NODES count
 * outside the band alone; a person's cordon is undone, and an empty node is shut down that was cordoned before, even
 * while it is taken back. Nothing here is safe to carry out. Only its shuffle is left out: nodes with equally many pods
 * go in the order given.
 * @param nodes in the order of the API
 */
export function compatData8(
  nodes: readonly Node[],
  pods: readonly Pod[],
  settings: Band & NodeBounds,
): UtilizationReport {
  const kept = pods.filter(({ terminal, load }) => !terminal && load !== 'omitted')
  const workloadBytes = kept.reduce((sum, { requests }) => sum + amountOf(requests, 'memory'), 0)
  const capacityBytes = nodes.reduce((sum, { cordoned, memoryBytes }) => sum + (cordoned ? 0 : memoryBytes), 0)
  const utilization = ratio(workloadBytes, capacityBytes)
  const isCritical = new Set(kept.filter(({ load }) => load === 'critical').map(({ nodeName }) => nodeName))
  const countOn = Map.groupBy(kept, ({ nodeName }) => nodeName)
  const podsOn = ({ name }: Node) => countOn.get(name)?.length ?? 0
  const others = nodes.filter(({ name }) => !isCritical.has(name))

  const goal = goalOf(utilization, workloadBytes, nodes, settings)
  const emptiestFirst = others.toSorted((a, b) => podsOn(a) - podsOn(b))
  const surplus = Math.max(nodes.length - goal, 0)
  const names = (some: readonly Node[]) => some.map(({ name }) => name)
  return {
    utilization: finite(utilization),
    workloadBytes,
    capacityBytes,
    criticalNodes: names(nodes.filter(({ name }) => isCritical.has(name))).toSorted(),
    goal,
    cordon: names(emptiestFirst.slice(0, surplus).filter(({ cordoned }) => !cordoned)),
    uncordon: names(emptiestFirst.slice(surplus).filter(({ cordoned }) => cordoned)),
    shutdown: names(others.filter((node) => node.cordoned && podsOn(node) === 0)),
    create: Math.max(goal - nodes.length, 0),
  }
}

function goalOf(
  utilization: number,
  workloadBytes: number,
  nodes: readonly Node[],
  settings: Band & NodeBounds,
): number {
  const { minUtilization, optimalUtilization, maxUtilization, minNodes, maxNodes } = settings
  if (utilization >= minUtilization && utilization <= maxUtilization)
    return nodes.filter(({ cordoned }) => !cordoned).length
  const each = nodes[0]?.memoryBytes ?? 0
  // It fails without any node; then there is nothing to count.
  const required = each > 0 ? workloadBytes / optimalUtilization / each : 0
  return roundHalfToEven(Math.min(Math.max(required, minNodes), maxNodes))
}

/** Python's `round`. */
function roundHalfToEven(value: number): number {
  const down = Math.floor(value)
  const isHalf = value - down === 0.5
  return isHalf ? down + (down % 2) : Math.round(value)
}
