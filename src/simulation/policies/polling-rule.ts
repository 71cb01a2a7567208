import { freeRatio } from '../../domain/scheduling/resources.ts'
import { matchesLabels } from '../../domain/scheduling/selector.ts'
import type { PoolConfig } from '../../domain/settings/config.ts'
import { type Cluster, nodeOf, type SimNode, type SimPod } from '../cluster/cluster.ts'
import { spotOf } from '../cluster/spots.ts'

/** Since when each node, by uid, has had room. Epoch ms; lost when the process dies. */
export type Candidates = ReadonlyMap<string, number>

export interface PollingSeen {
  readonly cluster: Cluster
  readonly before: Candidates
  readonly nowMs: number
}

/**
 * The predecessor's rule for one pool: what the calendar asks, else `replicas`, less the nodes that have had room for
 * the grace period. An empty node is room, and so is one that is not Ready or about to go. While a placeholder waits
 * for a node nothing is subtracted, which raises the count while nodes boot.
 */
export function pollingCount(
  pool: PoolConfig,
  asked: number | undefined,
  { cluster, before, nowMs }: PollingSeen,
): { readonly count: number; readonly candidates: Candidates } {
  const nodes = cluster.nodes.all().filter(({ labels }) => matchesLabels(pool.nodeSelector, labels))
  const roomy = nodes.filter((node) => hasRoom(node, [...cluster.roster.on(node.name)], pool))
  const candidates = new Map(roomy.map(({ uid }) => [uid, before.get(uid) ?? nowMs]))
  const counted = [...candidates.values()].filter((sinceMs) => nowMs - sinceMs >= pool.nodeGraceMs).length
  const wanted = asked ?? pool.replicas
  const asIs = (asked !== undefined && pool.calendarOverrideEnabled) || isOneWaiting(cluster, pool)
  return { candidates, count: asIs ? wanted : Math.max(0, wanted - counted) }
}

function isOneWaiting({ roster }: Cluster, pool: PoolConfig): boolean {
  return [...roster.waiting()].some(
    (pod) => isPlaceholder(pod) && nodeOf(pod) === undefined && matchesLabels(pool.nodeSelector, pod.nodeSelector),
  )
}

const isPlaceholder = ({ owner }: SimPod) => owner?.kind === 'ReplicaSet'

function hasRoom(node: SimNode, tenants: readonly SimPod[], pool: PoolConfig): boolean {
  if (tenants.some(isPlaceholder)) return false
  const { used, allocatable } = spotOf(node, tenants)
  const cpu = freeRatio(allocatable, used, 'cpu') > pool.cpuThreshold
  const memory = freeRatio(allocatable, used, 'memory') > pool.memoryThreshold
  switch (pool.scalingStrategy) {
    case 'cpu':
      return cpu
    case 'mem':
      return memory
    default:
      return cpu && memory
  }
}
