import { add, amountOf, type Resources, subtract } from '../../domain/scheduling/resources.ts'
import { type Labels, matchesLabels } from '../../domain/scheduling/selector.ts'
import { type Taint, untolerated } from '../../domain/scheduling/taint.ts'
import type { PodSpec, PoolSpec } from './cluster.ts'
import { inZone } from './zone.ts'

/** A node as the scheduler counts it, there already or only thought of: what it has and who is on it. */
export interface Spot<P extends PodSpec = PodSpec> {
  readonly name: string
  readonly labels: Labels
  readonly taints: readonly Taint[]
  readonly allocatable: Resources
  readonly used: Resources
  readonly tenants: readonly P[]
}

/** A node that the pool could get: empty but for its DaemonSet pods. */
export const emptySpot = ({ labels, taints, allocatable, daemons }: PoolSpec, name: string, zone?: string): Spot => ({
  name,
  labels: inZone(labels, zone),
  taints,
  allocatable,
  used: daemons,
  tenants: [],
})

export const withPod = <P extends PodSpec>(spot: Spot<P>, pod: P): Spot<P> => ({
  ...spot,
  used: add(spot.used, pod.requests),
  tenants: [...spot.tenants, pod],
})

export const withoutPod = <P extends PodSpec>(spot: Spot<P>, pod: P): Spot<P> => ({
  ...spot,
  used: subtract(spot.used, pod.requests),
  tenants: spot.tenants.filter((tenant) => tenant !== pod),
})

/** Whether the node is of the kind that the pod may go to, full or not. */
export const admits = (spot: Spot, pod: PodSpec): boolean =>
  matchesLabels(pod.nodeSelector, spot.labels) && untolerated(spot.taints, pod.tolerations) === undefined

/** Whether there is room for it, beside those who are there. */
export function hasRoom(spot: Spot, pod: PodSpec): boolean {
  const { apart } = pod
  if (apart && spot.tenants.some((tenant) => matchesLabels(apart, tenant.labels))) return false
  if (spot.allocatable.pods !== undefined && spot.tenants.length >= spot.allocatable.pods) return false
  return Object.entries(pod.requests).every(
    ([name, amount]) => amountOf(spot.used, name) + amount <= amountOf(spot.allocatable, name),
  )
}

export const fits = (spot: Spot, pod: PodSpec): boolean => admits(spot, pod) && hasRoom(spot, pod)

/** 0 empty to 1 full, CPU and memory alike: NodeResourcesFit's MostAllocated. */
export function fullness({ used, allocatable }: Spot): number {
  const share = (name: string) => amountOf(used, name) / Math.max(1, amountOf(allocatable, name))
  return (share('cpu') + share('memory')) / 2
}
