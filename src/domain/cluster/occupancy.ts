import type { Resources } from '../scheduling/resources.ts'
import { type Arrivals, createArrivals } from './arrivals.ts'
import { isCarrying, putOn } from './carriers.ts'
import { createGuests, type Guests } from './guests.ts'
import { isPending, isWorkload, type Pod } from './pod.ts'
import { countRank, NO_OCCUPANCY, type Rank, withPod } from './sums.ts'

export { NO_OCCUPANCY }

/** What the pods on one node take: another object with each pod that comes, goes or changes. Terminal pods count nowhere. */
export interface Occupancy {
  /** Requests of all pods on the node, also of those being deleted: the scheduler counts them until they are gone. */
  readonly requests: Resources
  readonly pods: number
  /** Pods that are not a placeholder, DaemonSet or mirror pod. */
  readonly keepers: number
  readonly users: number
  /** They, the latest first. */
  readonly userPods: readonly Pod[]
  /** What they request. */
  readonly underUsers: Resources
  /** Bound placeholders, of whatever release: they hold the node. */
  readonly placeholders: number
  /** Of these our own, and what they request: it is free for users at once. */
  readonly ownPlaceholders: number
  readonly underPlaceholders: Resources
  /** Requests of the DaemonSet pods, which every node of its kind carries. */
  readonly daemons: Resources
  readonly daemonPods: number
  /** The utilization policy's: workload pods (those that it does not omit), the critical ones of them, and the memory that they request. */
  readonly workloadPods: number
  readonly critical: number
  readonly workloadBytes: number
}

export interface PodsView {
  /** By node name; a node without pods has no entry. */
  readonly occupancy: ReadonlyMap<string, Occupancy>
  /** User pods that sit on a node (until they are gone) or wait for one, by uid. */
  readonly users: ReadonlyMap<string, Pod>
  /** The same, counted by what they may take the place of: few, however many users there are. */
  readonly ranks: ReadonlyMap<string, Rank>
  /** Those that wait. */
  readonly pendingUsers: ReadonlyMap<string, Pod>
  /** Workload pods that wait for a node, users and others, by uid. */
  readonly waiting: ReadonlyMap<string, Pod>
  /** Our own placeholder pods that are not terminal, by uid. */
  readonly placeholders: ReadonlyMap<string, Pod>
  /** Of our placeholders those that still wait for the users' images on their node, by its name. */
  readonly carriers: ReadonlyMap<string, readonly Pod[]>
  /** Image pullers that are not terminal, by the name of their node: several where hubs share nodes. */
  readonly imagePullers: ReadonlyMap<string, readonly Pod[]>
  /** Pods with the labels of users in namespaces whose users do not count: how many, by namespace. */
  readonly guests: Guests
  /** Who came in the last hours, also who is gone. */
  readonly arrivals: Arrivals
}

/** A ledger of pods: every change costs the same, whether the cluster has 50 pods or 50,000. */
export interface Ledger {
  readonly view: PodsView
  /** The pod is now as given; `previous` is what was known of it. */
  applied(pod: Pod, previous?: Pod): void
  deleted(pod: Pod): void
}

/** @param ownNamespace where our placeholders live; undefined: wherever they carry the placeholder labels */
export function createLedger(ownNamespace?: string): Ledger {
  const occupancy = new Map<string, Occupancy>()
  const users = new Map<string, Pod>()
  const ranks = new Map<string, Rank>()
  const pendingUsers = new Map<string, Pod>()
  const waiting = new Map<string, Pod>()
  const placeholders = new Map<string, Pod>()
  const carriers = new Map<string, readonly Pod[]>()
  const imagePullers = new Map<string, readonly Pod[]>()
  const guests = createGuests()
  const arrivals = createArrivals()
  const isOurs = (pod: Pod) =>
    pod.kind === 'placeholder' && !pod.terminal && (ownNamespace === undefined || pod.namespace === ownNamespace)

  const count = (pod: Pod, sign: 1 | -1) => {
    if (pod.nodeName === undefined || pod.terminal) return
    const on = withPod(occupancy.get(pod.nodeName) ?? NO_OCCUPANCY, pod, sign, isOurs(pod))
    if (on.pods === 0) occupancy.delete(pod.nodeName)
    else occupancy.set(pod.nodeName, on)
  }

  const pull = (pod: Pod, isThere: boolean) => {
    if (pod.nodeName === undefined || pod.terminal) return
    if (pod.isImagePuller) putOn(imagePullers, pod.nodeName, pod, isThere)
    if (isOurs(pod) && isCarrying(pod)) putOn(carriers, pod.nodeName, pod, isThere)
  }

  const deleted = (pod: Pod) => {
    count(pod, -1)
    pull(pod, false)
    guests.count(pod, -1)
    const user = users.get(pod.uid)
    if (user) countRank(ranks, user, -1)
    users.delete(pod.uid)
    pendingUsers.delete(pod.uid)
    waiting.delete(pod.uid)
    placeholders.delete(pod.uid)
  }
  const applied = (pod: Pod, previous?: Pod) => {
    if (previous) deleted(previous)
    count(pod, 1)
    pull(pod, true)
    guests.count(pod, 1)
    if (pod.kind === 'user' && !pod.terminal && (pod.nodeName !== undefined || isPending(pod))) {
      users.set(pod.uid, pod)
      arrivals.seen(pod)
      countRank(ranks, pod, 1)
    }
    if (pod.kind === 'user' && isPending(pod)) pendingUsers.set(pod.uid, pod)
    if (isWorkload(pod) && isPending(pod)) waiting.set(pod.uid, pod)
    if (isOurs(pod)) placeholders.set(pod.uid, pod)
  }
  const view = {
    occupancy,
    users,
    ranks,
    pendingUsers,
    waiting,
    placeholders,
    carriers,
    imagePullers,
    guests: guests.view,
    arrivals: arrivals.view,
  }
  return { view, applied, deleted }
}
