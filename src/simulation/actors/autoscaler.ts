import { merge, Observable, type SchedulerLike, Subscription } from 'rxjs'
import type { Taint } from '../../domain/scheduling/taint.ts'
import { type Cluster, evict, type PoolSpec, type SimNode, type SimPod } from '../cluster/cluster.ts'
import type { Random } from '../cluster/random.ts'
import { draw } from '../cluster/spread.ts'
import { type Removable, removableNodes, stillUnneeded, type Unneeded } from './scale-down.ts'
import { missingMachines, type Wanted } from './scale-up.ts'

export interface AutoscalerOptions {
  readonly pools: readonly PoolSpec[]
  /** How often it looks. */
  readonly scanMs: number
  /** How long a pod must have waited before it asks for a machine. */
  readonly scaleUpDelayMs: number
  /** Pods that come one after another are answered together: after such a pause, or after so long altogether. */
  readonly batch: { readonly idleMs: number; readonly maxMs: number }
  /** Whether placeholders get machines in as many zones as they would like to be spread over. */
  readonly spreads: boolean
  /** How long a node must have been unneeded before it goes, and how long none goes after one was asked for. */
  readonly unneededMs: number
  /** A node of which a smaller share is used goes too, where its placeholders have room elsewhere; 0: none does. */
  readonly movableBelow: number
  /** From the taint of a node that goes until its machine is gone, at least until the next look. */
  readonly removalMs: number
  readonly afterScaleUpMs: number
  readonly random: Random
}

/** A node on its way out carries cluster-autoscaler's own taint, for so long at least. */
const LEAVING: Taint = { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }

/**
 * cluster-autoscaler: machines for pods that fit nowhere, and none for nodes that nobody needs. It looks every
 * `scanMs`; looks that can find nothing new are left out.
 */
export const autoscaler = (cluster: Cluster, options: AutoscalerOptions, clock: SchedulerLike): Observable<never> =>
  new Observable((subscriber) => {
    const { scanMs } = options
    const startMs = clock.now()
    const scan = scanner(cluster, options)
    let nextMs = Number.POSITIVE_INFINITY
    let timer = Subscription.EMPTY
    const lookFrom = (fromMs: number) => {
      const roundMs = startMs + Math.max(1, Math.ceil((fromMs - startMs) / scanMs)) * scanMs
      if (roundMs >= nextMs) return
      nextMs = roundMs
      timer.unsubscribe()
      timer = clock.schedule(() => look(), roundMs - clock.now())
    }
    const look = () => {
      nextMs = Number.POSITIVE_INFINITY
      lookFrom(scan(clock.now()))
    }
    const changes$ = merge(cluster.pods.changes$, cluster.nodes.changes$, cluster.machines.changes$)
    // A change is seen at the next look, one during a look at the one after it.
    subscriber.add(changes$.subscribe(() => lookFrom(clock.now() + 1)))
    lookFrom(startMs)
    return () => timer.unsubscribe()
  })

/** @returns one look: acts, and says when the next one may find something though nothing changes */
function scanner(cluster: Cluster, options: AutoscalerOptions): (nowMs: number) => number {
  let unneeded: Unneeded = new Map()
  let scaledUpMs = Number.NEGATIVE_INFINITY
  const batch = batches(options)
  const leaving = new Map<string, number>()
  return (nowMs) => {
    const leavesMs = giveBack(cluster, options.removalMs, leaving, nowMs)
    const lost = unschedulable(cluster)
    const ripe = lost.filter((pod) => nowMs >= lostSince(pod) + options.scaleUpDelayMs)
    const laterMs = lost.filter((pod) => !ripe.includes(pod)).map((pod) => lostSince(pod) + options.scaleUpDelayMs)
    const wanted = missingMachines(cluster, options, ripe)
    const closesMs = batch(wanted.length > 0 ? ripe : [], nowMs)
    if (closesMs <= nowMs && wanted.length > 0) {
      for (const one of wanted) addMachine(cluster, one, options.random, nowMs)
      scaledUpMs = nowMs
    }
    const removable = removableNodes(cluster, options.movableBelow)
    unneeded = stillUnneeded(removable, unneeded, nowMs)
    const goesMs = ({ node }: Removable) =>
      Math.max((unneeded.get(node.uid) ?? nowMs) + options.unneededMs, scaledUpMs + options.afterScaleUpMs)
    remove(
      cluster,
      removable.filter((one) => goesMs(one) <= nowMs),
    )
    const waitsMs = removable.map(goesMs).filter((ms) => ms > nowMs)
    const nextMs = Math.min(leavesMs, closesMs > nowMs ? closesMs : Number.POSITIVE_INFINITY)
    return [...waitsMs, ...laterMs].reduce((first, ms) => Math.min(first, ms), nextMs)
  }
}

/** @returns until when the pods of a batch wait for more of them; `-Infinity` when there is none */
function batches({ batch: { idleMs, maxMs } }: AutoscalerOptions) {
  let known = new Set<string>()
  let [firstMs, lastMs] = [0, 0]
  return (pods: readonly SimPod[], nowMs: number): number => {
    if (pods.length === 0) {
      known = new Set()
      return Number.NEGATIVE_INFINITY
    }
    if (known.size === 0) firstMs = nowMs
    if (pods.some(({ uid }) => !known.has(uid))) lastMs = nowMs
    known = new Set(pods.map(({ uid }) => uid))
    return Math.min(lastMs + idleMs, firstMs + maxMs)
  }
}

const unschedulable = ({ roster }: Cluster): SimPod[] =>
  [...roster.waiting()].filter((pod) => pod.place.at === 'unschedulable')

const lostSince = ({ place }: SimPod): number => (place.at === 'unschedulable' ? place.sinceMs : 0)

/** Asks the cloud for one: it is paid from now on. */
export function addMachine({ machines }: Cluster, wanted: Wanted, random: Random, nowMs: number): void {
  const { pool } = wanted
  const readyMs = nowMs + draw(pool.boot, random)
  machines.create(freeName({ machines }, pool), { ...wanted, readyMs, imagePullMs: draw(pool.imagePull, random) })
}

function freeName({ machines }: Pick<Cluster, 'machines'>, { name }: PoolSpec): string {
  let number = 1
  while (machines.get(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}

/** All that are empty at once, of the others one a look. */
function remove(cluster: Cluster, removable: readonly Removable[]): void {
  const occupied = removable.find(({ tenants }) => tenants.length > 0)
  for (const one of removable) {
    if (one.tenants.length > 0 && one !== occupied) continue
    markLeaving(cluster, one.node)
    for (const pod of one.tenants) evict(cluster, pod)
  }
}

/** Whether the node is on its way out. */
export const isLeaving = ({ taints }: Pick<SimNode, 'taints'>): boolean => taints.includes(LEAVING)

function markLeaving({ nodes }: Cluster, node: SimNode): void {
  if (!isLeaving(node)) nodes.update(node.name, { taints: [...node.taints, LEAVING] })
}

/**
 * Marked in an earlier round, so nothing new came to it since.
 * @param leaving since when, by uid. @returns when the next one is due
 */
function giveBack(
  { nodes, machines }: Cluster,
  removalMs: number,
  leaving: Map<string, number>,
  nowMs: number,
): number {
  let nextMs = Number.POSITIVE_INFINITY
  for (const node of nodes.all()) {
    if (!isLeaving(node)) continue
    const { name, uid } = node
    const sinceMs = leaving.get(uid) ?? nowMs
    leaving.set(uid, sinceMs)
    if (nowMs < sinceMs + removalMs) nextMs = Math.min(nextMs, sinceMs + removalMs)
    else if (leaving.delete(uid)) machines.remove(name)
  }
  return nextMs
}
