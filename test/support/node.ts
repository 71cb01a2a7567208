import { type Node, nodeFrom, type RawNode } from '../../src/domain/cluster/node.ts'
import { given } from '../../src/domain/given.ts'
import type { Taint } from '../../src/domain/scheduling/taint.ts'
import { poolLabels } from './config.ts'
import { at, iso } from './time.ts'

export interface NodeSpec {
  readonly name?: string
  readonly uid?: string
  /** The pool whose labels it carries; `null`: none. */
  readonly pool?: string | null
  readonly labels?: Readonly<Record<string, string>>
  readonly cpu?: string
  readonly memory?: string
  readonly pods?: string
  /** Further allocatable: `{'nvidia.com/gpu': '2'}`. */
  readonly allocatable?: Readonly<Record<string, string>>
  readonly taints?: readonly Taint[]
  readonly cordoned?: boolean
  readonly deleting?: boolean
  /** Epoch ms since when it is Ready; the evening before unless said. */
  readonly readySince?: number
  /** Epoch ms since when it is not Ready. */
  readonly notReadySince?: number
  readonly created?: number
  readonly annotations?: Readonly<Record<string, string>>
  /** That it says it has, as they are named in pods. */
  readonly images?: readonly string[]
  /** Of the whole machine, `status.capacity`; as allocatable unless said. */
  readonly capacity?: string
}

/** A node as the API gives it: of pool `user`, with 8 cores, 32Gi and 110 pod slots, Ready since the evening before. */
export function rawNode(spec: NodeSpec = {}): RawNode {
  const { name = 'n1', pool = 'user', notReadySince, readySince = at('2026-03-23T18:00:00Z') } = spec
  return {
    metadata: {
      name,
      uid: spec.uid ?? `uid-${name}`,
      labels: { 'kubernetes.io/hostname': name, ...(pool === null ? {} : poolLabels(pool)), ...spec.labels },
      creationTimestamp: iso(spec.created ?? at('2026-03-20T00:00:00Z')),
      ...given({
        annotations: spec.annotations,
        deletionTimestamp: spec.deleting ? iso(at('08:00')) : undefined,
      }),
    },
    spec: { unschedulable: spec.cordoned ?? false, taints: spec.taints ?? [] },
    status: {
      allocatable: {
        cpu: spec.cpu ?? '8',
        memory: spec.memory ?? '32Gi',
        pods: spec.pods ?? '110',
        ...spec.allocatable,
      },
      ...given({
        capacity: spec.capacity ? { memory: spec.capacity } : undefined,
        images: spec.images?.map((name) => ({ names: [name] })),
      }),
      conditions: [
        { type: 'MemoryPressure', status: 'False', lastTransitionTime: iso(at('2026-03-20T00:00:00Z')) },
        {
          type: 'Ready',
          status: notReadySince === undefined ? 'True' : 'False',
          lastTransitionTime: iso(notReadySince ?? readySince),
        },
      ],
    },
  }
}

/** Any node, given as JSON: also with nulls where the types have none. */
export const nodeSeen = (raw: object): Node | undefined => nodeFrom(JSON.parse(JSON.stringify(raw)))

export function node(spec: NodeSpec = {}): Node {
  const made = nodeFrom(rawNode(spec))
  if (!made) throw new Error('a node without a name')
  return made
}
