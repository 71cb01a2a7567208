import type { SimPod } from '../cluster/cluster.ts'
import { admits, hasRoom, type Spot, withoutPod, withPod } from '../cluster/spot.ts'

export interface Preemption {
  readonly spot: Spot<SimPod>
  /** All of a lower priority than the pod. */
  readonly victims: readonly SimPod[]
}

/**
 * Whom to evict so that the pod, which fits nowhere, has a place: on the node where that costs least, those who must go
 * and nobody else; undefined when not even that helps. (kube-scheduler's DefaultPreemption: without the lower
 * priorities does it fit; if so the highest of them are reprieved first. Then the lowest priority, the fewest victims.)
 */
export function preempt(pod: SimPod, spots: Iterable<Spot<SimPod>>): Preemption | undefined {
  let best: Preemption | undefined
  for (const spot of spots) {
    if (!admits(spot, pod)) continue
    const victims = victimsOn(spot, pod)
    if (victims && victims.length > 0 && (!best || compare(victims, best.victims) < 0)) best = { spot, victims }
  }
  return best
}

function victimsOn(spot: Spot<SimPod>, pod: SimPod): SimPod[] | undefined {
  const lower = spot.tenants.filter((tenant) => tenant.priority < pod.priority)
  let left = lower.reduce(withoutPod<SimPod>, spot)
  if (!hasRoom(left, pod)) return undefined
  const victims: SimPod[] = []
  for (const tenant of lower.toSorted((a, b) => b.priority - a.priority || a.createdMs - b.createdMs)) {
    const reprieved = withPod(left, tenant)
    if (hasRoom(reprieved, pod)) left = reprieved
    else victims.push(tenant)
  }
  return victims
}

/** As kube-scheduler: the fewest that a PodDisruptionBudget covers, then the lowest priority, then the fewest. */
const compare = (a: readonly SimPod[], b: readonly SimPod[]) =>
  covered(a) - covered(b) || highest(a) - highest(b) || a.length - b.length

const covered = (victims: readonly SimPod[]) => victims.filter(({ shielded }) => shielded).length

const highest = (victims: readonly SimPod[]) => Math.max(...victims.map((victim) => victim.priority))
