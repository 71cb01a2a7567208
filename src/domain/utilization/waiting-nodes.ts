import { NO_OCCUPANCY } from '../cluster/occupancy.ts'
import { isPending, type Pod } from '../cluster/pod.ts'
import { poolOfPending, poolOfPlaceholder } from '../cluster/pool.ts'
import type { Observed } from '../decide/observed.ts'
import { freeOf, seatsIn } from '../room/seat.ts'
import { amountOf, type Resources, subtract } from '../scheduling/resources.ts'
import { stuckPods } from './people/stuck.ts'
import { type Scope, WHOLE_CLUSTER } from './scope.ts'

/** How many further nodes those need who wait for one. */
export interface WaitingNodes {
  /** For placeholders alone. */
  readonly forPlaceholders: number
  /** For them and for users that no node has room for. */
  readonly forAll: number
  readonly placeholders: number
  readonly users: number
}

/** An autoscaler that is there too has answered by then, and what it makes counts as being on its way. */
const HEAD_START_MS = 30_000

/**
 * Nodes for placeholders and users of a scope for whom the scheduler has found none for half a minute: as many as they
 * fill that are like the largest of the pool. Where there is none to be like, one: the next plan sees how large it is.
 */
export function waitingNodes(scope: Scope, observed: Observed, nowMs: number): WaitingNodes {
  const { config, nodes, pods } = observed
  const isOf = (pool: string | undefined) => scope.name === WHOLE_CLUSTER || pool === scope.name
  const isLost = ({ unschedulableMs }: Pod) => unschedulableMs !== undefined && unschedulableMs <= nowMs - HEAD_START_MS
  const placeholders = [...pods.placeholders.values()].filter(
    (pod) => isPending(pod) && isLost(pod) && isOf(poolOfPlaceholder(pod, nodes, config)),
  )
  const users = stuckPods(observed).filter((pod) => isLost(pod) && isOf(poolOfPending(pod, config)))
  const each = emptyNode(scope, observed)
  const isAlone = config.pools.get(scope.name)?.onePerNode ?? false
  const coming = scope.nodes.filter(({ standing }) => standing === 'not ready').length
  const missing = (some: readonly Pod[]) => Math.max(0, binsOf(some, each, isAlone) - coming)
  return {
    forPlaceholders: missing(placeholders),
    forAll: missing([...users, ...placeholders]),
    placeholders: placeholders.length,
    users: users.length,
  }
}

/** What a node like the largest of the scope has for pods. */
function emptyNode({ nodes }: Scope, { pods }: Observed): Resources | undefined {
  const [largest] = nodes.map(({ node }) => node).toSorted((a, b) => b.memoryBytes - a.memoryBytes)
  if (!largest) return undefined
  const { daemons, daemonPods } = pods.occupancy.get(largest.name) ?? NO_OCCUPANCY
  return freeOf(largest.allocatable, daemons, daemonPods)
}

/** Each to the first that has room; who fits on none, however empty, brings none. */
function binsOf(pods: readonly Pod[], each: Resources | undefined, isAlone: boolean): number {
  if (!each) return Math.min(1, pods.length)
  const bins: { free: Resources; hasPlaceholder: boolean }[] = []
  for (const { requests, kind } of pods) {
    if (seatsIn(each, sized(requests)) === 0) continue
    const isOnly = isAlone && kind === 'placeholder'
    let bin = bins.find((one) => !(isOnly && one.hasPlaceholder) && seatsIn(one.free, sized(requests)) > 0)
    if (!bin) {
      bin = { free: each, hasPlaceholder: false }
      bins.push(bin)
    }
    const free = subtract(bin.free, requests)
    bin.free = each.pods === undefined ? free : { ...free, pods: amountOf(bin.free, 'pods') - 1 }
    bin.hasPlaceholder ||= kind === 'placeholder'
  }
  return bins.length
}

/** A pod that requests nothing is as small as can be. */
const sized = (requests: Resources): Resources => (Object.keys(requests).length > 0 ? requests : { memory: 1 })
