import { STAGES } from '../cluster/deletion-cost.ts'
import type { Pod } from '../cluster/pod.ts'
import { compare } from '../order.ts'
import type { NodeRoom } from '../room/room.ts'

/** What a placeholder has to be annotated with before its pool's count falls. */
export interface DeletionCost {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly cost: number
}

/** A count that falls by more is put in order as far as this goes: the API server has other things to do at that moment. */
export const MOST_COSTS = 100

/**
 * The annotations without which a ReplicaSet would remove the wrong placeholders of a pool: first those that are
 * stranded, then those without a node, then those on kept nodes, which their users hold anyway, and last those on nodes
 * that the autoscaler may remove then; of these, one node after the other, the one with the fewest first.
 *
 * A ReplicaSet itself takes the pod without a node, then the one that does not run, then the one that is not ready, and
 * asks for the cost only among equals (ActivePodsWithRanks of k8s.io/kubernetes, pkg/controller/controller_utils.go): so
 * nothing is written about those, and nothing where the order is right already. Only pods that go are annotated, with
 * just less than the least that stays: who stays needs no mending afterwards.
 * @param pods of one Deployment
 * @param rooms of all nodes of pools, by node name
 * @param remaining how many are to stay
 */
export function deletionCosts(
  pods: readonly Pod[],
  rooms: ReadonlyMap<string, NodeRoom>,
  remaining: number,
): DeletionCost[] {
  const alive = pods.filter((pod) => !pod.terminal && !pod.deleting)
  const leaving = alive.length - remaining
  if (leaving <= 0 || remaining <= 0) return []
  const beside = Map.groupBy(alive, ({ nodeName }) => nodeName)
  const candidates = alive
    .map((pod) => candidateOf(pod, rooms, beside.get(pod.nodeName)?.length ?? 1))
    .toSorted((a, b) => a.stage - b.stage || inOurOrder(a, b) || a.cost - b.cost || compare(a.pod.uid, b.pod.uid))
  const staying = candidates.slice(leaving)
  return candidates
    .slice(0, leaving)
    .flatMap((candidate) => costBelow(candidate, staying))
    .slice(0, MOST_COSTS)
}

interface Candidate {
  readonly pod: Pod
  readonly stage: number
  readonly cost: number
  readonly place: number
  /** Placeholders on its node, and that node's name, where they go one node after the other. */
  readonly group: readonly [count: number, node: string]
}

const PLACES = { stranded: 0, kept: 1, removable: 2 }
const ALONE: Candidate['group'] = [1, '']

function candidateOf(pod: Pod, rooms: ReadonlyMap<string, NodeRoom>, together: number): Candidate {
  const { stage, cost } = pod.removability ?? { stage: 'unbound', cost: 0 }
  const room = rooms.get(pod.nodeName ?? '')
  const place = room?.usable ? (room.kept ? PLACES.kept : PLACES.removable) : PLACES.stranded
  const group: Candidate['group'] = place === PLACES.removable && together > 1 ? [together, pod.nodeName ?? ''] : ALONE
  return { pod, stage: STAGES.indexOf(stage), cost, place, group }
}

/** 0: it does not matter which of the two goes. */
const inOurOrder = (a: Candidate, b: Candidate): number =>
  a.place - b.place || a.group[0] - b.group[0] || compare(a.group[1], b.group[1])

/** Less than all that stay and should stay rather; nothing when it is so already. */
function costBelow(candidate: Candidate, staying: readonly Candidate[]): DeletionCost[] {
  let least = Number.POSITIVE_INFINITY
  for (const other of staying)
    if (other.stage === candidate.stage && inOurOrder(candidate, other) < 0) least = Math.min(least, other.cost)
  if (candidate.cost < least) return []
  const { name, namespace, uid } = candidate.pod
  return [{ name, namespace, uid, cost: least - 1 }]
}
