import type { Buffers } from '../../domain/buffer/buffer.ts'
import type { ClusterLimits } from '../../domain/cluster/cluster-limits.ts'
import { deploymentFrom, type PlaceholderDeployment, type RawDeployment } from '../../domain/cluster/deployment.ts'
import { karpenterPoolFrom, type RawKarpenterPool } from '../../domain/cluster/karpenter-pool.ts'
import { type Node, nodeFrom, type RawNode } from '../../domain/cluster/node.ts'
import { createLedger, type PodsView } from '../../domain/cluster/occupancy.ts'
import { podFrom, type RawPod } from '../../domain/cluster/pod.ts'
import { podKindsOf } from '../../domain/cluster/pod-kinds.ts'
import { quotaFrom, type RawQuota } from '../../domain/cluster/quota.ts'
import { type RawEvent, type SchedulingEvent, schedulingEventFrom } from '../../domain/cluster/scheduling-event.ts'
import type { RawNodePoolStatus } from '../../domain/doctor/autoscaler.ts'
import type { Unchecked } from '../../domain/doctor/finding.ts'
import type { RawPulling } from '../../domain/doctor/images.ts'
import { type Looked, seen } from '../../domain/doctor/looked.ts'
import type { RawPriorityClass } from '../../domain/doctor/priorities.ts'
import type { Lent } from '../../domain/lent/lent.ts'
import type { Config } from '../../domain/settings/config.ts'
import { knownNamespaces } from '../../domain/settings/user-namespaces.ts'
import type { Place } from '../cluster/ask.ts'
import { readBuffers } from '../cluster/buffers.ts'
import { readLent } from '../cluster/lent.ts'
import { lookAt, lookAtServed } from './look.ts'

/** A pod with all that anybody here reads of it. */
export type SeenPod = RawPod & RawPulling

/** What was seen of a cluster, each by itself. */
export interface Cluster {
  readonly nodes: Looked<readonly RawNode[]>
  readonly pods: Looked<readonly SeenPod[]>
  readonly deployments: Looked<readonly RawDeployment[]>
  readonly priorityClasses: Looked<readonly RawPriorityClass[]>
  readonly nodePools: Looked<readonly (RawKarpenterPool & RawNodePoolStatus)[] | undefined>
  readonly events: Looked<readonly RawEvent[]>
  readonly quotas: readonly Looked<readonly RawQuota[]>[]
  readonly lent: ReadonlyMap<string, Lent>
  readonly buffers: Buffers
}

export async function readCluster(place: Place, config: Config): Promise<Cluster> {
  const { namespace } = place
  const core = (resource: string, inside?: string) => ({ resource, group: '', namespace: inside })
  const namespaces = knownNamespaces(config, namespace)
  const [nodes, pods, deployments, priorityClasses, nodePools, events, ...quotas] = await Promise.all([
    lookAt<RawNode>(place, core('nodes')),
    lookAt<SeenPod>(place, core('pods')),
    lookAt<RawDeployment>(place, { resource: 'deployments', group: 'apps', namespace }),
    lookAt<RawPriorityClass>(place, { resource: 'priorityclasses', group: 'scheduling.k8s.io' }),
    lookAtServed<RawKarpenterPool & RawNodePoolStatus>(place, { resource: 'nodepools', group: 'karpenter.sh' }),
    lookAt<RawEvent>(place, core('events', namespace)),
    ...namespaces.map((one) => lookAt<RawQuota>(place, core('resourcequotas', one))),
  ])
  const lent = await readLent(place, config)
  const buffers = await readBuffers(place, config)
  return { nodes, pods, deployments, priorityClasses, nodePools, events, quotas, lent, buffers }
}

/** What decisions read of it. */
export interface Read {
  readonly nodes: ReadonlyMap<string, Node>
  readonly pods: PodsView
  readonly deployments: ReadonlyMap<string, PlaceholderDeployment>
  readonly deploymentsUnknown: boolean
  readonly lent: ReadonlyMap<string, Lent>
  readonly buffers: Buffers
  readonly limits: ClusterLimits
  readonly schedulingEvents: ReadonlyMap<string, SchedulingEvent>
}

/** As the controller would see it; unseen: without nodes and pods nothing can be said of pools. */
export function readAs(config: Config, namespace: string, cluster: Cluster): Looked<Read> {
  const { nodes, pods, deployments } = cluster
  if (nodes.at === 'unseen') return nodes
  if (pods.at === 'unseen') return pods
  const kinds = podKindsOf(config, namespace)
  const ledger = createLedger(namespace)
  for (const pod of pods.value.flatMap((raw) => podFrom(raw, kinds) ?? [])) ledger.applied(pod)
  return seen({
    nodes: byName(nodes.value.flatMap((raw) => nodeFrom(raw) ?? [])),
    pods: ledger.view,
    deployments: byName(itemsOf(deployments).flatMap((raw) => deploymentFrom(raw) ?? [])),
    deploymentsUnknown: deployments.at === 'unseen',
    lent: cluster.lent,
    buffers: cluster.buffers,
    limits: {
      karpenterPools: itemsOf(cluster.nodePools).flatMap((raw) => karpenterPoolFrom(raw) ?? []),
      quotas: cluster.quotas.flatMap(itemsOf).flatMap((raw) => quotaFrom(raw) ?? []),
    },
    schedulingEvents: new Map(
      itemsOf(cluster.events).flatMap((raw): [string, SchedulingEvent][] => {
        const event = schedulingEventFrom(raw)
        return event && raw.metadata?.uid ? [[raw.metadata.uid, event]] : []
      }),
    ),
  })
}

/** Limits and words that were not to be seen: what is said without them may be too good. */
export function unseenLimits({ quotas, nodePools, events, deployments }: Cluster): Unchecked[] {
  const of = (what: string, looked: Looked<unknown>): Unchecked[] =>
    looked.at === 'unseen' ? [{ what, because: looked.because }] : []
  return [
    ...of("whether classes fit Karpenter's limits", nodePools),
    ...quotas.flatMap((one) => of('whether classes fit the quotas', one)),
    ...of('why no node comes for a placeholder, in the words of who makes nodes', events),
    ...of('how many placeholders there are to be now', deployments),
  ]
}

const itemsOf = <T>(looked: Looked<readonly T[] | undefined>): readonly T[] =>
  looked.at === 'seen' ? (looked.value ?? []) : []

const byName = <T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.name, one]))
