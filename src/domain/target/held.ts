import { bufferName, isByBuffer } from '../buffer/buffer.ts'
import type { PodsView } from '../cluster/occupancy.ts'
import type { World } from '../cluster/world.ts'
import type { LentObjects } from '../lent/lent.ts'
import type { NodeRoom } from '../room/room.ts'
import type { KnownSize } from '../room/size.ts'
import { amountOf, type Resources } from '../scheduling/resources.ts'
import type { PoolConfig } from '../settings/config.ts'
import { NO_PLACEHOLDERS, type Placeholders } from './placeholders.ts'

export interface HeldInput {
  readonly pool: PoolConfig
  readonly observed: Pick<World, 'pods'> & LentObjects
  readonly rooms: readonly NodeRoom[]
  readonly placeholders: Placeholders | undefined
  /** How large its placeholders were, where the config does not say it. */
  readonly before: KnownSize | undefined
}

export interface Held {
  readonly placeholders: Placeholders
  /** Names of the nodes that make placeholders unnecessary. */
  readonly roomy: readonly string[]
}

/**
 * What holds a pool's room: pods; or what a CapacityBuffer holds, as if it were pods: so many as its autoscaler says, and as the nodes that
 * we see have room for. Its status is some seconds old; who has taken a place since is seen here, so that the count falls before a node
 * is made for it. An empty node that is kept without pods is what they would hold, and makes none of them unnecessary.
 */
export function heldIn(input: HeldInput): Held {
  const { pool, observed, rooms, placeholders = NO_PLACEHOLDERS } = input
  const roomy = rooms.filter(({ judgement }) => judgement.at === 'roomy')
  const buffer = isByBuffer(pool) ? observed.buffers?.byName.get(bufferName(pool.name)) : undefined
  if (!buffer?.isReady) return { placeholders, roomy: namesOf(roomy) }
  const held = Math.min(buffer.held, roomFor(input))
  return {
    placeholders: { ...placeholders, bound: Math.max(placeholders.bound, held) },
    roomy: namesOf(roomy.filter(({ kept }) => kept)),
  }
}

const namesOf = (rooms: readonly NodeRoom[]) => rooms.map(({ node }) => node.name)

/** How many placeholders the nodes that are there have room for; 0: nobody knows how large one is. */
function roomFor({ pool, observed, rooms, before }: HeldInput): number {
  const own = pool.requests ?? before?.size
  const size = own ?? before?.seatSize
  const most = own && pool.onePerNode ? 1 : Number.POSITIVE_INFINITY
  if (!size) return 0
  return rooms.reduce((sum, room) => sum + Math.min(most, fitting(room, observed.pods, size)), 0)
}

function fitting({ node, usable }: NodeRoom, { occupancy }: PodsView, size: Resources): number {
  const used = occupancy.get(node.name)?.requests ?? {}
  const times = Object.entries(size).flatMap(([name, each]) =>
    each > 0 ? [Math.floor((amountOf(node.allocatable, name) - amountOf(used, name)) / each)] : [],
  )
  return usable && times.length > 0 ? Math.max(0, Math.min(...times)) : 0
}
