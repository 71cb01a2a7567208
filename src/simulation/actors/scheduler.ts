import { auditTime, ignoreElements, merge, type Observable, type SchedulerLike, tap } from 'rxjs'
import { compare } from '../../domain/order.ts'
import { type Cluster, evict, type SimPod } from '../cluster/cluster.ts'
import { fits, fullness, type Spot, withoutPod, withPod } from '../cluster/spot.ts'
import { preempt } from './preempt.ts'
import { refusals } from './refusals.ts'

/** From a change of the cluster to the placement. */
const LATENCY_MS = 50

/** Where a pod goes that fits several nodes: the fullest (JupyterHub's user scheduler), or the emptiest (Kubernetes' own). */
export type Placement = 'pack' | 'spread'

/** kube-scheduler: binds what waits, packed or spread, and makes room for those of higher priority. */
export const scheduler = (cluster: Cluster, clock: SchedulerLike, placement: Placement = 'pack'): Observable<never> =>
  merge(cluster.pods.changes$, cluster.nodes.changes$).pipe(
    auditTime(LATENCY_MS, clock),
    tap(() => schedule(cluster, placement === 'pack' ? isFuller : isEmptier, clock.now())),
    ignoreElements(),
  )

/** One round over all that wait: the highest priority first, then the longest waiting. */
function schedule(cluster: Cluster, isBetter: typeof isFuller, nowMs: number): void {
  const waiting = [...cluster.roster.waiting()]
  if (waiting.length === 0) return
  const spots = cluster.roster.spots()
  const refused = refusals()
  for (const pod of waiting.sort((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)) {
    const spot = refused.includes(pod)
      ? undefined
      : (bestFitting(pod, spots, isBetter) ?? makeRoom(cluster, pod, spots))
    if (spot) {
      spots.set(spot.name, withPod(spot, pod))
      cluster.pods.update(pod.name, { place: { at: 'bound', node: spot.name, boundMs: nowMs } })
    } else {
      refused.add(pod)
      if (pod.place.at === 'new') cluster.pods.update(pod.name, { place: { at: 'unschedulable', sinceMs: nowMs } })
    }
  }
}

/** The most, or the least, allocated of those that it fits, by name among equals. */
function bestFitting(
  pod: SimPod,
  spots: ReadonlyMap<string, Spot<SimPod>>,
  isBetter: typeof isFuller,
): Spot<SimPod> | undefined {
  let best: Spot<SimPod> | undefined
  for (const spot of spots.values()) if (fits(spot, pod) && (!best || isBetter(spot, best))) best = spot
  return best
}

function isFuller(a: Spot, b: Spot): boolean {
  const more = fullness(a) - fullness(b)
  return more > 0 || (more === 0 && a.name < b.name)
}

function isEmptier(a: Spot, b: Spot): boolean {
  const less = fullness(b) - fullness(a)
  return less > 0 || (less === 0 && a.name < b.name)
}

function makeRoom(cluster: Cluster, pod: SimPod, spots: ReadonlyMap<string, Spot<SimPod>>): Spot<SimPod> | undefined {
  const preemption = preempt(
    pod,
    [...spots.values()].sort((a, b) => compare(a.name, b.name)),
  )
  for (const victim of preemption?.victims ?? []) evict(cluster, victim)
  return preemption?.victims.reduce(withoutPod<SimPod>, preemption.spot)
}
