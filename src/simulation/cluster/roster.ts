import { merge, tap } from 'rxjs'
import type { NodeSpec, PodSpec, SimPod } from './cluster.ts'
import type { Spot } from './spot.ts'
import { spotOf } from './spots.ts'
import type { Store } from './store.ts'

/** Who is where and who waits, kept up to date change by change: asking costs nothing, however many pods there are. */
export interface Roster {
  on(node: string): Iterable<SimPod>
  /** Those without a node. */
  waiting(): Iterable<SimPod>
  /** Those of a Deployment, by its uid, and the uids of all that have pods. */
  ownedBy(uid: string): SimPod[]
  owners(): Iterable<string>
  /** The Ready nodes as the scheduler counts them, by name: a Map of your own. */
  spots(): Map<string, Spot<SimPod>>
}

type NodeStore = Pick<Store<NodeSpec>, 'changes$' | 'get'>
type PodStore = Pick<Store<PodSpec>, 'changes$'>

/** Subscribes to both stores for as long as they live. */
export function createRoster(nodes: NodeStore, pods: PodStore): Roster {
  const byNode = new Map<string, Map<string, SimPod>>()
  const byOwner = new Map<string, Map<string, SimPod>>()
  const waiting = new Map<string, SimPod>()
  const spots = new Map<string, Spot<SimPod>>()
  const outdated = new Set<string>()

  const leave = (pod: SimPod) => {
    waiting.delete(pod.uid)
    if ('node' in pod.place) {
      byNode.get(pod.place.node)?.delete(pod.uid)
      outdated.add(pod.place.node)
    }
    if (pod.owner?.kind === 'ReplicaSet') takeOut(byOwner, pod.owner.uid, pod)
  }
  const enter = (pod: SimPod) => {
    if ('node' in pod.place) {
      putIn(byNode, pod.place.node, pod)
      outdated.add(pod.place.node)
    } else waiting.set(pod.uid, pod)
    if (pod.owner?.kind === 'ReplicaSet') putIn(byOwner, pod.owner.uid, pod)
  }
  const podChanges$ = pods.changes$.pipe(
    tap((change) => {
      const known = change.type === 'applied' ? change.previous : change.object
      if (known) leave(known)
      if (change.type === 'applied') enter(change.object)
    }),
  )
  const nodeChanges$ = nodes.changes$.pipe(
    tap(({ type, object }) => {
      outdated.add(object.name)
      if (type === 'deleted') byNode.delete(object.name)
    }),
  )
  merge(podChanges$, nodeChanges$).subscribe()
  const on = (node: string) => byNode.get(node)?.values() ?? []
  return {
    on,
    waiting: () => waiting.values(),
    owners: () => byOwner.keys(),
    ownedBy: (uid) => [...(byOwner.get(uid)?.values() ?? [])],
    spots: () => {
      for (const name of outdated) {
        const node = nodes.get(name)
        if (node?.ready.is) spots.set(name, spotOf(node, [...on(name)]))
        else spots.delete(name)
      }
      outdated.clear()
      return new Map(spots)
    },
  }
}

function putIn(groups: Map<string, Map<string, SimPod>>, key: string, pod: SimPod): void {
  const group = groups.get(key)
  if (group) group.set(pod.uid, pod)
  else groups.set(key, new Map([[pod.uid, pod]]))
}

function takeOut(groups: Map<string, Map<string, SimPod>>, key: string, pod: SimPod): void {
  const group = groups.get(key)
  group?.delete(pod.uid)
  if (group?.size === 0) groups.delete(key)
}
