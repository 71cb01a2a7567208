import { LONG_WAIT_MS } from '../../domain/duration.ts'
import { isLeaving } from '../../simulation/actors/autoscaler.ts'
import { type Cluster, imageMsOf, isUser, type SimMachine } from '../../simulation/cluster/cluster.ts'
import type { Stage } from '../../simulation/played.ts'
import { placesOf } from '../../simulation/report/words.ts'
import { freeSeats, type Sample, sampleOf, seatsBeside } from '../../simulation/tally/series.ts'
import { waitedOf } from '../../simulation/tally/waits.ts'

/** What the demo shows of a cluster at one instant. */
export interface Scene {
  readonly nowMs: number
  readonly numbers: Sample
  /** People so far, and those of them who waited or wait longer than anybody likes to. */
  readonly came: number
  readonly late: number
  /** In the order of their names. */
  readonly nodes: readonly SceneNode[]
}

export interface SceneNode {
  readonly name: string
  readonly state: 'booting' | 'pulling' | 'ready' | 'leaving'
  /** Epoch ms: when a booting one will have booted, and a pulling one the image. */
  readonly untilMs: number
  /** Users' pods that fit. Of these are taken by people, and held by placeholders: */
  readonly seats: number
  readonly people: number
  readonly held: number
}

export function sceneOf({ cluster, clock, tally }: Pick<Stage, 'cluster' | 'clock' | 'tally'>): Scene {
  const nowMs = clock.now()
  const waits = tally.waits()
  return {
    nowMs,
    numbers: sampleOf(cluster, nowMs),
    came: waits.length,
    late: waits.filter((wait) => waitedOf(wait, nowMs).waitedMs > LONG_WAIT_MS).length,
    nodes: cluster.machines
      .all()
      .map((machine) => nodeOf(cluster, machine, nowMs))
      .sort(byName),
  }
}

/** `user-10` after `user-9`. */
const byName = (a: SceneNode, b: SceneNode) => a.name.localeCompare(b.name, 'en', { numeric: true })

function nodeOf(cluster: Cluster, { name, pool, readyMs }: SimMachine, nowMs: number): SceneNode {
  const node = cluster.nodes.get(name)
  if (!node?.ready.is) return { name, state: 'booting', untilMs: readyMs, seats: placesOf(pool), people: 0, held: 0 }
  const imageMs = imageMsOf(cluster, node) ?? nowMs
  const tenants = [...cluster.roster.on(name)]
  const people = tenants.filter(isUser).length
  const free = freeSeats(pool, tenants)
  const state = isLeaving(node) ? 'leaving' : imageMs > nowMs ? 'pulling' : 'ready'
  return { name, state, untilMs: imageMs, seats: people + free, people, held: free - seatsBeside(pool, tenants) }
}
