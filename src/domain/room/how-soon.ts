import type { Node } from '../cluster/node.ts'
import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { poolOfLabels } from '../cluster/pool.ts'
import type { World } from '../cluster/world.ts'
import { MINUTE_MS } from '../duration.ts'
import { poolMayFit } from '../scheduling/affinity.ts'
import { isNeverCount, untolerated } from '../scheduling/taint.ts'
import type { PoolConfig } from '../settings/config.ts'
import { fitsNow, hasRoomFor, type PodNeeds, roomNow } from './room-now.ts'
import { freeOf } from './seat.ts'

/** How soon a pod could run. */
export type HowSoon =
  /** A node takes it at once. */
  | { readonly at: 'warm' }
  /** A node of this pool has to boot first. */
  | { readonly at: 'boot'; readonly pool: string; readonly leadMs: number }
  | { readonly at: 'unknown'; readonly because: string }

/**
 * Whether a pod would find room now, or has to wait for a boot. A node that is booting already may make it sooner.
 * The room is looked at once, however many sizes are asked for: ask at once, and forget it.
 * @param leadMs how long a boot takes in a pool
 */
export function howSoonIn(world: World, leadMs: (pool: string) => number): (needs: PodNeeds) => HowSoon {
  const { config, sight } = world
  if (sight.at === 'stale') return () => ({ at: 'unknown', because: sight.because })
  const rooms = roomNow(world)
  return (needs) => {
    if (rooms.some((room) => fitsNow(needs, room))) return { at: 'warm' }
    const able = [...config.pools.values()].filter((pool) => couldHold(pool, needs, world))
    const slowest = able.toSorted((a, b) => leadMs(b.name) - leadMs(a.name))[0]
    const pool = able.find(({ name }) => name === config.defaultPool) ?? slowest
    return pool
      ? { at: 'boot', pool: pool.name, leadMs: leadMs(pool.name) }
      : { at: 'unknown', because: 'no pool has nodes that could hold it' }
  }
}

/** `warm now`, `about 4 min`; empty where nobody can tell. */
export function sayHowSoon(soon: HowSoon): string {
  if (soon.at === 'unknown') return ''
  return soon.at === 'warm' ? 'warm now' : `about ${Math.max(1, Math.ceil(soon.leadMs / MINUTE_MS))} min`
}

/** Whether an empty node of the pool would take it, as far as the pool's present nodes tell; without any: maybe. */
function couldHold(pool: PoolConfig, needs: PodNeeds, world: World): boolean {
  if (!poolMayFit(needs.requirement, pool.nodeSelector)) return false
  const nodes = [...world.nodes.values()]
  const own = nodes.filter(({ labels }) => poolOfLabels(labels, world.config)?.pool === pool.name)
  return own.length === 0 || own.some((node) => takesWhenEmpty(node, needs, world))
}

/** Another node of its kind has the same taints, but those that come and go. */
function takesWhenEmpty({ name, allocatable, taints }: Node, needs: PodNeeds, { pods }: World): boolean {
  const { daemons, daemonPods } = pods.occupancy.get(name) ?? NO_OCCUPANCY
  const lasting = taints.filter((taint) => !isNeverCount(taint))
  const empty = freeOf(allocatable, daemons, daemonPods)
  return untolerated(lasting, needs.tolerations) === undefined && hasRoomFor(needs.requests, empty, allocatable)
}
