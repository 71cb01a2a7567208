import type { PeopleWorld } from '../room/pool-seats.ts'
import { sayCount } from '../say.ts'
import { placeholdersForSeats, sayOpen } from '../target/people-target.ts'
import type { AtLeast, Target } from '../target/target.ts'

/** What a hub says of one pool beside its pods. */
export interface PoolHub {
  /** People who start servers there and have no pod yet. */
  readonly coming: number
  /** Seats that its culler is about to free. */
  readonly going: number
  /** When time alone changes that. Epoch ms; infinity: never. */
  readonly revisitAt: number
}

export const NO_POOL_HUB: PoolHub = { coming: 0, going: 0, revisitAt: Number.POSITIVE_INFINITY }

/**
 * What the pool holds at least for people without a pod. They are no demand of their own: a class asks for its students
 * until their pods are there, and spare room is for whoever comes. So they count where both are too little.
 */
export function floorFor({ coming }: PoolHub, world: PeopleWorld | undefined): AtLeast | undefined {
  if (coming === 0 || !world) return undefined
  const count = placeholdersForSeats(coming - world.openSeats, world)
  if (count === 0) return undefined
  const who = `${sayCount(coming, 'server')} that ${coming === 1 ? 'starts' : 'start'} at the hub without a pod yet`
  return { count, said: `for ${who}, ${sayOpen(world.openSeats)}` }
}

/**
 * A seat that is free before a node could serve spares that node. It never takes back what is in force: that is warm now, and
 * who was idle may go on.
 * @param target without seats that are about to be free
 * @param eased with them
 */
export function sparing(target: Target, eased: Target, inForce: number, { going }: PoolHub): Target {
  const count = Math.max(eased.target, Math.min(target.target, inForce))
  if (count >= target.target) return target
  const because = `${target.because}; ${sayCount(target.target - count, 'placeholder')} fewer, since ${sayCount(going, 'idle server')} will be culled before a node could come`
  return { ...target, target: count, because }
}
