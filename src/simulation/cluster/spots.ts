import type { Resources } from '../../domain/scheduling/resources.ts'
import type { Taint } from '../../domain/scheduling/taint.ts'
import type { SimNode, SimPod } from './cluster.ts'
import type { Spot } from './spot.ts'

const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

/** With the one that Kubernetes puts on a cordoned node. */
export const taintsOf = ({ taints, unschedulable }: Pick<SimNode, 'taints' | 'unschedulable'>): readonly Taint[] =>
  unschedulable ? [...taints, CORDONED] : taints

/** A node with who is on it. */
export const spotOf = (node: SimNode, tenants: readonly SimPod[]): Spot<SimPod> => ({
  name: node.name,
  labels: node.labels,
  taints: taintsOf(node),
  allocatable: node.allocatable,
  tenants,
  used: sumOf(tenants),
})

function sumOf(pods: readonly SimPod[]): Resources {
  const sum: Record<string, number> = {}
  for (const { requests } of pods) for (const name in requests) sum[name] = (sum[name] ?? 0) + (requests[name] ?? 0)
  return sum
}
