import { auditTime, ignoreElements, merge, type Observable, type SchedulerLike, tap } from 'rxjs'
import { given } from '../../domain/given.ts'
import { intentHash } from '../../domain/scheduling/intent-hash.ts'
import { podRequests, type RawPodSpecRequests } from '../../domain/scheduling/pod-requests.ts'
import type { Labels } from '../../domain/scheduling/selector.ts'
import type { Toleration } from '../../domain/scheduling/taint.ts'
import { type Cluster, nodeOf, type PodSpec, type SimDeployment, type SimPod } from '../cluster/cluster.ts'
import { type Random, suffix } from '../cluster/random.ts'

const LATENCY_MS = 20

export interface ReplicasOptions {
  /** The PriorityClasses: value by name. */
  readonly priorities: Readonly<Record<string, number>>
  readonly random: Random
}

/** The Deployment and ReplicaSet controllers in one: as many pods as the Deployment says, of its present template. */
export const replicas = (cluster: Cluster, options: ReplicasOptions, clock: SchedulerLike): Observable<never> =>
  merge(cluster.deployments.changes$, cluster.pods.changes$).pipe(
    auditTime(LATENCY_MS, clock),
    tap(() => reconcile(cluster, options)),
    ignoreElements(),
  )

function reconcile(cluster: Cluster, options: ReplicasOptions): void {
  const { deployments, roster, pods } = cluster
  const gone = new Set(roster.owners())
  for (const deployment of deployments.all()) {
    reconcileOne(cluster, deployment, roster.ownedBy(deployment.uid), options)
    gone.delete(deployment.uid)
  }
  for (const uid of gone) for (const orphan of roster.ownedBy(uid)) pods.remove(orphan.name)
}

function reconcileOne(
  { pods }: Cluster,
  deployment: SimDeployment,
  all: readonly SimPod[],
  options: ReplicasOptions,
): void {
  const templateHash = intentHash(deployment.spec.template)
  // Recreate: those of an older template go first, all of them.
  const old = all.filter((pod) => pod.templateHash !== templateHash)
  for (const { name } of old) pods.remove(name)
  if (old.length > 0) return
  const missing = deployment.spec.replicas - all.length
  for (let made = 0; made < missing; made += 1) {
    const name = `${deployment.name}-${templateHash.slice(0, 9)}-${suffix(options.random)}`
    pods.create(name, podOf(deployment, templateHash, options.priorities))
  }
  if (missing < 0) for (const { name } of leaving(all, -missing)) pods.remove(name)
}

const RANK = { new: 0, unschedulable: 0, bound: 1, running: 2 }

/**
 * Which pods a ReplicaSet deletes first: the one without a node, the one that does not run, the one of the lower deletion
 * cost, the one with more of its kind beside it, the youngest. (ActivePodsWithRanks in Kubernetes; its logarithmic ages,
 * which make the last rule a lottery, are left out.)
 */
function leaving(all: readonly SimPod[], count: number): SimPod[] {
  const beside = Map.groupBy(all, (pod) => nodeOf(pod))
  const together = (pod: SimPod) => beside.get(nodeOf(pod))?.length ?? 0
  const costOf = ({ deletionCost = 0 }: SimPod) => deletionCost
  const inTurn = (a: SimPod, b: SimPod) =>
    RANK[a.place.at] - RANK[b.place.at] ||
    costOf(a) - costOf(b) ||
    together(b) - together(a) ||
    b.createdMs - a.createdMs ||
    b.version - a.version
  return all.toSorted(inTurn).slice(0, count)
}

interface Template {
  readonly metadata?: { readonly labels?: Labels }
  readonly spec: RawPodSpecRequests & {
    readonly imagePullSecrets?: readonly { readonly name: string }[]
    readonly priorityClassName?: string
    readonly nodeSelector?: Labels
    readonly tolerations?: readonly Toleration[]
    readonly affinity?: object
    readonly topologySpreadConstraints?: readonly { readonly labelSelector: { readonly matchLabels: Labels } }[]
  }
}

function podOf(
  { name, uid, namespace, spec }: SimDeployment,
  templateHash: string,
  priorities: Readonly<Record<string, number>>,
): PodSpec {
  const template = spec.template as Template
  const { priorityClassName = '', nodeSelector = {}, tolerations = [], affinity } = template.spec
  const spread = template.spec.topologySpreadConstraints?.[0]?.labelSelector.matchLabels
  return {
    namespace,
    templateHash,
    nodeSelector,
    tolerations,
    labels: template.metadata?.labels ?? {},
    owner: { kind: 'ReplicaSet', name: `${name}-${templateHash.slice(0, 9)}`, uid },
    priority: priorities[priorityClassName] ?? 0,
    requests: podRequests(template.spec),
    largeImage: template.spec.initContainers !== undefined,
    pullSecrets: (template.spec.imagePullSecrets ?? []).map((secret) => secret.name),
    place: { at: 'new' },
    // The only affinity that our manifests know: one placeholder a node.
    ...given({ carries: template.spec.initContainers, spread, apart: affinity && spec.selector.matchLabels }),
  }
}
