import { ignoreElements, merge, type SchedulerLike, tap } from 'rxjs'
import { MINUTE_MS } from '../../domain/duration.ts'
import type { Cluster, SimMachine, SimNode, SimPod } from '../cluster/cluster.ts'
import { emptySpot, fits, type Spot } from '../cluster/spot.ts'
import { spotOf } from '../cluster/spots.ts'

/** What was done with cordons, and what came of it. */
export interface CordonCounts {
  readonly cordons: number
  /** Taken back within `FLIP_MS`: for nothing. */
  readonly flips: number
  /** Machines asked for within `SOON_MS` of a cordon in their pool. */
  readonly bootsSoonAfter: number
  /** Of these, for a pod that had room on the node that was cordoned: the cordon caused them. */
  readonly bootsCaused: number
}

export const FLIP_MS = 30 * MINUTE_MS
export const SOON_MS = 10 * MINUTE_MS

/** A node that was taken out of service, as it would be without its cordon. */
interface Cordoned {
  readonly pool: string
  readonly sinceMs: number
  /** Without anybody: what is left of it once it is gone. */
  readonly spot: Spot
}

/** @returns the counts so far, and the stream that keeps them: subscribe before anything happens */
export function cordonTally(cluster: Cluster, clock: SchedulerLike) {
  /** By uid of the node; those that are gone are remembered for as long as they may be missed. */
  const cordoned = new Map<string, Cordoned>()
  const counts = { cordons: 0, flips: 0, bootsSoonAfter: 0, bootsCaused: 0 }
  let looked: Look = { atMs: Number.NEGATIVE_INFINITY, nodes: new Set(), pods: new Set() }

  const seeNode = (node: SimNode, previous: SimNode | undefined) => {
    if (!previous?.unschedulable === !node.unschedulable) return
    const before = cordoned.get(node.uid)
    if (node.unschedulable) {
      counts.cordons += 1
      cordoned.set(node.uid, { pool: node.pool.name, sinceMs: clock.now(), spot: emptySpot(node.pool, node.name) })
      return
    }
    cordoned.delete(node.uid)
    if (before && clock.now() - before.sinceMs <= FLIP_MS) counts.flips += 1
  }
  const seeBoot = ({ pool, readyMs }: SimMachine) => {
    const nowMs = clock.now()
    if (readyMs <= nowMs) return
    if (looked.atMs !== nowMs) looked = { atMs: nowMs, nodes: new Set(), pods: new Set() }
    const recent = [...cordoned].filter(([, one]) => one.pool === pool.name && nowMs - one.sinceMs <= SOON_MS)
    if (recent.length > 0) counts.bootsSoonAfter += 1
    if (isMissed(cluster, recent, looked)) counts.bootsCaused += 1
  }
  const counting$ = merge(
    cluster.nodes.changes$.pipe(
      tap((change) => {
        if (change.type === 'applied') seeNode(change.object, change.previous)
      }),
    ),
    cluster.machines.changes$.pipe(
      tap((change) => {
        if (change.type === 'applied' && !change.previous) seeBoot(change.object)
      }),
    ),
  ).pipe(ignoreElements())
  return { counts: (): CordonCounts => ({ ...counts }), counting$ }
}

/** Machines that are asked for at one instant: a node spares one of them, and a pod needs one. */
interface Look {
  readonly atMs: number
  readonly nodes: Set<string>
  readonly pods: Set<SimPod>
}

function isMissed({ nodes, roster }: Cluster, recent: readonly (readonly [string, Cordoned])[], look: Look): boolean {
  for (const [uid, { spot }] of recent) {
    if (look.nodes.has(uid)) continue
    const node = nodes.get(spot.name)
    const open = node?.uid === uid ? spotOf({ ...node, unschedulable: false }, [...roster.on(node.name)]) : spot
    const pod = [...roster.waiting()].find((one) => !look.pods.has(one) && fits(open, one))
    if (!pod) continue
    look.nodes.add(uid)
    look.pods.add(pod)
    return true
  }
  return false
}
