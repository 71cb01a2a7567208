import type { Resources } from '../domain/resources.ts'
import type { SimNode, SimPod } from './cluster.ts'
import type { Spot } from './spot.ts'

/** A node with who is on it. */
export const spotOf = ({ name, labels, taints, allocatable }: SimNode, tenants: readonly SimPod[]): Spot<SimPod> => ({
  name,
  labels,
  taints,
  allocatable,
  tenants,
  used: sumOf(tenants),
})

function sumOf(pods: readonly SimPod[]): Resources {
  const sum: Record<string, number> = {}
  for (const { requests } of pods) for (const name in requests) sum[name] = (sum[name] ?? 0) + (requests[name] ?? 0)
  return sum
}
