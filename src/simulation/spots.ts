import { add } from '../domain/resources.ts'
import { type Cluster, nodeOf, type SimNode, type SimPod } from './cluster.ts'
import type { Spot } from './spot.ts'

/** The Ready nodes, with who is on them, by name. */
export function spotsOf({ nodes, pods }: Cluster): Map<string, Spot<SimPod>> {
  const tenants = Map.groupBy(pods.all(), (pod) => nodeOf(pod))
  const ready = nodes.all().filter((node) => node.ready.is)
  return new Map(ready.map((node) => [node.name, spotOf(node, tenants.get(node.name) ?? [])]))
}

const spotOf = ({ name, labels, taints, allocatable }: SimNode, tenants: readonly SimPod[]): Spot<SimPod> => ({
  name,
  labels,
  taints,
  allocatable,
  tenants,
  used: tenants.reduce((sum, pod) => add(sum, pod.requests), {}),
})
