import { type Cluster, isDaemon, type SimNode, type SimPod } from '../cluster/cluster.ts'
import { fits, type Spot, withPod } from '../cluster/spot.ts'

/** Since when each node, by uid, is not needed. Epoch ms. */
export type Unneeded = ReadonlyMap<string, number>

/** A node that could go, and whom it would send away. */
export interface Removable {
  readonly node: SimNode
  readonly tenants: readonly SimPod[]
}

/**
 * The Ready nodes that nobody needs: empty but for DaemonSet pods, or little used by pods that all have room elsewhere
 * and that a controller makes anew there (placeholders; a person's server keeps its node). A node-sized placeholder
 * keeps its node too: at priority −10 it is not expendable, and it uses more than half of it.
 * @param movableBelow a fuller node is kept even if everybody on it had room elsewhere
 */
export function removableNodes({ nodes, roster }: Cluster, movableBelow: number): Removable[] {
  const spots = roster.spots()
  const occupied: Removable[] = []
  const removable: Removable[] = []
  for (const node of nodes.all()) {
    const tenants = spots.get(node.name)?.tenants.filter((pod) => !isDaemon(pod))
    if (tenants && tenants.length > 0) occupied.push({ node, tenants })
    else if (tenants && spots.delete(node.name)) removable.push({ node, tenants })
  }
  for (const one of occupied) {
    const spot = spots.get(one.node.name)
    if (spot && utilization(spot) < movableBelow && canMove(spot, one.tenants, spots) && spots.delete(one.node.name))
      removable.push(one)
  }
  return removable
}

/** Whether all of them have room elsewhere; if so they are put there, so that nobody else counts on it. */
function canMove(from: Spot<SimPod>, tenants: readonly SimPod[], spots: Map<string, Spot<SimPod>>): boolean {
  if (tenants.some(({ owner }) => owner === undefined)) return false
  const moved = new Map(spots)
  moved.delete(from.name)
  for (const pod of tenants) {
    const to = [...moved.values()].find((spot) => fits(spot, pod))
    if (!to) return false
    moved.set(to.name, withPod(to, pod))
  }
  for (const [name, spot] of moved) spots.set(name, spot)
  return true
}

/** Of the resource that is used most. */
const utilization = ({ used, allocatable }: Spot): number =>
  Math.max(...['cpu', 'memory'].map((name) => (used[name] ?? 0) / Math.max(1, allocatable[name] ?? 0)))

/** Who of these is new keeps this instant, who was there before keeps its own, who is needed again is forgotten. */
export const stillUnneeded = (removable: readonly Removable[], before: Unneeded, nowMs: number): Unneeded =>
  new Map(removable.map(({ node: { uid } }) => [uid, before.get(uid) ?? nowMs]))
