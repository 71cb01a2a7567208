import { auditTime, ignoreElements, merge, type Observable, type SchedulerLike, tap } from 'rxjs'
import { type Cluster, nodeOf, type SimPod } from './cluster.ts'
import { preempt } from './preempt.ts'
import { fits, fullness, type Spot, withoutPod, withPod } from './spot.ts'
import { spotsOf } from './spots.ts'

/** From a change of the cluster to the placement. */
const LATENCY_MS = 50

/** kube-scheduler with JupyterHub's profile: binds what waits, packed, and makes room for those of higher priority. */
export const scheduler = (cluster: Cluster, clock: SchedulerLike): Observable<never> =>
  merge(cluster.pods.changes$, cluster.nodes.changes$).pipe(
    auditTime(LATENCY_MS, clock),
    tap(() => schedule(cluster, clock.now())),
    ignoreElements(),
  )

/** One round over all that wait: the highest priority first, then the longest waiting. */
function schedule(cluster: Cluster, nowMs: number): void {
  const waiting = cluster.pods.all().filter((pod) => nodeOf(pod) === undefined)
  if (waiting.length === 0) return
  const spots = spotsOf(cluster)
  for (const pod of waiting.toSorted((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)) {
    const spot = fullestFitting(pod, spots) ?? makeRoom(cluster, pod, spots)
    if (spot) {
      spots.set(spot.name, withPod(spot, pod))
      cluster.pods.update(pod.name, { place: { at: 'bound', node: spot.name, boundMs: nowMs } })
    } else if (pod.place.at === 'new') cluster.pods.update(pod.name, { place: { at: 'unschedulable', sinceMs: nowMs } })
  }
}

/** The most allocated of those that it fits, by name among equals. */
function fullestFitting(pod: SimPod, spots: ReadonlyMap<string, Spot<SimPod>>): Spot<SimPod> | undefined {
  const fitting = [...spots.values()].filter((spot) => fits(spot, pod))
  return fitting.toSorted((a, b) => fullness(b) - fullness(a) || byName(a, b))[0]
}

const byName = (a: Spot, b: Spot) => (a.name < b.name ? -1 : 1)

function makeRoom(cluster: Cluster, pod: SimPod, spots: Map<string, Spot<SimPod>>): Spot<SimPod> | undefined {
  const preemption = preempt(pod, [...spots.values()].toSorted(byName))
  if (!preemption) return undefined
  // Placeholders have no grace period: their room is free at once.
  for (const { name } of preemption.victims) cluster.pods.remove(name)
  return preemption.victims.reduce(withoutPod<SimPod>, preemption.spot)
}
