/** Nodes for tests without an autoscaler. */

/** A taint as Kubernetes has it. */
export interface Taint {
  readonly key: string
  readonly value?: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}

/** What a test says about a node; the rest is filled in. */
export interface NodeOptions {
  readonly name: string
  readonly labels?: Readonly<Record<string, string>>
  readonly taints?: readonly Taint[]
  /** By default 8 cores, 32Gi and 110 pods; kwok makes capacity the same (patch the Ready node's status to differ). */
  readonly allocatable?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * An annotation with any value on a node or pod: kwok then leaves its status alone, so that a test can set it, e.g. make
 * a node NotReady. (A node's lease goes on being renewed.)
 */
export const handsOff = 'test.warmseats.io/hands-off'

/** Builds a Node manifest that kwok makes Ready and keeps so. To be created with POST /api/v1/nodes or `kubectl create`. */
export function kwokNode({ name, labels, taints, allocatable, annotations }: NodeOptions) {
  const resources = { cpu: '8', memory: '32Gi', pods: '110', ...allocatable }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...labels },
      annotations: { ...annotations },
    },
    spec: { taints: [...(taints ?? [])] },
    // Without these kwok would give the node 1,000 cores and 1 TiB.
    status: { allocatable: resources, capacity: resources },
  }
}
