import type { World } from '../cluster/world.ts'
import type { Users } from '../room/pool-users.ts'
import type { NodeRoom } from '../room/room.ts'
import type { HubView } from './view.ts'

export interface GoingInput {
  readonly world: World
  readonly hub: HubView | undefined
  /** The pool's. */
  readonly rooms: readonly NodeRoom[]
  readonly users: () => Users
  /** How long a node takes that is asked for now. */
  readonly leadMs: number
  readonly nowMs: number
}

/** Seats that the hub's culler is about to free, before a node that is asked for now could serve. */
export interface Going {
  readonly seats: number
  /** When there are more of them. Epoch ms; infinity: never. */
  readonly revisitAt: number
}

const NONE: Going = { seats: 0, revisitAt: Number.POSITIVE_INFINITY }

/**
 * The seats of servers that nobody has used for almost so long as the culler waits. Only on nodes that somebody else keeps:
 * one that all leave is given back, and its seats with it. A server that is used again stays, and counts no more.
 */
export function goingFrom({ world, hub, rooms, users, leadMs, nowMs }: GoingInput): Going {
  const idleMs = world.config.hub?.cullIdleAfterMs
  const usedMs = hub?.servers?.usedMs
  if (idleMs === undefined || !usedMs || usedMs.size === 0) return NONE
  const onNode = new Map<string, number>()
  let revisitAt = Number.POSITIVE_INFINITY
  for (const group of users())
    for (const { nodeName = '', server = '' } of group) {
      const countsMs = (usedMs.get(server) ?? Number.POSITIVE_INFINITY) + idleMs - leadMs
      if (countsMs > nowMs) revisitAt = Math.min(revisitAt, countsMs)
      else onNode.set(nodeName, (onNode.get(nodeName) ?? 0) + 1)
    }
  const stays = ({ node, kept, judgement, occupancy: { keepers } }: NodeRoom): boolean =>
    kept && judgement.at !== 'no image' && (onNode.get(node.name) ?? 0) < keepers
  const seats = rooms.filter(stays).reduce((sum, { node }) => sum + (onNode.get(node.name) ?? 0), 0)
  return { seats, revisitAt }
}
