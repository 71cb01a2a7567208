import { isCordoned, isLeaving, isReady, type Node } from '../../cluster/node.ts'
import { NO_OCCUPANCY, type Occupancy } from '../../cluster/occupancy.ts'
import type { Pod } from '../../cluster/pod.ts'
import type { Observed } from '../../decide/observed.ts'
import { poolMayFit } from '../../scheduling/affinity.ts'
import { amountOf } from '../../scheduling/resources.ts'

/** Whether the pod fits the node beside those who are there, and may go there. */
export function hasRoomFor(node: Node, { requests, requirement }: Pod, taken: Occupancy = NO_OCCUPANCY): boolean {
  const { pods } = node.allocatable
  if (pods !== undefined && taken.pods >= pods) return false
  const fits = Object.keys(requests).every(
    (name) => amountOf(requests, name) + amountOf(taken.requests, name) <= amountOf(node.allocatable, name),
  )
  return fits && (!requirement || poolMayFit(requirement, node.labels))
}

/**
 * Workload pods that wait and that no node in service has room for. Placeholders give way at once, so a node with one
 * has room. The scheduler says the same a little later, on the pod itself.
 */
export function stuckPods({ nodes, pods }: Observed): readonly Pod[] {
  if (pods.waiting.size === 0) return []
  const inService = [...nodes.values()].filter((node) => !isCordoned(node) && isReady(node) && !isLeaving(node))
  return [...pods.waiting.values()].filter((pod) =>
    inService.every((node) => {
      const taken = pods.occupancy.get(node.name)
      const mayGiveWay =
        (taken?.placeholders ?? 0) > 0 && (!pod.requirement || poolMayFit(pod.requirement, node.labels))
      return !mayGiveWay && !hasRoomFor(node, pod, taken)
    }),
  )
}
