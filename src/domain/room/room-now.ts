import { type Node, whyNotUsable } from '../cluster/node.ts'
import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { poolOfLabels, userTolerations } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import { type NodeRequirement, nodeFits } from '../scheduling/affinity.ts'
import { add, amountOf, NOTHING, type Resources, subtract } from '../scheduling/resources.ts'
import { type Toleration, USER_TOLERATIONS } from '../scheduling/taint.ts'
import { freeOf } from './seat.ts'

/** What a pod needs of the node that it is to run on. */
export interface PodNeeds {
  /** Without a pod slot, which every pod takes. */
  readonly requests: Resources
  readonly requirement: NodeRequirement
  readonly tolerations: readonly Toleration[]
}

/** What is left on one node for pods of users: what is free, and what placeholders hold, since they make way. */
export interface RoomNow {
  readonly node: Node
  readonly free: Resources
}

/**
 * The room of all nodes at this instant. User pods that wait are given theirs first, the longest waiting first, each on
 * the first node that takes it: they stand before the one who asks now.
 */
export function roomNow({ config, nodes, pods }: World): readonly RoomNow[] {
  const held = new Map<string, Resources>()
  for (const { nodeName, requests } of pods.placeholders.values())
    if (nodeName !== undefined) held.set(nodeName, add(held.get(nodeName) ?? NOTHING, { ...requests, pods: 1 }))
  const rooms = [...nodes.values()].map((node): RoomNow => {
    const taken = pods.occupancy.get(node.name) ?? NO_OCCUPANCY
    const left = freeOf(node.allocatable, taken.requests, taken.pods)
    return { node, free: add(left, held.get(node.name) ?? NOTHING) }
  })
  const waiting = [...pods.pendingUsers.values()].sort((a, b) => a.createdMs - b.createdMs)
  for (const { requests, requirement = ANYWHERE } of waiting) {
    const place = rooms.findIndex((room) => {
      const pool = config.pools.get(poolOfLabels(room.node.labels, config)?.pool ?? '')
      return fitsNow({ requests, requirement, tolerations: pool ? userTolerations(pool) : USER_TOLERATIONS }, room)
    })
    const room = rooms[place]
    if (room) rooms[place] = { ...room, free: subtract(room.free, { ...requests, pods: 1 }) }
  }
  return rooms
}

const ANYWHERE: NodeRequirement = { nodeSelector: {} }

/** Whether a pod could be bound there at once. */
export const fitsNow = ({ requests, requirement, tolerations }: PodNeeds, { node, free }: RoomNow): boolean =>
  hasRoomFor(requests, free, node.allocatable) &&
  nodeFits(requirement, node) &&
  whyNotUsable(node, tolerations) === undefined

/** A node that says nothing of pods has no limit of them that we know of. */
export const hasRoomFor = (requests: Resources, free: Resources, allocatable: Resources): boolean =>
  Object.keys(requests).every((name) => amountOf(requests, name) <= Math.max(0, amountOf(free, name))) &&
  (allocatable.pods === undefined || amountOf(free, 'pods') >= 1)
