import type { PodsView } from '../cluster/occupancy.ts'
import { pullsUntilMs } from '../cluster/pulling.ts'
import type { NodeRoom } from './room.ts'

/**
 * How many nodes without users are to keep their placeholder while users' images are still pulled to one of them. A new node
 * that nobody holds looks like room: whoever comes is put there, and waits for its images beside nodes that have them. 0 when
 * nothing is pulled.
 */
export function nodesHeldWhilePulling(rooms: readonly NodeRoom[], pods: PodsView, nowMs: number): number {
  let [held, pulling] = [0, 0]
  for (const { node, usable, kept } of rooms) {
    if (!usable || kept) continue
    const pulls = pullsUntilMs(node, pods, nowMs) !== undefined
    if (pulls) pulling += 1
    if (pulls || (pods.occupancy.get(node.name)?.ownPlaceholders ?? 0) > 0) held += 1
  }
  return pulling > 0 ? held : 0
}
