import type { Node } from '../cluster/node.ts'
import { isPending, type Pod } from '../cluster/pod.ts'
import { poolOfLabels, poolOfPending, poolOfPlaceholder } from '../cluster/pool.ts'
import type { Observed } from '../decide/observed.ts'
import { holderNamed } from '../lent/lent.ts'
import { amountOf } from '../scheduling/resources.ts'
import { isSwitchedOff } from './marks.ts'
import { byKeeping, loadOfNode, type NodeLoad } from './node-load.ts'

/** What is packed together: the nodes of a pool; without any pool in the config, those of the whole cluster. */
export interface Scope {
  readonly name: string
  readonly nodes: readonly NodeLoad[]
  /** Memory requests of workload pods that wait for a node here. Bytes. */
  readonly waitingBytes: number
  /** Placeholders that wait for a node: one is booting for them. */
  readonly waitingPlaceholders: number
  /** The kill switch is on its placeholder Deployment. */
  readonly isSwitchedOff: boolean
}

/** The name of the one scope of a cluster without pools. */
export const WHOLE_CLUSTER = ''

/** Sums up what a scope, or several, have and need. */
export interface Figures {
  readonly workloadBytes: number
  /** Of schedulable nodes, without reserved ones. */
  readonly capacityBytes: number
  /** Workload ÷ capacity; infinite without capacity. */
  readonly utilization: number
}

/**
 * The scopes of what is observed, in the order of the config. A node of no pool is in none, so it is never touched;
 * a pod that waits counts where it can only land, a pod that may land in several pools or in none counts nowhere.
 * @param inExams by the name of a node, people who are critical to it for now
 */
export function scopesOf(observed: Observed, inExams: ReadonlyMap<string, number> = NOBODY): readonly Scope[] {
  const { config, nodes, pods, owner } = observed
  const names = config.pools.size > 0 ? [...config.pools.keys()] : [WHOLE_CLUSTER]
  const scopeOf = (pool: string | undefined) => (config.pools.size > 0 ? pool : WHOLE_CLUSTER)
  const members = Map.groupBy(nodes.values(), (node) => scopeOf(poolOfLabels(node.labels, config)?.pool))
  const waitingBytes = sumBy(
    pods.waiting.values(),
    (pod) => scopeOf(poolOfPending(pod, config)),
    (pod) => amountOf(pod.requests, 'memory'),
  )
  const waitingPlaceholders = sumBy(
    [...pods.placeholders.values()].filter(isPending),
    (pod) => scopeOf(poolOfPlaceholder(pod, nodes, config)),
    () => 1,
  )
  const loadOf = (node: Node) =>
    withCritical(loadOfNode(node, pods.occupancy.get(node.name), owner), inExams.get(node.name))
  return names.map((name) => ({
    name,
    nodes: (members.get(name) ?? []).map(loadOf).toSorted(byKeeping),
    waitingBytes: waitingBytes.get(name) ?? 0,
    waitingPlaceholders: waitingPlaceholders.get(name) ?? 0,
    isSwitchedOff: isSwitchedOff(holderNamed(observed, name)?.annotations),
  }))
}

const NOBODY: ReadonlyMap<string, number> = new Map()

/** Whoever is critical anyway may be among them: it is said of no more than there are. */
const withCritical = (load: NodeLoad, people = 0): NodeLoad =>
  people === 0 ? load : { ...load, critical: Math.max(load.critical, Math.min(load.workloadPods, people)) }

/** What pods amount to together, by scope; those of none are left out. */
function sumBy(
  pods: Iterable<Pod>,
  scopeOf: (pod: Pod) => string | undefined,
  amount: (pod: Pod) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const pod of pods) {
    const scope = scopeOf(pod)
    if (scope !== undefined) sums.set(scope, (sums.get(scope) ?? 0) + amount(pod))
  }
  return sums
}

/** Workload is that of cordoned nodes too: it has to go somewhere. Capacity is each node's own. */
export function figuresOf(scopes: readonly Scope[]): Figures {
  let [workloadBytes, capacityBytes] = [0, 0]
  for (const { nodes, waitingBytes } of scopes) {
    workloadBytes += waitingBytes
    for (const { standing, node, workloadBytes: own } of nodes) {
      workloadBytes += own
      if (standing === 'open') capacityBytes += node.memoryBytes
    }
  }
  return { workloadBytes, capacityBytes, utilization: ratio(workloadBytes, capacityBytes) }
}

export const ratio = (workloadBytes: number, capacityBytes: number): number =>
  capacityBytes > 0 ? workloadBytes / capacityBytes : Number.POSITIVE_INFINITY
