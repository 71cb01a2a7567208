import { DELETION_COST } from '../../domain/cluster/deletion-cost.ts'
import type { RawDeployment } from '../../domain/cluster/deployment.ts'
import type { RawNode } from '../../domain/cluster/node.ts'
import { IMAGES_LABEL, IMAGES_PULLING, type RawPod } from '../../domain/cluster/pod.ts'
import { given } from '../../domain/given.ts'
import { sayInstant } from '../../domain/instant.ts'
import type { RawCondition, RawMetadata } from '../../domain/scheduling/kubernetes-object.ts'
import type { RawContainerStatus } from '../../domain/scheduling/pod-requests.ts'
import { sayResources } from '../../domain/scheduling/resources.ts'
import type { SimDeployment, SimNode, SimPod } from './cluster.ts'
import { taintsOf } from './spots.ts'
import type { Meta } from './store.ts'

/**
 * The simulated objects as the API would serve them, so that the product reads them through its own projections, and
 * `explain` reads them from a file. Times have no fractions of a second there.
 */
const timestamp = (ms: number): string => sayInstant(Math.floor(ms / 1000) * 1000)

const metadata = (meta: Meta, more: RawMetadata): RawMetadata => ({
  name: meta.name,
  uid: meta.uid,
  resourceVersion: String(meta.version),
  creationTimestamp: timestamp(meta.createdMs),
  ...more,
})

export const rawNode = (node: SimNode): RawNode => ({
  metadata: metadata(node, {
    labels: { ...node.labels, 'kubernetes.io/hostname': node.name },
    annotations: node.annotations ?? {},
  }),
  spec: { taints: taintsOf(node), unschedulable: node.unschedulable === true },
  status: {
    allocatable: sayResources(node.allocatable),
    conditions: [
      { type: 'Ready', status: node.ready.is ? 'True' : 'False', lastTransitionTime: timestamp(node.ready.sinceMs) },
    ],
  },
})

export const rawPod = (pod: SimPod): RawPod => ({
  metadata: metadata(pod, {
    namespace: pod.namespace,
    labels: pod.shielded ? { ...pod.labels, [IMAGES_LABEL]: IMAGES_PULLING } : pod.labels,
    ...given({
      ownerReferences: pod.owner && [{ ...pod.owner, controller: true }],
      annotations: pod.deletionCost === undefined ? undefined : { [DELETION_COST]: String(pod.deletionCost) },
    }),
  }),
  spec: {
    priority: pod.priority,
    nodeSelector: pod.nodeSelector,
    containers: [{ name: 'main', resources: { requests: sayResources(pod.requests) }, ...given({ image: pod.image }) }],
    ...given({ imagePullSecrets: pod.pullSecrets?.map((name) => ({ name })) }),
    ...given({ initContainers: pod.carries, nodeName: 'node' in pod.place ? pod.place.node : undefined }),
  },
  status: {
    phase: pod.place.at === 'running' ? 'Running' : 'Pending',
    conditions: [...scheduledCondition(pod), ...readyCondition(pod)],
    ...statusesOf(pod),
  },
})

/** A placeholder pulls in its first container that ends at once, a server in its only one. */
function statusesOf({ place, trouble, carries }: SimPod): Partial<Record<Statuses, readonly RawContainerStatus[]>> {
  if (place.at === 'running') return { containerStatuses: [running(place.runningMs)] }
  if (place.at !== 'bound' || !trouble) return {}
  const { image, ...waiting } = trouble
  const status = { name: carries?.[0]?.name ?? 'main', restartCount: 0, state: { waiting }, ...given({ image }) }
  return carries ? { initContainerStatuses: [status] } : { containerStatuses: [status] }
}

type Statuses = 'containerStatuses' | 'initContainerStatuses'

const running = (sinceMs: number): RawContainerStatus => ({
  name: 'main',
  restartCount: 0,
  state: { running: { startedAt: timestamp(sinceMs) } },
})

function scheduledCondition({ place }: SimPod): RawCondition[] {
  const type = 'PodScheduled'
  if ('node' in place) return [{ type, status: 'True', lastTransitionTime: timestamp(place.boundMs) }]
  if (place.at === 'new') return []
  return [{ type, status: 'False', reason: 'Unschedulable', lastTransitionTime: timestamp(place.sinceMs) }]
}

const readyCondition = ({ place }: SimPod): RawCondition[] =>
  place.at === 'running' ? [{ type: 'Ready', status: 'True', lastTransitionTime: timestamp(place.runningMs) }] : []

export const rawDeployment = (deployment: SimDeployment): RawDeployment => ({
  metadata: metadata(deployment, { namespace: deployment.namespace, ...deployment.metadata }),
  spec: deployment.spec,
  status: { conditions: [] },
})
