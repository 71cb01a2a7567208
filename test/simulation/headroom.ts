import type { Resources } from '../../src/domain/scheduling/resources.ts'
import { type Cluster, isUser, type SimPod } from '../../src/simulation/cluster/cluster.ts'
import { hasRoom, type Spot, withoutPod, withPod } from '../../src/simulation/cluster/spot.ts'

/**
 * How many more pods of this size the scheduler could place at once, placeholders giving way, on nodes that stay:
 * somebody is there, or a placeholder holds them. Counted by placing them, not by dividing.
 */
export function headroom({ roster }: Cluster, seat: Resources): number {
  const staying = [...roster.spots().values()].filter(({ tenants }) =>
    tenants.some((pod) => isUser(pod) || isPlaceholder(pod)),
  )
  return staying.reduce((sum, spot) => sum + placeable(spot, seat), 0)
}

/** The same on one node. */
export function placeable(spot: Spot<SimPod>, seat: Resources): number {
  const pod = podOf(seat)
  let left = spot.tenants.filter(isPlaceholder).reduce(withoutPod<SimPod>, spot)
  let count = 0
  for (; hasRoom(left, pod); count += 1) left = withPod(left, pod)
  return count
}

const isPlaceholder = ({ owner }: SimPod) => owner?.kind === 'ReplicaSet'

const podOf = (requests: Resources): SimPod => ({
  requests,
  name: 'one-more',
  uid: 'one-more',
  version: 0,
  createdMs: 0,
  namespace: 'jupyterhub',
  labels: {},
  priority: 0,
  nodeSelector: {},
  tolerations: [],
  largeImage: false,
  place: { at: 'new' },
})
