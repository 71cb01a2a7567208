/** A node as GKE gives it, some 15 KB: managed fields, conditions, fifty images. */
import { ALLOCATABLE, POOL_LABEL } from './shape.ts'
import { stampOf, textWithGaps, uidOf } from './text.ts'

const IMAGES = 50
const FINE = [
  'KernelDeadlock',
  'ReadonlyFilesystem',
  'NetworkUnavailable',
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
]

/** What a manager of fields has written down, of so many fields. */
export const managed = (manager: string, fields: number): object => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '@stamp@',
  fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:metadata': Object.fromEntries(
      Array.from({ length: fields }, (_, at) => [`f:field-number-${at}`, { '.': {}, 'f:value': {} }]),
    ),
  },
})

const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  lastHeartbeatTime: '@stamp@',
  lastTransitionTime: '@stamp@',
  reason,
  message: `what the kubelet says of ${type}`,
})

const text = textWithGaps({
  metadata: {
    name: '@name@',
    uid: '@uid@',
    resourceVersion: '@version@',
    creationTimestamp: '@stamp@',
    labels: {
      [POOL_LABEL]: '@pool@',
      'kubernetes.io/hostname': '@name@',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/os': 'linux',
      'node.kubernetes.io/instance-type': 'n2-highmem-8',
      'topology.kubernetes.io/zone': 'us-central1-b',
      'topology.kubernetes.io/region': 'us-central1',
      'cloud.google.com/gke-nodepool': '@pool@',
    },
    annotations: {
      'node.gke.io/last-applied-node-labels': 'x'.repeat(400),
      'csi.volume.kubernetes.io/nodeid': '{"pd.csi.storage.gke.io":"projects/p/zones/z/instances/@name@"}',
    },
    managedFields: [managed('kubelet', 25), managed('kube-controller-manager', 10)],
  },
  spec: {
    podCIDR: '10.0.0.0/24',
    providerID: 'gce://project/us-central1-b/@name@',
    taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
  },
  status: {
    capacity: { cpu: '8', memory: '65854652Ki', pods: '110', 'ephemeral-storage': '98831908Ki' },
    allocatable: {
      cpu: `${ALLOCATABLE.cpuMilli}m`,
      memory: `${ALLOCATABLE.memoryMiB}Mi`,
      pods: '110',
      'ephemeral-storage': '47093746742',
    },
    conditions: [
      ...FINE.map((type) => condition(type, 'False', `No${type}`)),
      condition('Ready', 'True', 'KubeletReady'),
    ],
    addresses: [
      { type: 'InternalIP', address: '10.1.2.3' },
      { type: 'Hostname', address: '@name@' },
    ],
    nodeInfo: { kernelVersion: '6.6.1', kubeletVersion: 'v1.33.2', containerRuntimeVersion: 'containerd://2.0.4' },
    images: Array.from({ length: IMAGES }, (_, at) => ({
      names: [
        `us-docker.pkg.dev/project/images/image-${at}@sha256:${'a'.repeat(64)}`,
        `us-docker.pkg.dev/project/images/image-${at}:tag`,
      ],
      sizeBytes: 1_234_567 + at,
    })),
  },
})

export interface NodeSays {
  readonly name: string
  readonly index: number
  readonly pool: string
  readonly version: number
  /** Epoch ms. */
  readonly madeMs: number
}

export const nodeText = ({ name, index, pool, version, madeMs }: NodeSays): string =>
  text({ name, pool, version, uid: uidOf('aaaa', index), stamp: stampOf(madeMs) })
