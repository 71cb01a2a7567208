import { type Cluster, isDaemon, nodeOf, type SimNode } from './cluster.ts'

/** Since when each node, by uid, is not needed. Epoch ms. */
export type Unneeded = ReadonlyMap<string, number>

/**
 * The Ready nodes that carry nothing but DaemonSet pods. A node-sized placeholder keeps its node, as it does with the real
 * cluster-autoscaler: at priority −10 it is not expendable, and there is no other node that it could move to.
 */
export function emptyNodes({ nodes, pods }: Cluster): SimNode[] {
  const kept = new Set(
    pods
      .all()
      .filter((pod) => !isDaemon(pod))
      .map(nodeOf),
  )
  return nodes.all().filter((node) => node.ready.is && !kept.has(node.name))
}

/** Who of these is new keeps this instant, who was there before keeps its own, who is needed again is forgotten. */
export const stillUnneeded = (empty: readonly SimNode[], before: Unneeded, nowMs: number): Unneeded =>
  new Map(empty.map(({ uid }) => [uid, before.get(uid) ?? nowMs]))
